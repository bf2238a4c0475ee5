// docs/protocol.md §4

import { describe, expect, it } from "vitest";
import { concat } from "../bytes.ts";
import { type CborValue, decodeCborMaps, encodeCbor } from "../cbor/codec.ts";
import { toExchangeError } from "../errors.ts";
import { decodeMessage, encodeMessage, MESSAGE_SHAPES, type Message } from "./messages.ts";

const bytes = (length: number) => new Uint8Array(length).fill(5);

const SAMPLES: readonly Message[] = [
  { name: "finished", mac: bytes(32), device: bytes(77), signature: bytes(64), deviceName: "Old laptop", share: undefined },
  { name: "finished", mac: bytes(32), device: bytes(77), signature: bytes(64), deviceName: "Old laptop", share: bytes(32) },
  {
    name: "request",
    mac: bytes(32),
    device: bytes(77),
    signature: bytes(64),
    deviceName: "New laptop",
    transferId: bytes(16),
    challenge: bytes(32),
    types: ["passkey"],
    requestKey: bytes(1225),
    maximumLength: 2 ** 33,
    packing: 1,
  },
  { name: "start", transferId: bytes(16), chunkSize: 65_536, chunks: 3, length: 150_000, commitment: bytes(32), packing: undefined },
  { name: "start", transferId: bytes(16), chunkSize: 65_536, chunks: 3, length: 150_000, commitment: bytes(32), packing: 1 },
  { name: "chunk", sequence: 2 ** 20, sealed: bytes(4113) },
  { name: "acknowledged", next: 8 },
  { name: "held", next: 9, digest: bytes(32) },
  { name: "key", sealed: bytes(1300) },
  { name: "working", phase: "opening", done: 1, total: 9 },
  { name: "proof", first: 0, items: [[0, bytes(16), [null], [bytes(16)]]] },
  { name: "receipt", mac: bytes(140), signed: bytes(240) },
  { name: "done", receipt: bytes(32), proven: 3, accepted: true },
  { name: "abort", reason: "cancelled" },
  { name: "alive", next: 4, from: undefined },
  { name: "alive", next: 4, from: 3 },
  { name: "probe", filling: bytes(256) },
  { name: "probed", bytes: 256 },
  { name: "reach", id: "0123456789abcdef", addresses: ["192.168.1.20"], port: 40_123 },
];

/** The fields of a message as they are on the wire. */
function wire(message: Message): { readonly type: number; readonly fields: Map<number, CborValue> } {
  const [type, fields] = decodeCborMaps(encodeMessage(message)) as [number, Map<number, CborValue>];
  return { type, fields };
}

function refusal(body: Uint8Array): string {
  try {
    return `accepted ${decodeMessage(body).name}`;
  } catch (thrown) {
    return toExchangeError(thrown).code;
  }
}

const VIOLATION = "counterpart.protocol-violation";

describe.each(SAMPLES)("$name", (message) => {
  const { type, fields } = wire(message);
  const encoded = (changed: ReadonlyMap<number, CborValue>) => encodeCbor([type, changed]);

  it("comes back as it went", () => {
    const { share, ...rest } = decodeMessage(encodeMessage(message)) as Message & { share?: Uint8Array };
    expect(share === undefined ? rest : { ...rest, share }).toEqual(Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined)));
  });

  it("with a field nobody knows is refused", () => {
    expect(refusal(encoded(new Map([...fields, [23, 1]])))).toBe(VIOLATION);
  });

  it("without any one of its fields is refused, unless that may be absent", () => {
    const answers = [...fields.keys()].map((number) => refusal(encoded(new Map([...fields].filter(([key]) => key !== number)))));
    const { fields: rules } = MESSAGE_SHAPES[message.name];
    const optional = Object.values(rules).filter(([number, rule]: readonly [number, unknown]) => fields.has(number) && typeof rule !== "function");
    expect(answers.filter((answer) => answer !== VIOLATION)).toEqual(Array(optional.length).fill(`accepted ${message.name}`));
  });

  it("with a value of another type in any field is refused", () => {
    const answers = [...fields.keys()].flatMap((number) => [{ a: 1 }, -1, null].map((odd) => refusal(encoded(new Map([...fields, [number, odd]])))));
    expect(new Set(answers)).toEqual(new Set([VIOLATION]));
  });

  it("with bytes of another length in any field is refused", () => {
    const lengths = (value: CborValue) => (value instanceof Uint8Array ? [0, 300_000] : []);
    const answers = [...fields].flatMap(([number, value]) => lengths(value).map((length) => refusal(encoded(new Map([...fields, [number, bytes(length)]])))));
    expect(answers.every((answer) => answer === VIOLATION)).toBe(true);
  });

  it("with bytes behind it is refused", () => {
    expect(refusal(concat(encodeMessage(message), Uint8Array.of(0)))).toBe(VIOLATION);
  });

  it("cut anywhere is refused", () => {
    const body = encodeMessage(message);
    const cuts = Array.from({ length: Math.min(body.length, 200) }, (_, length) => refusal(body.subarray(0, length)));
    expect(new Set(cuts)).toEqual(new Set([VIOLATION]));
  });
});

it.each([
  ["a type nobody knows", [99, new Map()]],
  ["the type of a hello", [1, new Map()]],
  ["a type that is text", ["abort", new Map([[1, "cancelled"]])]],
  ["a third member", [15, new Map([[1, "cancelled"]]), 0]],
  ["no map", [15, ["cancelled"]]],
  ["a number above 2^40", [8, new Map([[1, 2 ** 41]])]],
  ["a text above its length", [15, new Map([[1, "x".repeat(65)]])]],
] as readonly (readonly [string, CborValue])[])("refuses %s", (_, value) => {
  expect(refusal(encodeCbor(value))).toBe(VIOLATION);
});
