// How many items a scope has, searched or not.

import type { Scope, VaultView } from "../../../src-shared/ipc/views-vault.ts";

export function countIn(vault: VaultView, scope: Scope): number {
  switch (scope.by) {
    case "all":
      return vault.items;
    case "favorites":
      return vault.favorites;
    case "trash":
      return vault.trashed;
    case "kind":
      return vault.kinds.find(({ kind }) => kind === scope.kind)?.count ?? 0;
    case "tag":
      return vault.tags.find(({ tag }) => tag === scope.tag)?.count ?? 0;
    case "collection":
      return vault.collections.find(({ account, collection }) => account === scope.account && collection === scope.collection)?.count ?? 0;
  }
}
