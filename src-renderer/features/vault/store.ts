// What the vault's screens remember between them: what is searched, what is edited, what was just done.

import { createStore } from "zustand/vanilla";
import type { ItemRef, ListOrder } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { navigation } from "../../navigation.ts";
import { ItemList } from "./item-list.ts";

export type Editing = { readonly of: "new"; readonly kind: string } | { readonly of: "item"; readonly ref: ItemRef };

/** What was just done, with the way back where there is one. `turn` tells two alike apart. */
export type Done = { readonly text: string; readonly turn: number; readonly undo?: () => Promise<void> };

export type VaultState = {
  readonly text: string;
  readonly order: ListOrder;
  readonly editing: Editing | undefined;
  /** Grows with each beginning, so that a form never goes on with what another one held. */
  readonly editTurn: number;
  readonly done: Done | undefined;
  /** The vault locked while something typed was not saved. */
  readonly lost: boolean;
};

const FIRST: VaultState = { text: "", order: "title", editing: undefined, editTurn: 0, done: undefined, lost: false };

export const vaultStore = createStore<VaultState>(() => FIRST);

export const itemList = new ItemList((query, from, count) => call("vault.list", { ...query, from, count }));

/** A new place ends editing (whoever leads there has asked), and another scope begins without a search. */
navigation.subscribe(({ place }, { place: before }) => {
  const scope = place.name === "vault" ? JSON.stringify(place.scope) : "";
  const same = before.name === "vault" && JSON.stringify(before.scope) === scope;
  vaultStore.setState({ editing: undefined, lost: false, ...(!same && { text: "", done: undefined }) });
});

export function search(text: string): void {
  vaultStore.setState({ text });
}

export function sortBy(order: ListOrder): void {
  vaultStore.setState({ order });
}

export function edit(editing: Editing | undefined): void {
  vaultStore.setState(({ editTurn }) => ({ editing, editTurn: editTurn + 1, lost: false, done: undefined }));
}

/** A locked vault leaves nothing typed in the page. */
export function sayLost(): void {
  vaultStore.setState({ lost: true });
}

let turns = 0;

export function sayDone(text: string, undo?: () => Promise<void>): void {
  vaultStore.setState({ done: { text, turn: ++turns, ...(undo && { undo }) } });
}

export function dismissDone(): void {
  vaultStore.setState({ done: undefined });
}

let detailFocus = false;

/** The form that had the focus is about to go: the detail that takes its place takes the focus too. */
export function passFocusToDetail(): void {
  detailFocus = true;
}

export function takesFocus(): boolean {
  const takes = detailFocus;
  detailFocus = false;
  return takes;
}
