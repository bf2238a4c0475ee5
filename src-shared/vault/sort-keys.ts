// One sort key a row, all in one buffer: bytes that compare as the rows should stand, made when first asked for. The key of a row never changes.

import { behind, contentAt, isNull, MEMBER, memberAt, sizeAt } from "./encoded-view.ts";
import type { ListQuery } from "./model.ts";
import { withRoom } from "./room.ts";
import { LONGEST_TITLE_KEY, writeTitleKey } from "./title-key.ts";
import type { ViewRows } from "./view-rows.ts";

/** Bytes of a number up to 2^53 - 1. */
const NUMBER = 7;
/** More than any key takes. */
const ROOM = LONGEST_TITLE_KEY + 1 + 2 * NUMBER;

/** `title`: where the view's title is. */
type WriteKey = (out: Uint8Array, at: number, bytes: Uint8Array, view: number, title: number) => number;

/** Every key ends with the item's own place, so that no two items have the same. */
const WRITE: { readonly [order in ListQuery["order"]]: WriteKey } = {
  title(out, start, bytes, view, title) {
    const from = contentAt(bytes, title);
    const at = writeTitleKey(out, start, bytes, from, from + sizeAt(bytes, title));
    out[at] = 0;
    return writePlace(out, at + 1, bytes, view);
  },
  added: writePlace,
  modified(out, start, bytes, view, title) {
    const modifiedAt = behind(bytes, title, MEMBER.modifiedAt - MEMBER.title);
    const time = isNull(bytes, modifiedAt) ? memberAt(bytes, view, MEMBER.addedAt) : modifiedAt;
    const at = writeNumber(out, start, Number.MAX_SAFE_INTEGER - sizeAt(bytes, time));
    return writePlace(out, at, bytes, view);
  },
};

export class SortKeys {
  readonly #write: WriteKey;
  #bytes = new Uint8Array(0);
  #ends = new Uint32Array(0);
  #count = 0;

  constructor(order: ListQuery["order"]) {
    this.#write = WRITE[order];
  }

  /** The keys one after the other. Valid until the next `extend`, as `ends`. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Where each row's key ends. */
  get ends(): Uint32Array {
    return this.#ends;
  }

  /** Makes the keys of the rows that have none yet. */
  extend(rows: ViewRows): void {
    if (this.#count === rows.length) return;
    this.#ends = withRoom(this.#ends, rows.length);
    const ends = this.#ends;
    const write = this.#write;
    let out = this.#bytes;
    let at = this.#count === 0 ? 0 : (ends[this.#count - 1] as number);
    for (let row = this.#count; row < rows.length; row++) {
      if (at + ROOM > out.length) out = withRoom(out, at + ROOM + (rows.length - row) * 16);
      at = write(out, at, rows.pageOf(row), rows.viewOf(row), rows.titleOf(row));
      ends[row] = at;
    }
    this.#bytes = out;
    this.#count = rows.length;
  }
}

function writePlace(out: Uint8Array, at: number, bytes: Uint8Array, view: number): number {
  return writeNumber(out, at, sizeAt(bytes, memberAt(bytes, view, MEMBER.order)));
}

/** Big-endian; `>>>` and `>>` take the low 32 bits of any integer. */
function writeNumber(out: Uint8Array, at: number, value: number): number {
  const high = Math.floor(value / 0x1_0000_0000);
  out[at] = high >> 16;
  out[at + 1] = high >> 8;
  out[at + 2] = high;
  out[at + 3] = value >>> 24;
  out[at + 4] = value >>> 16;
  out[at + 5] = value >>> 8;
  out[at + 6] = value >>> 0;
  return at + NUMBER;
}
