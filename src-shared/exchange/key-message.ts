// What the exporter hands over last, sealed with HPKE-9 to the importer's one-time key: the content key and what it opens. docs/protocol.md §6

import { type CborValue, decodeCborMaps, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import { checkCounts } from "./entries.ts";
import type { Counts, StaysHere } from "./ports.ts";

export type KeyMessage = {
  readonly transferId: Uint8Array;
  readonly contentKey: Uint8Array;
  readonly counts: Counts;
  /** SHA-256 of transcript || challenge: this answer belongs to that request. */
  readonly binding: Uint8Array;
  /** Chained SHA-256 over the plaintext chunks. */
  readonly digest: Uint8Array;
  /** Unix seconds: the moment one-time codes are compared at. */
  readonly moment: number;
  readonly stays: readonly StaysHere[];
  /** Nothing of the exporter's vault was left out: neither by its owner nor for want of a place at the importer. */
  readonly complete: boolean;
  /** 32 bytes, fresh: what the importer signs with every passkey. */
  readonly challenge: Uint8Array;
};

/** Titles listed of what stays behind; the count in the review is complete. */
const MOST_STAYS = 200;
/** UTF-16 code units of title, type, rpId and reason. */
const LONGEST = [64, 32, 64, 64] as const;

export function encodeKeyMessage(message: KeyMessage): Uint8Array {
  const stays = message.stays
    .slice(0, MOST_STAYS)
    .map(({ title, type, rpId, reason }) => [title, type, rpId ?? "", reason].map((one, i) => one.slice(0, LONGEST[i])));
  const fields: [number, CborValue][] = [
    [1, message.transferId],
    [2, message.contentKey],
    [3, countsToCbor(message.counts)],
    [4, message.binding],
    [5, message.digest],
    [6, message.moment],
    [7, stays],
    [8, message.complete],
    [9, message.challenge],
  ];
  return encodeCbor(new Map(fields));
}

function countsToCbor({ accounts, collections, items, files, credentials }: Counts): CborValue {
  return [accounts, collections, items, files, Object.entries(credentials).flat()];
}

/** Throws `counterpart.protocol-violation`. */
export function decodeKeyMessage(bytes: Uint8Array): KeyMessage {
  const fields = decodeFields(bytes);
  const sized = (number: number, length: number): Uint8Array => {
    const value: unknown = fields.get(number);
    if (!(value instanceof Uint8Array) || value.length !== length) throw malformed();
    return value;
  };
  const moment: unknown = fields.get(6);
  const stays: unknown = fields.get(7);
  const complete: unknown = fields.get(8);
  if (typeof moment !== "number" || moment < 0 || typeof complete !== "boolean") throw malformed();
  if (!Array.isArray(stays) || stays.length > MOST_STAYS) throw malformed();
  return {
    transferId: sized(1, 16),
    contentKey: sized(2, 32),
    counts: countsFromCbor(fields.get(3)),
    binding: sized(4, 32),
    digest: sized(5, 32),
    moment,
    stays: stays.map(staysFromCbor),
    complete,
    challenge: sized(9, 32),
  };
}

function decodeFields(bytes: Uint8Array): ReadonlyMap<unknown, unknown> {
  try {
    const fields: unknown = decodeCborMaps(bytes, { maximumDepth: 4, maximumItems: 8192 });
    if (fields instanceof Map && fields.size === 9) return fields;
  } catch (cause) {
    throw malformed(cause);
  }
  throw malformed();
}

function countsFromCbor(value: unknown): Counts {
  if (!Array.isArray(value) || value.length !== 5 || !Array.isArray(value[4]) || value[4].length % 2 !== 0) throw malformed();
  const [accounts, collections, items, files, pairs] = value as [number, number, number, number, unknown[]];
  const types = pairs.filter((_, i) => i % 2 === 0);
  if (!types.every((type) => typeof type === "string") || new Set(types).size < types.length) throw malformed();
  const credentials = Object.fromEntries(types.map((type, i) => [type, pairs[2 * i + 1]]));
  try {
    return checkCounts({ accounts, collections, items, files, credentials });
  } catch (cause) {
    throw malformed(cause);
  }
}

function staysFromCbor(value: unknown): StaysHere {
  if (!Array.isArray(value) || value.length !== LONGEST.length) throw malformed();
  if (!LONGEST.every((longest, i) => typeof value[i] === "string" && value[i].length <= longest)) throw malformed();
  const [title, type, rpId, reason] = value as [string, string, string, string];
  return rpId === "" ? { title, type, reason } : { title, type, rpId, reason };
}

function malformed(cause?: unknown): ExchangeError {
  return new ExchangeError("counterpart.protocol-violation", { detail: "key message form", cause });
}
