// The list in memory: views by record, in order, with what a search looks through; loaded when first asked for, then kept up with each change.

import { KIND, keyOf } from "./keys.ts";
import type { Changes } from "./ledger.ts";
import type { VaultItemView } from "./model.ts";
import { decodeView, type StoredView, sharing, toVaultItemView } from "./stored-view.ts";

type Row = { readonly order: number; readonly view: VaultItemView; haystack: string | undefined };

export class Catalog {
  readonly #views: () => Iterable<{ readonly id: Uint8Array; readonly view: StoredView }>;
  #rows: Map<string, Row> | undefined;
  #sorted: readonly Row[] | undefined;

  constructor(views: () => Iterable<{ readonly id: Uint8Array; readonly view: StoredView }>) {
    this.#views = views;
  }

  list(state: VaultItemView["state"]): readonly VaultItemView[] {
    const views: VaultItemView[] = [];
    for (const { view } of this.#inOrder()) if (view.state === state) views.push(view);
    return views;
  }

  /** Active ones that hold `text`, in any case. */
  search(text: string): readonly VaultItemView[] {
    const needle = text.toLowerCase();
    const found: VaultItemView[] = [];
    for (const row of this.#inOrder()) {
      if (row.view.state !== "active") continue;
      row.haystack ??= haystackOf(row.view);
      if (row.haystack.includes(needle)) found.push(row.view);
    }
    return found;
  }

  apply(changes: Changes): void {
    if (changes === "many") this.#rows = undefined;
    this.#sorted = undefined;
    if (this.#rows === undefined || changes === "many") return;
    for (const { kind, id, entry } of changes) {
      if (kind !== KIND.item) continue;
      if (entry?.view === undefined) this.#rows.delete(keyOf(id));
      else this.#rows.set(keyOf(id), rowOf(decodeView(entry.view)));
    }
  }

  #inOrder(): readonly Row[] {
    this.#rows ??= this.#load();
    this.#sorted ??= [...this.#rows.values()].sort((a, b) => a.order - b.order);
    return this.#sorted;
  }

  #load(): Map<string, Row> {
    const account = sharing();
    const transferId = sharing();
    const rows = new Map<string, Row>();
    for (const { id, view } of this.#views()) {
      rows.set(keyOf(id), rowOf(view, account(view.account), view.transferId && transferId(view.transferId)));
    }
    return rows;
  }
}

function rowOf(view: StoredView, account = view.account, transferId = view.transferId): Row {
  return { order: view.order, view: toVaultItemView(view, account, transferId), haystack: undefined };
}

/** A line feed between the members keeps a search from matching across two of them. */
function haystackOf({ title, subtitle, username, urls, tags }: VaultItemView): string {
  return [title, subtitle ?? "", username ?? "", ...urls, ...tags].join("\n").toLowerCase();
}
