// The importing half of the memory vault: stages entries, plans, and replaces the whole content at once when it commits.

import { sha256 } from "@noble/hashes/sha2.js";
import { base64url, concat, sameBytes } from "../bytes.ts";
import { type Account, type AccountHead, type Collection, type FileCredential, type Item, isType } from "../cxf/document.ts";
import type { FileContent } from "../cxf/file-content.ts";
import { accountFromCbor, collectionFromCbor, headerFromCbor, itemFromCbor } from "../cxf/from-cbor.ts";
import { itemToCbor } from "../cxf/to-cbor.ts";
import { ExchangeError } from "../errors.ts";
import type { CommittedItem, Conflict, Counts, Decision, ImportPlan, ImportTarget, Outcome, StreamEntry } from "../exchange/ports.ts";
import { aboutItem, countsOfContent, type MemoryContent } from "./memory-vault.ts";

type StagedItem = { readonly account: number; readonly item: Item };
type Settled = StagedItem & { readonly ordinal: number; readonly outcome: Outcome; readonly kept: Item | undefined };
type FileEntry = Extract<StreamEntry, { kind: "file" }>;

export class MemoryImport implements ImportTarget {
  readonly #current: () => MemoryContent;
  readonly #replace: (content: MemoryContent) => void;
  readonly #chunks: Uint8Array[] = [];
  readonly #heads: AccountHead[] = [];
  readonly #collections: Collection[][] = [];
  readonly #items: StagedItem[] = [];
  readonly #files = new Map<string, FileEntry[]>();
  #settled: readonly Settled[] = [];

  constructor(current: () => MemoryContent, replace: (content: MemoryContent) => void) {
    this.#current = current;
    this.#replace = replace;
  }

  hold(sequence: number, chunk: Uint8Array): void {
    this.#chunks[sequence] = chunk.slice();
  }

  held(sequence: number): Uint8Array {
    const chunk = this.#chunks[sequence];
    if (chunk === undefined) throw new ExchangeError("internal.bug", { detail: "chunk not held" });
    return chunk;
  }

