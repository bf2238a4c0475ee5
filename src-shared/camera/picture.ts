// What one picture of the animation says: who shows it to whom, what was read of the other's, and one symbol. docs/camera.md
// Anything may stand before a camera: what is not exactly such a picture is no picture.

import { concat, readUint32, sameBytes, uint32 } from "../bytes.ts";
import { MAXIMUM_PIECES, SYMBOL_NUMBERS, symbolLength } from "./fountain.ts";

/** Bytes of the number that each side draws when it opens its camera. */
export const OPENING_LENGTH = 8;
/** Bytes of a batch, and of one symbol. */
export const MAXIMUM_BATCH = 4096;
export const MAXIMUM_SYMBOL = 512;
/** Bytes of the largest picture. */
const MAXIMUM_PICTURE = 41 + MAXIMUM_SYMBOL + 4;

export type CameraRole = "exporter" | "importer";

export type Carried = {
  /** Which batch of the stream, from 0. */
  readonly batch: number;
  readonly pieces: number;
  readonly bytes: number;
  /** Which symbol of it. */
  readonly number: number;
  readonly symbol: Uint8Array;
};

export type Heard = {
  /** Of the other's pictures, how many were read, and which was read last; both modulo 65,536. */
  readonly pictures: number;
  readonly last: number;
  /** The first batch that is not complete, and how many of `pieces` independent symbols there are of it; 0 of 0 before any. */
  readonly batch: number;
  readonly known: number;
  readonly pieces: number;
};

export type Picture = {
  readonly from: CameraRole;
  /** Drawn by who shows it, and by whom it is for: zeros before that one was seen. */
  readonly opening: Uint8Array;
  readonly other: Uint8Array;
  /** Which of its pictures this is, modulo 65,536. */
  readonly shown: number;
  readonly heard: Heard;
  /** Absent when there is nothing to say. */
  readonly carried?: Carried;
};

const MARK = Uint8Array.of(0x6b, 0x66, 1);
const HEAD = 41;
const CHECK = 4;
const ROLES: readonly CameraRole[] = ["exporter", "importer"];

export function encodePicture({ from, opening, other, shown, heard, carried }: Picture): Uint8Array {
  const body = concat(
    MARK,
    Uint8Array.of(ROLES.indexOf(from) + 1),
    opening,
    other,
    uint16(shown),
    uint16(heard.pictures),
    uint16(heard.last),
    uint32(heard.batch),
    Uint8Array.of(heard.known, heard.pieces),
    uint32(carried?.batch ?? 0),
    Uint8Array.of(carried?.pieces ?? 0),
    uint16(carried?.bytes ?? 0),
    uint16(carried?.number ?? 0),
    carried?.symbol ?? new Uint8Array(0),
  );
  return concat(body, uint32(crc32(body)));
}

/** Undefined for what is no such picture, or was misread. */
export function decodePicture(content: Uint8Array): Picture | undefined {
  const length = content.length - CHECK;
  if (length < HEAD || content.length > MAXIMUM_PICTURE || !sameBytes(content.subarray(0, MARK.length), MARK)) return undefined;
  const body = content.subarray(0, length);
  if (readUint32(content, length) !== crc32(body)) return undefined;
  const from = ROLES[(body[3] as number) - 1];
  const carried = decodeCarried(body);
  const heard = {
    pictures: readUint16(body, 22),
    last: readUint16(body, 24),
    batch: readUint32(body, 26),
    known: body[30] as number,
    pieces: body[31] as number,
  };
  if (from === undefined || carried === "none" || heard.pieces > MAXIMUM_PIECES || heard.known > heard.pieces) return undefined;
  return { from, opening: body.slice(4, 12), other: body.slice(12, 20), shown: readUint16(body, 20), heard, ...(carried && { carried }) };
}

/** Undefined: it carries nothing; `none`: it is no picture. */
function decodeCarried(body: Uint8Array): Carried | undefined | "none" {
  const pieces = body[36] as number;
  const bytes = readUint16(body, 37);
  const symbol = body.slice(HEAD);
  if (pieces === 0) return bytes === 0 && symbol.length === 0 ? undefined : "none";
  if (pieces > MAXIMUM_PIECES || bytes < pieces || bytes > MAXIMUM_BATCH || symbol.length !== symbolLength(pieces, bytes)) return "none";
  return { batch: readUint32(body, 32), pieces, bytes, number: readUint16(body, 39), symbol };
}

function uint16(value: number): Uint8Array {
  const low = value % SYMBOL_NUMBERS;
  return Uint8Array.of(low >> 8, low & 0xff);
}

function readUint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

/** IEEE 802.3: what error correction let through by mistake is not taken for a symbol. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
