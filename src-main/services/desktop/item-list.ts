// Lists of items as rows: what the window scrolls through, a part at a time.

import type { ArgsOf } from "../../../src-shared/ipc/contract.ts";
import type { ListView, RowView, Scope } from "../../../src-shared/ipc/views-vault.ts";
import type { ListQuery, VaultItemView, VaultList } from "../../../src-shared/vault/model.ts";
import { findCollection } from "./collections.ts";
import { itemRef, refOf } from "./item-ref.ts";
import { kindShown, titleShown } from "./item-shown.ts";
import { shownText } from "./shown-text.ts";
import type { VaultState } from "./vault-state.ts";

const LONGEST_DETAIL = 128;

type Asked = Pick<ArgsOf<"vault.list">, "scope" | "text" | "order">;

export function listItems(state: VaultState, args: ArgsOf<"vault.list">): ListView {
  const list = listOf(state, args);
  const from = Math.min(args.from, list.length);
  const count = Math.min(args.count, list.length - from);
  const rows = Array.from({ length: count }, (_, i) => rowView(list.row(from + i)));
  return { total: list.length, from, rows, generation: state.generation };
}

export function placeOf(state: VaultState, args: ArgsOf<"vault.place">): number {
  return listOf(state, args).indexOf(refOf(args.ref));
}

function listOf(state: VaultState, { scope, text, order }: Asked): VaultList {
  const query = (): ListQuery => ({ state: "active", order, ...(text !== "" && { text }), ...scoped(state, scope) });
  return state.list(JSON.stringify([scope, text, order]), query);
}

function scoped(state: VaultState, scope: Scope): Partial<ListQuery> {
  switch (scope.by) {
    case "all":
      return {};
    case "favorites":
      return { favorite: true };
    case "trash":
      return { state: "trashed" };
    case "kind":
      return { kind: state.kindShownAs(scope.kind) };
    case "tag":
      return { tag: state.tagShownAs(scope.tag) };
    case "collection":
      return { within: findCollection(state.collections(), scope.account, scope.collection).items };
  }
}

function rowView(view: VaultItemView): RowView {
  return {
    ref: itemRef(view.ref),
    title: titleShown(view.title),
    detail: shownText(view.username || view.subtitle || hostOf(view.urls[0] ?? ""), LONGEST_DETAIL),
    kinds: view.kinds.map(kindShown),
    favorite: view.favorite,
  };
}

/** `mail.example.com` of `https://mail.example.com/login`; what has no such form stays as it is. */
function hostOf(url: string): string {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?([^/?#]+)/i.exec(url.trim())?.[1] ?? url;
}