  stage(entry: StreamEntry): void {
    if (entry.kind === "end") return;
    if (entry.kind === "header") {
      headerFromCbor(entry.bytes);
      return;
    }
    if (entry.kind === "account") {
      if (entry.account !== this.#heads.length) throw new ExchangeError("format.malformed", { detail: "account number" });
      this.#heads.push(accountFromCbor(entry.bytes));
      this.#collections.push([]);
      return;
    }
    if (entry.account >= this.#heads.length) throw new ExchangeError("format.malformed", { detail: "account number" });
    if (entry.kind === "collection") this.#collections[entry.account]?.push(collectionFromCbor(entry.bytes));
    else if (entry.kind === "item") this.#items.push({ account: entry.account, item: itemFromCbor(entry.bytes) });
    else this.#stageFile(entry);
  }

  #stageFile(entry: FileEntry): void {
    const key = fileKey(entry.account, entry.item, entry.file);
    const pieces = this.#files.get(key) ?? [];
    if (entry.index !== pieces.length || pieces.at(-1)?.last) throw new ExchangeError("format.malformed", { detail: "file piece" });
    this.#files.set(key, [...pieces, entry]);
  }

  plan(): ImportPlan {
    const outcomes: { [outcome: string]: number } = {};
    const conflicts: Conflict[] = [];
    for (const [ordinal, staged] of this.#items.entries()) {
      const outcome = this.#plannedFor(staged);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      const title = staged.item.title;
      if (outcome === "conflict") conflicts.push({ ordinal, title, mine: this.#mine(staged)?.title ?? "", theirs: title });
    }
    return { counts: this.#counts(), outcomes, conflicts };
  }

  #counts(): Counts {
    const accounts = this.#heads.map((head, index) =>
      this.#incoming(
        head,
        index,
        this.#items.filter(({ account }) => account === index).map(({ item }) => item),
      ),
    );
    const files = [...this.#files.values()].filter((pieces) => pieces.at(-1)?.last).map((pieces) => this.#fileContent(pieces));
    return countsOfContent({ document: { ...this.#current().document, accounts }, files });
  }

  #incoming(head: AccountHead, index: number, items: readonly Item[]): Account {
    return { ...head, collections: this.#collections[index] ?? [], items };
  }

  #mine({ account, item }: StagedItem): Item | undefined {
    const id = this.#heads[account]?.id ?? new Uint8Array(0);
    const mine = this.#current().document.accounts.find((one) => sameBytes(one.id, id));
    return mine?.items.find((one) => sameBytes(one.id, item.id));
  }

  #plannedFor(staged: StagedItem): "added" | "skipped-duplicate" | "failed" | "conflict" {
    if (!this.#filesFit(staged)) return "failed";
    const mine = this.#mine(staged);
    if (mine === undefined) return "added";
    return sameBytes(itemToCbor(mine), itemToCbor(staged.item)) ? "skipped-duplicate" : "conflict";
  }

  #filesFit({ account, item }: StagedItem): boolean {
    const credentials = item.credentials.filter((one): one is FileCredential => isType(one, "file"));
    return credentials.every(({ id, integrityHash, decryptedSize }) => {
      const content = concat(...(this.#files.get(fileKey(account, item.id, id)) ?? []).map((piece) => piece.content));
      return content.length === decryptedSize && sameBytes(sha256(content), integrityHash);
    });
  }

  async commit(decide: (conflict: Conflict) => Decision): Promise<void> {
    this.#settled = this.#items.map((staged, ordinal) => this.#settle(staged, ordinal, decide));
    const { document, files } = this.#current();
    const accounts = [...document.accounts];
    for (const [index, head] of this.#heads.entries()) {
      const arriving = this.#settled.filter(({ account, kept }) => account === index && kept !== undefined);
      const at = accounts.findIndex(({ id }) => sameBytes(id, head.id));
      const items = arriving.map(({ kept }) => kept as Item);
      if (at < 0) accounts.push(this.#incoming(head, index, items));
      else accounts[at] = merged(accounts[at] as Account, this.#collections[index] ?? [], items);
    }
    const arrived = this.#keptFiles();
    this.#replace({ document: { ...document, accounts }, files: [...files.filter((mine) => !arrived.some((theirs) => sameFile(mine, theirs))), ...arrived] });
  }

  /** The files of kept items, under the identifiers these have now. */
  #keptFiles(): readonly FileContent[] {
    const kept = new Map(this.#settled.flatMap(({ account, item, kept: one }) => (one ? [[`${account}/${base64url(item.id)}`, one.id] as const] : [])));
    return [...this.#files.values()].flatMap((pieces) => {
      const [{ account, item }] = pieces as [FileEntry];
      const id = kept.get(`${account}/${base64url(item)}`);
      return id === undefined ? [] : [{ ...this.#fileContent(pieces), item: id }];
    });
  }

  #settle(staged: StagedItem, ordinal: number, decide: (conflict: Conflict) => Decision): Settled {
    const planned = this.#plannedFor(staged);
    if (planned === "added") return { ...staged, ordinal, outcome: "added", kept: staged.item };
    if (planned !== "conflict") return { ...staged, ordinal, outcome: planned, kept: undefined };
    const title = staged.item.title;
    const decision = decide({ ordinal, title, mine: this.#mine(staged)?.title ?? "", theirs: title });
    if (decision === "keep-mine") return { ...staged, ordinal, outcome: "skipped-by-owner", kept: undefined };
    if (decision === "take-theirs") return { ...staged, ordinal, outcome: "merged", kept: staged.item };
    const id = sha256(itemToCbor(staged.item)).slice(0, 16);
    return { ...staged, ordinal, outcome: "kept-both", kept: { ...staged.item, id } };
  }

  #fileContent(pieces: readonly FileEntry[]): FileContent {
    const [{ account, item, file }] = pieces as [FileEntry];
    return { account: this.#heads[account]?.id ?? new Uint8Array(0), item, file, content: concat(...pieces.map(({ content }) => content)) };
  }

  *committed(): Generator<CommittedItem> {
    for (const { account, item, ordinal, outcome, kept } of this.#settled) {
      const stored = outcome === "skipped-duplicate" ? this.#mine({ account, item }) : kept && { ...kept, id: item.id };
      const about = { ordinal, ...aboutItem(item), outcome };
      yield stored === undefined ? about : { ...about, bytes: itemToCbor(stored) };
    }
  }

  discard(): void {
    this.#chunks.length = 0;
    this.#items.length = 0;
    this.#files.clear();
  }
}

/** Theirs replaces what has the same identifier. */
function merged(account: Account, collections: readonly Collection[], items: readonly Item[]): Account {
  const without = <T extends { readonly id: Uint8Array }>(mine: readonly T[], theirs: readonly T[]) =>
    mine.filter(({ id }) => !theirs.some((one) => sameBytes(one.id, id)));
  return {
    ...account,
    collections: [...without(account.collections, collections), ...collections],
    items: [...without(account.items, items), ...items],
  };
}

function sameFile(a: FileContent, b: FileContent): boolean {
  return sameBytes(a.account, b.account) && sameBytes(a.item, b.item) && sameBytes(a.file, b.file);
}

function fileKey(account: number, item: Uint8Array, file: Uint8Array): string {
  return `${account}/${base64url(item)}/${base64url(file)}`;
}
