// Every message of the protocol after the two hellos, and their one codec: [type, {field number: value}] in strict CBOR.
// docs/protocol.md §4 and docs/protocol.cddl give the same table; limits are checked before anything is built from a field.

import { concat } from "../bytes.ts";
import { type CborValue, decodeCborMaps, encodeCbor } from "../cbor/codec.ts";
import { byteStringHead } from "../cbor/sequence.ts";
import { ExchangeError } from "../errors.ts";

type Check<T> = (value: unknown) => T | undefined;

const bytes =
  (minimum: number, maximum = minimum): Check<Uint8Array> =>
  (value) =>
    value instanceof Uint8Array && value.length >= minimum && value.length <= maximum ? value : undefined;

const text =
  (maximum: number): Check<string> =>
  (value) =>
    typeof value === "string" && value.length <= maximum ? value : undefined;

const uint =
  (maximum: number): Check<number> =>
  (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= maximum ? value : undefined;

const flag: Check<boolean> = (value) => (typeof value === "boolean" ? value : undefined);

const texts =
  (count: number, length: number): Check<readonly string[]> =>
  (value) =>
    Array.isArray(value) && value.length <= count && value.every((one) => typeof one === "string" && one.length <= length) ? value : undefined;

const anyList =
  (count: number): Check<readonly CborValue[]> =>
  (value) =>
    Array.isArray(value) && value.length <= count ? value : undefined;

const one: Check<1> = (value) => (value === 1 ? value : undefined);

const optional = <T>(check: Check<T>) => ({ optional: check });

/** Bytes of filling in one probe. */
export const LARGEST_PROBE = 245_760;

/** 2^40: no transfer holds more bytes or chunks than this can count. */
const COUNT = 2 ** 40;

/** The table: type number, and of each field its number and what it may hold. */
export const MESSAGE_SHAPES = {
  finished: {
    type: 4,
    fields: { mac: [1, bytes(32)], device: [2, bytes(1, 256)], signature: [3, bytes(64)], deviceName: [4, text(128)], share: [5, optional(bytes(32))] },
  },
  request: {
    type: 5,
    fields: {
      mac: [1, bytes(32)],
      device: [2, bytes(1, 256)],
      signature: [3, bytes(64)],
      deviceName: [4, text(128)],
      transferId: [5, bytes(16)],
      challenge: [6, bytes(32)],
      types: [7, optional(texts(256, 64))],
      requestKey: [8, bytes(1216, 1400)],
      maximumLength: [9, uint(COUNT)],
      packing: [10, optional(one)],
    },
  },
  start: {
    type: 6,
    fields: {
      transferId: [1, bytes(16)],
      chunkSize: [2, uint(1 << 17)],
      chunks: [3, uint(COUNT)],
      length: [4, uint(COUNT)],
      commitment: [5, bytes(32)],
      packing: [6, optional(one)],
    },
  },
  chunk: { type: 7, fields: { sequence: [1, uint(COUNT)], sealed: [2, bytes(16, (1 << 17) + 256)] } },
  acknowledged: { type: 8, fields: { next: [1, uint(COUNT)] } },
  held: { type: 9, fields: { next: [1, uint(COUNT)], digest: [2, bytes(32)] } },
  key: { type: 10, fields: { sealed: [1, bytes(1, 200_000)] } },
  working: { type: 11, fields: { phase: [1, text(32)], done: [2, uint(COUNT)], total: [3, uint(COUNT)] } },
  proof: { type: 12, fields: { first: [1, uint(COUNT)], items: [2, anyList(4096)] } },
  receipt: { type: 13, fields: { mac: [1, bytes(1, 4096)], signed: [2, bytes(1, 4096)] } },
  done: { type: 14, fields: { receipt: [1, bytes(32)], proven: [2, uint(COUNT)], accepted: [3, flag] } },
  abort: { type: 15, fields: { reason: [1, text(64)] } },
  alive: { type: 16, fields: { next: [1, uint(COUNT)], from: [2, optional(uint(COUNT))] } },
  reach: { type: 17, fields: { id: [1, optional(text(16))], addresses: [2, texts(8, 45)], port: [3, uint(65_535)] } },
  probe: { type: 18, fields: { filling: [1, bytes(1, LARGEST_PROBE)] } },
  probed: { type: 19, fields: { bytes: [1, uint(LARGEST_PROBE)] } },
} as const;

type Shapes = typeof MESSAGE_SHAPES;
export type MessageName = keyof Shapes;
type Fields<N extends MessageName> = Shapes[N]["fields"];
type ValueOf<F> = F extends readonly [number, { optional: Check<infer T> }] ? T | undefined : F extends readonly [number, Check<infer T>] ? T : never;

export type Message<N extends MessageName = MessageName> = {
  [K in N]: { readonly name: K } & { readonly [F in keyof Fields<K>]: ValueOf<Fields<K>[F]> };
}[N];

const NAMES = new Map<number, MessageName>((Object.keys(MESSAGE_SHAPES) as MessageName[]).map((name) => [MESSAGE_SHAPES[name].type, name]));

/** Items a strict CBOR message may hold, and its depth: a proof lists at most 4,096 items of at most 40 parts. */
const LIMITS = { maximumDepth: 6, maximumItems: 200_000 };

type FieldRule = readonly [number, Check<unknown> | { readonly optional: Check<unknown> }];

export function encodeMessage(message: Message): Uint8Array {
  const shape = MESSAGE_SHAPES[message.name];
  const values = message as unknown as Record<string, CborValue | undefined>;
  const parts: Uint8Array[] = [];
  let count = 0;
  for (const [name, [number]] of Object.entries(shape.fields)) {
    const value = values[name];
    if (value === undefined) continue;
    parts.push(Uint8Array.of(number), ...encoded(value));
    count++;
  }
  return concat(Uint8Array.of(ARRAY_OF_2, shape.type, MAP | count), ...parts);
}

/** Heads of the outer list and its map; types, field numbers and counts stay below 24, where the number is the head, and fields ascend. */
const ARRAY_OF_2 = 0x82;
const MAP = 0xa0;

/** A byte string goes as it is: a chunk is copied once. */
function encoded(value: CborValue): readonly Uint8Array[] {
  return value instanceof Uint8Array ? [byteStringHead(value.length), value] : [encodeCbor(value)];
}

/** Byte strings are parts of `body`. Throws `counterpart.protocol-violation` for anything that is not exactly a message of the table. */
export function decodeMessage(body: Uint8Array): Message {
  const parts = decodeParts(body);
  const name = NAMES.get(parts.type);
  if (name === undefined) throw violation(`message type ${parts.type}`);
  const out: Record<string, unknown> = { name };
  let known = 0;
  for (const [field, [number, rule]] of Object.entries(MESSAGE_SHAPES[name].fields as Record<string, FieldRule>)) {
    const raw = parts.fields.get(number);
    if (raw === undefined && typeof rule !== "function") continue;
    const value = (typeof rule === "function" ? rule : rule.optional)(raw);
    if (value === undefined) throw violation(`${name}.${field}`);
    out[field] = value;
    known++;
  }
  if (known !== parts.fields.size) throw violation(`${name} has unknown fields`);
  return out as unknown as Message;
}

function decodeParts(body: Uint8Array): { type: number; fields: Map<unknown, unknown> } {
  let value: unknown;
  try {
    value = decodeCborMaps(body, LIMITS, "shared");
  } catch (cause) {
    throw new ExchangeError("counterpart.protocol-violation", { detail: "message is not strict CBOR", cause });
  }
  if (!Array.isArray(value) || value.length !== 2 || typeof value[0] !== "number" || !(value[1] instanceof Map)) throw violation("message form");
  return { type: value[0], fields: value[1] };
}

function violation(detail: string): ExchangeError {
  return new ExchangeError("counterpart.protocol-violation", { detail });
}
