// A batch of bytes as any number of symbols, of which any enough give it back: the first ones are its pieces as they are, every other one
// is the sum (exclusive or) of pieces that its number chooses. docs/camera.md

import { ExchangeError } from "../errors.ts";

/** Pieces of one batch. */
export const MAXIMUM_PIECES = 64;
/** Symbols of one batch have numbers below this. */
export const SYMBOL_NUMBERS = 1 << 16;

/** Bytes of one symbol. */
export function symbolLength(pieces: number, bytes: number): number {
  return Math.ceil(bytes / pieces);
}

/** Pieces of a batch when none may be longer than `longest`. */
function piecesOf(bytes: number, longest: number): number {
  return Math.ceil(bytes / longest);
}

export class BatchEncoder {
  readonly pieces: number;
  readonly #symbolLength: number;
  readonly #padded: Uint8Array;

  /** Throws `internal.bug` for a batch that needs more than `MAXIMUM_PIECES`, or none. */
  constructor(batch: Uint8Array, longest: number) {
    this.pieces = piecesOf(batch.length, longest);
    if (this.pieces < 1 || this.pieces > MAXIMUM_PIECES) throw new ExchangeError("internal.bug", { detail: "pieces" });
    this.#symbolLength = symbolLength(this.pieces, batch.length);
    this.#padded = new Uint8Array(this.pieces * this.#symbolLength);
    this.#padded.set(batch);
  }

  symbol(number: number): Uint8Array {
    const sum = new Uint8Array(this.#symbolLength);
    const chosen = choice(number, this.pieces);
    for (let piece = 0; piece < this.pieces; piece++) {
      if ((chosen >> BigInt(piece)) & 1n) add(sum, this.#padded.subarray(piece * this.#symbolLength));
    }
    return sum;
  }
}

type Row = { chosen: bigint; readonly sum: Uint8Array };

/** Gathers symbols until they give the batch: an equation each, solved as they come. */
export class BatchDecoder {
  readonly pieces: number;
  readonly bytes: number;
  /** By the lowest piece that each still contains. */
  readonly #rows: (Row | undefined)[];
  #known = 0;

  /** `pieces` from 1 to `MAXIMUM_PIECES`, `bytes` at least as many. */
  constructor(pieces: number, bytes: number) {
    this.pieces = pieces;
    this.bytes = bytes;
    this.#rows = new Array<Row | undefined>(pieces).fill(undefined);
  }

  /** How many independent symbols it has; with `pieces` of them it is complete. */
  get known(): number {
    return this.#known;
  }

  get complete(): boolean {
    return this.#known === this.pieces;
  }

  /** `symbol` is as long as `symbolLength` says; one that says nothing new changes nothing. */
  take(number: number, symbol: Uint8Array): void {
    const row: Row = { chosen: choice(number, this.pieces), sum: symbol.slice() };
    for (let piece = 0; piece < this.pieces && row.chosen !== 0n; piece++) {
      if (!((row.chosen >> BigInt(piece)) & 1n)) continue;
      const known = this.#rows[piece];
      if (known === undefined) {
        this.#rows[piece] = row;
        this.#known++;
        return;
      }
      subtract(row, known);
    }
  }

  /** Of a complete one. */
  batch(): Uint8Array {
    const length = symbolLength(this.pieces, this.bytes);
    const padded = new Uint8Array(this.pieces * length);
    for (let piece = this.pieces - 1; piece >= 0; piece--) {
      const row = this.#rows[piece];
      if (row === undefined) throw new ExchangeError("internal.bug", { detail: "batch not complete" });
      for (let above = piece + 1; above < this.pieces; above++) {
        const other = this.#rows[above];
        if (other !== undefined && (row.chosen >> BigInt(above)) & 1n) subtract(row, other);
      }
      padded.set(row.sum, piece * length);
    }
    return padded.subarray(0, this.bytes);
  }
}

function subtract(row: Row, other: Row): void {
  row.chosen ^= other.chosen;
  add(row.sum, other.sum);
}

function add(sum: Uint8Array, piece: Uint8Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) ^ (piece[i] as number);
}

/** The pieces in symbol `number`, piece 0 the lowest bit: one by one first, then about half of them, as its number is mixed. */
function choice(number: number, pieces: number): bigint {
  if (number < pieces) return 1n << BigInt(number);
  const mixed = (BigInt(mix(2 * number + 1)) << 32n) | BigInt(mix(2 * number));
  const chosen = mixed & ((1n << BigInt(pieces)) - 1n);
  return chosen === 0n ? 1n << BigInt(number % pieces) : chosen;
}

/** Spreads each bit of a number over 32. */
function mix(number: number): number {
  let x = number >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
