// The open vault as the window knows it: a generation that grows with every change, what was read of it once and is good until the next
// change, and the view of its counts on the board.

import { base64url } from "../../../src-shared/bytes.ts";
import type { VaultView } from "../../../src-shared/ipc/views-vault.ts";
import type { ListQuery, Vault, VaultList } from "../../../src-shared/vault/model.ts";
import { approvalSettings } from "../approval-settings.ts";
import { type FlatCollection, flatCollections, linkKey } from "./collections.ts";
import { kindShown, tagShown } from "./item-shown.ts";
import type { Session } from "./session.ts";
import type { ViewBoard } from "./view-board.ts";

export type Changed = "content" | "trash" | "anything";

export class VaultState {
  readonly #session: Session;
  readonly #board: ViewBoard;
  #generation = 0;
  #collections: readonly FlatCollection[] | undefined;
  #linked: readonly number[] | undefined;
  #inTrash: readonly number[] | undefined;
  #counterparts: ReadonlyMap<string, string> | undefined;
  #list: { readonly key: string; readonly list: VaultList } | undefined;

  constructor(session: Session, board: ViewBoard) {
    this.#session = session;
    this.#board = board;
    session.listen({ opened: () => this.changed(), locked: () => this.#forget(), closing: () => this.#forget() });
  }

  get generation(): number {
    return this.#generation;
  }

  get vault(): Vault {
    return this.#session.vault;
  }

  /**
   * After every change of the vault, whoever made it. `content`: items are other ones or new, but none went and none is in the trash
   * or out of it that was not; `trash`: only that.
   */
  changed(what: Changed = "anything"): void {
    this.#generation++;
    this.#list = undefined;
    if (what !== "content") this.#inTrash = undefined;
    if (what === "anything") this.#clear();
    if (!this.#session.locked) this.#board.put("vault", this.#view());
  }

  collections(): readonly FlatCollection[] {
    this.#collections ??= flatCollections(this.vault);
    return this.#collections;
  }

  /** Active items in each. The links to items that are there are counted once, since those in the trash are few. */
  #counts(): readonly number[] {
    this.#inTrash ??= this.#countTrashed();
    const inTrash = this.#inTrash;
    const collections = this.collections();
    this.#linked ??= this.vault.countWithin(collections.map(({ items }) => items)).map((active, at) => active + (inTrash[at] ?? 0));
    return this.#linked.map((linked, at) => linked - (inTrash[at] ?? 0));
  }

  #countTrashed(): readonly number[] {
    const collections = this.collections();
    const list = this.vault.list({ state: "trashed", order: "added" });
    if (list.length === 0 || collections.length === 0) return [];
    const trashed = Array.from({ length: list.length }, (_, at) => linkKey(list.row(at).ref));
    return collections.map(({ keys }) => trashed.reduce((count, key) => count + (keys().has(key) ? 1 : 0), 0));
  }

  /** Whom a transfer was with, by its id. */
  counterpart(transferId: Uint8Array): string | undefined {
    this.#counterparts ??= new Map(this.vault.transfers().map((transfer) => [base64url(transfer.transferId), transfer.counterpart]));
    return this.#counterparts.get(base64url(transferId));
  }

  /** The last list asked for is kept. `key` names the query. */
  list(key: string, query: () => ListQuery): VaultList {
    if (this.#list?.key !== key) this.#list = { key, list: this.vault.list(query()) };
    return this.#list.list;
  }

  /** The kind or the tag that is shown as `text`. */
  kindShownAs(text: string): string {
    return Object.keys(this.vault.totals().kinds).find((kind) => kindShown(kind) === text) ?? text;
  }

  tagShownAs(text: string): string {
    return this.vault.totals().tags.find(({ tag }) => tagShown(tag) === text)?.tag ?? text;
  }

  #view(): VaultView {
    const { items, trashed, favorites, kinds, tags } = this.vault.totals();
    const counts = this.#counts();
    return {
      generation: this.#generation,
      items,
      trashed,
      favorites,
      kinds: Object.entries(kinds).map(([kind, count]) => ({ kind: kindShown(kind), count })),
      tags: tags.map(({ tag, count }) => ({ tag: tagShown(tag), count })),
      collections: this.collections().map(({ account, collection, title, depth }, at) => ({
        account: base64url(account),
        collection: base64url(collection),
        title,
        depth,
        count: counts[at] ?? 0,
      })),
      approval: approvalSettings(this.vault),
    };
  }

  #forget(): void {
    this.#clear();
    this.#board.put("vault", null);
  }

  #clear(): void {
    this.#collections = undefined;
    this.#linked = undefined;
    this.#inTrash = undefined;
    this.#counterparts = undefined;
    this.#list = undefined;
  }
}
