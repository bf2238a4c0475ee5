// Where in the app the person is: one place at a time, with what is chosen there.

import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { ItemRef, Scope } from "../src-shared/ipc/views-vault.ts";

export type Place =
  | { readonly name: "vault"; readonly scope: Scope; readonly item?: ItemRef }
  | { readonly name: "send" }
  | { readonly name: "receive" }
  | { readonly name: "bring-in" }
  | { readonly name: "destinations" }
  | { readonly name: "receipts"; readonly transferId?: string }
  | { readonly name: "settings" };

export const FIRST_PLACE: Place = { name: "vault", scope: { by: "all" } };

export const navigation = createStore<{ readonly place: Place }>(() => ({ place: FIRST_PLACE }));

/** Asked before a place is left: calls `go` when nothing is lost by it, at once or after the person has answered. */
export type LeavingGuard = (go: () => void) => void;

let guard: LeavingGuard | undefined;

/** Until the answer is called; one at a time. */
export function guardLeaving(next: LeavingGuard): () => void {
  guard = next;
  return () => {
    if (guard === next) guard = undefined;
  };
}

/** Does `go` unless something that was not saved holds it back. */
export function leave(go: () => void): void {
  if (guard === undefined) go();
  else guard(go);
}

export function goTo(place: Place): void {
  leave(() => navigation.setState({ place }));
}

export function usePlace(): Place {
  return useStore(navigation, ({ place }) => place);
}
