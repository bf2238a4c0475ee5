// The files of an import while their pieces arrive: which ones are awaited, and whether each is what its credential announces.

import { hex, sameBytes } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import type { FileCredential } from "../cxf/document.ts";
import { ExchangeError } from "../errors.ts";
import { FileCheck } from "./file-pieces.ts";
import { FILE_PIECE, type ImportFile, type Ref } from "./model.ts";

type State = "awaited" | "arriving" | "whole" | "broken";
type Awaited = { readonly ordinal: number; readonly ref: Ref; readonly file: FileCredential; state: State };

/** A piece to be kept, and where it belongs. */
export type KeptPiece = { readonly ref: Ref; readonly file: FileCredential; readonly index: number; readonly content: Uint8Array };

export class IncomingFiles {
  readonly #p: Primitives;
  readonly #awaited = new Map<string, Awaited>();
  readonly #unfillable = new Set<number>();
  #arriving: { readonly awaited: Awaited; readonly check: FileCheck; next: number } | undefined;
  #arrived = 0;

  constructor(p: Primitives) {
    this.#p = p;
  }

  /** Files whose last piece came. */
  get arrived(): number {
    return this.#arrived;
  }

  /** `sent`: the id the item came with; `ref`: what it is staged as. */
  expect(ordinal: number, account: number, sent: Uint8Array, ref: Ref, files: readonly FileCredential[]): void {
    for (const file of files) {
      const key = keyOf(account, sent, file.id);
      const other = this.#awaited.get(key);
      if (other === undefined) this.#awaited.set(key, { ordinal, ref, file, state: "awaited" });
      else if (other.ordinal !== ordinal || !sameBytes(other.file.integrityHash, file.integrityHash)) this.#unfillable.add(ordinal);
    }
  }

  /**
   * The piece to keep; undefined when the file is already known to be broken. Throws `format.malformed` for a piece that no item
   * announced or that is out of order.
   */
  take(account: number, { item, file, index, last, content }: ImportFile): KeptPiece | undefined {
    const awaited = this.#awaited.get(keyOf(account, item, file));
    if (awaited === undefined) throw malformed("file of no item");
    if (awaited.state === "awaited" && this.#arriving === undefined) {
      awaited.state = "arriving";
      this.#arriving = { awaited, check: new FileCheck(this.#p, awaited.file), next: 0 };
    }
    const arriving = this.#arriving;
    if (arriving?.awaited !== awaited || index !== arriving.next) throw malformed("file piece out of order");
    if (last ? content.length > FILE_PIECE : content.length !== FILE_PIECE) throw malformed("file piece size");
    arriving.next++;
    const fits = awaited.state === "arriving" && arriving.check.size + content.length <= awaited.file.decryptedSize;
    if (fits) arriving.check.update(content);
    else awaited.state = "broken";
    if (last) this.#finish(awaited, arriving.check);
    return fits && content.length > 0 ? { ref: awaited.ref, file: awaited.file, index, content } : undefined;
  }

  #finish(awaited: Awaited, check: FileCheck): void {
    this.#arrived++;
    this.#arriving = undefined;
    if (awaited.state === "arriving") awaited.state = check.complete() ? "whole" : "broken";
  }

  /**
   * Ordinals with a file that began and is not whole, or that no piece could be told to be of. A file of which nothing came is
   * one its source does not have either: CXF has no place for contents, and how many are sent is counted on both sides.
   */
  failed(): ReadonlySet<number> {
    const failed = new Set(this.#unfillable);
    for (const { ordinal, state } of this.#awaited.values()) if (state === "arriving" || state === "broken") failed.add(ordinal);
    return failed;
  }

  /** Files of which anything came, by the ordinal of their item. */
  byOrdinal(): ReadonlyMap<number, readonly FileCredential[]> {
    const files = new Map<number, FileCredential[]>();
    for (const { ordinal, file, state } of this.#awaited.values()) {
      if (state === "awaited") continue;
      const list = files.get(ordinal);
      if (list === undefined) files.set(ordinal, [file]);
      else list.push(file);
    }
    return files;
  }
}

function keyOf(account: number, item: Uint8Array, file: Uint8Array): string {
  return `${account}/${hex(item)}/${hex(file)}`;
}

function malformed(detail: string): ExchangeError {
  return new ExchangeError("format.malformed", { detail });
}
