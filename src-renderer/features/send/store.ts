// What the person has chosen to send, and whether it is being chosen or a destination is; kept while they look elsewhere.

import { createStore } from "zustand/vanilla";
import type { Selection } from "../../../src-shared/ipc/contract.ts";
import type { ItemRef } from "../../../src-shared/ipc/views-vault.ts";

export type SendDraft = {
  readonly step: "choose" | "destination";
  readonly by: "all" | "kinds" | "items";
  readonly kinds: readonly string[];
  /** By `refKey`. */
  readonly items: ReadonlyMap<string, ItemRef>;
};

/** As the contract takes them one by one. */
export const MOST_ITEMS = 10_000;

export const FIRST_DRAFT: SendDraft = { step: "choose", by: "all", kinds: [], items: new Map() };

export const sendDraft = createStore<SendDraft>(() => FIRST_DRAFT);

export function refKey({ account, item }: ItemRef): string {
  return `${account}/${item}`;
}

/** Undefined while nothing is chosen or too much is. */
export function selectionOf({ by, kinds, items }: SendDraft): Selection | undefined {
  if (by === "all") return { by };
  if (by === "kinds") return kinds.length > 0 ? { by, kinds } : undefined;
  return items.size > 0 && items.size <= MOST_ITEMS ? { by, items: [...items.values()] } : undefined;
}

export function withKind(draft: SendDraft, kind: string, on: boolean): SendDraft {
  const others = draft.kinds.filter((one) => one !== kind);
  return { ...draft, kinds: on ? [...others, kind] : others };
}

export function withItem(draft: SendDraft, ref: ItemRef): SendDraft {
  const items = new Map(draft.items);
  if (!items.delete(refKey(ref))) items.set(refKey(ref), ref);
  return { ...draft, items };
}
