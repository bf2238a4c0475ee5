// A file's content at rest: sealed pieces beside the item, named by account, item, file, content hash and place.

import { sha256 } from "@noble/hashes/sha2.js";
import { sameBytes, uint32 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { type FileCredential, type Item, isType } from "../cxf/document.ts";
import { ExchangeError } from "../errors.ts";
import { KIND, recordId, type VaultKeys } from "./keys.ts";
import { FILE_PIECE, type Ref } from "./model.ts";
import type { SealedReader } from "./sealed-reader.ts";

export function fileCredentials(item: Item): readonly FileCredential[] {
  return item.credentials.flatMap((credential) => (isType(credential, "file") ? [credential] : []));
}

/** The hash is part of the name, so that an item's history keeps the content it had. */
export function pieceId(p: Primitives, keys: VaultKeys, ref: Ref, file: FileCredential, index: number): Uint8Array {
  return recordId(p, keys, KIND.file, ref.account, ref.item, file.id, file.integrityHash, uint32(index));
}

/** What a credential announces may be any number: a loop over these must end at the first piece that is not there. */
export function* pieceIds(p: Primitives, keys: VaultKeys, ref: Ref, file: FileCredential): Generator<Uint8Array> {
  const count = Math.ceil(file.decryptedSize / FILE_PIECE);
  for (let index = 0; index < count; index++) yield pieceId(p, keys, ref, file, index);
}

/** The pieces that `isThere` finds, from the first. */
export function* storedPieceIds(p: Primitives, keys: VaultKeys, ref: Ref, file: FileCredential, isThere: (id: Uint8Array) => boolean): Generator<Uint8Array> {
  for (const id of pieceIds(p, keys, ref, file)) {
    if (!isThere(id)) return;
    yield id;
  }
}

export function* piecesOf(content: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < content.length; at += FILE_PIECE) yield content.subarray(at, at + FILE_PIECE);
}

/** Throws `vault.tampered` at the end when the pieces are not the file they should be. */
export function* readPieces(p: Primitives, keys: VaultKeys, reader: SealedReader, ref: Ref, file: FileCredential): Generator<Uint8Array> {
  const check = new FileCheck(p, file);
  if (file.decryptedSize === 0) yield new Uint8Array(0);
  for (const id of pieceIds(p, keys, ref, file)) {
    const piece = reader.body(KIND.file, id);
    check.update(piece);
    yield piece;
  }
  if (!check.complete()) throw new ExchangeError("vault.tampered", { detail: "file content" });
}

/** Up to here a file's pieces are kept and hashed at once by the host, which is faster than piece by piece in here. */
const HASHED_AT_ONCE = 1 << 20;

/** Whether content that comes in pieces is what its credential announces. */
export class FileCheck {
  readonly #p: Primitives;
  readonly #file: FileCredential;
  readonly #pieces: Uint8Array[] = [];
  readonly #hash = sha256.create();
  #size = 0;

  constructor(p: Primitives, file: FileCredential) {
    this.#p = p;
    this.#file = file;
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  update(piece: Uint8Array): void {
    this.#size += piece.length;
    if (this.#file.decryptedSize <= HASHED_AT_ONCE) this.#pieces.push(piece);
    else this.#hash.update(piece);
  }

  /** Once, after the last piece. */
  complete(): boolean {
    if (this.#size !== this.#file.decryptedSize) return false;
    const hash = this.#size <= HASHED_AT_ONCE ? this.#p.sha256(...this.#pieces) : this.#hash.digest();
    return sameBytes(hash, this.#file.integrityHash);
  }
}
