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
};

/** Titles listed of what stays behind; the count in the review is complete. */
const MOST_STAYS = 200;

export function encodeKeyMessage(message: KeyMessage): Uint8Array {
  const stays = message.stays.slice(0, MOST_STAYS).map(({ title, type, rpId, reason }) => [title.slice(0, 64), type.slice(0, 32), (rpId ?? "").slice(0, 64), reason.slice(0, 64)]);
  const fields: [number, CborValue][] = [
    [1, message.transferId],
    [2, message.contentKey],
    [3, countsToCbor(message.counts)],
    [4, message.binding],
    [5, message.digest],
    [6, message.moment],
    [7, stays],
  ];
  return encodeCbor(new Map(fields));
}

function countsToCbor({ accounts, collections, items, files, credentials }: Counts): CborValue {
  return [accounts, collections, items, files, Object.entries(credentials).flat()];
}

/** Throws `counterpart.protocol-violation`. */
export function decodeKeyMessage(bytes: Uint8Array): KeyMessage {
  const fields = decodeCborMaps(bytes, { maximumDepth: 4, maximumItems: 4096 });
  if (!(fields instanceof Map) || fields.size !== 7) throw malformed();
  const sized = (number: number, length: number): Uint8Array => {
    const value: unknown = fields.get(number);
    if (!(value instanceof Uint8Array) || value.length !== length) throw malformed();
    return value;
  };
  const moment: unknown = fields.get(6);
  const stays: unknown = fields.get(7);
  if (typeof moment !== "number" || !Array.isArray(stays) || stays.length > MOST_STAYS) throw malformed();
  return {
    transferId: sized(1, 16),
    contentKey: sized(2, 32),
    counts: countsFromCbor(fields.get(3)),
    binding: sized(4, 32),
    digest: sized(5, 32),
    moment,
    stays: stays.map(staysFromCbor),
  };
}

function countsFromCbor(value: unknown): Counts {
  if (!Array.isArray(value) || value.length !== 5 || !Array.isArray(value[4]) || value[4].length % 2 !== 0) throw malformed();
  const [accounts, collections, items, files, pairs] = value as [number, number, number, number, unknown[]];
  const credentials: Record<string, unknown> = {};
  for (let i = 0; i < pairs.length; i += 2) if (typeof pairs[i] === "string") credentials[pairs[i] as string] = pairs[i + 1];
  return checkCounts({ accounts, collections, items, files, credentials });
}

function staysFromCbor(value: unknown): StaysHere {
  if (!Array.isArray(value) || value.length !== 4 || !value.every((one) => typeof one === "string")) throw malformed();
  const [title, type, rpId, reason] = value as [string, string, string, string];
  return rpId === "" ? { title, type, reason } : { title, type, rpId, reason };
}

function malformed(): ExchangeError {
  return new ExchangeError("counterpart.protocol-violation", { detail: "key message form" });
}
