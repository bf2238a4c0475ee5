import { isNativeAccelerationEnabled } from "cbor-x/decode";
import { describe, expect, test } from "vitest";
import { fromHex, hex, utf8 } from "../bytes.ts";
import { type CborValue, decodeCbor, decodeCborMaps, encodeCbor } from "./codec.ts";

const bytesOf = (text: string) => fromHex(text) ?? new Uint8Array(0);
const written = (value: CborValue) => hex(encodeCbor(value));
const unsafe = (value: unknown) => value as CborValue;

describe("encodeCbor", () => {
  test("sorts object keys by length, then bytes", () => {
    expect(written({ bb: 1, a: 2, "10": 3, "": 4 })).toBe(`a460046161026231300362${"62".repeat(2)}01`);
  });

  test("sorts keys by their UTF-8, not by UTF-16 units", () => {
    expect([...(decodeCborMaps(encodeCbor({ "\u{10000}": 1, "\uffff!": 2 })) as Map<string, number>).keys()]).toEqual(["\uffff!", "\u{10000}"]);
  });

  test("sorts integer keys before text keys", () => {
    expect(
      written(
        new Map<string | number, number>([
          ["a", 1],
          [-1, 2],
          [24, 3],
          [0, 4],
          [-2, 5],
        ]),
      ),
    ).toBe("a500041818032002210561" + "6101");
  });

  test("writes integers of 2^32 and more as integers", () => {
    expect(written([2 ** 32, -(2 ** 32), -(2 ** 32) - 1, Number.MAX_SAFE_INTEGER])).toBe("841b00000001000000003affffffff3b00000001000000001b001fffffffffffff");
  });

  test("writes -0 and what is no safe integer as 64-bit floats", () => {
    expect(written([-0, 1.5, 2 ** 53])).toBe("83fb8000000000000000fb3ff8000000000000fb4340000000000000");
  });

  test("writes a lone surrogate as U+FFFD", () => {
    expect(written("a\ud800")).toBe("6461efbfbd");
  });

  test("writes a Buffer as a plain byte string", () => {
    expect(written(Buffer.from([1, 2]))).toBe("420102");
  });

  test("writes objects whose keys shadow Object's members", () => {
    expect(decodeCbor(encodeCbor({ constructor: "c", toJSON: "j", hasOwnProperty: 1 }))).toEqual({ constructor: "c", toJSON: "j", hasOwnProperty: 1 });
  });

  test("leaves what it encodes alone", () => {
    const value = Object.freeze({ b: Object.freeze([2 ** 40]), a: 1 });
    encodeCbor(value);
    expect(value).toEqual({ b: [2 ** 40], a: 1 });
  });

  test.each([
    ["undefined", undefined],
    ["a Date", new Date(0)],
    ["a Set", new Set()],
    ["a function", () => 0],
    ["a bigint", 1n],
    ["not a number", Number.NaN],
    ["a fractional key", new Map([[1.5, 1]])],
    ["an undefined member", { a: undefined }],
  ])("refuses %s", (_name, value) => {
    expect(() => encodeCbor(unsafe(value))).toThrow("internal.bug");
  });

  test("refuses two keys that become one", () => {
    expect(() => encodeCbor({ "\ud800": 1, "\ud801": 2 })).toThrow("format.malformed");
  });

  test("refuses a __proto__ key", () => {
    expect(() => encodeCbor(JSON.parse('{"__proto__": 1}'))).toThrow("format.malformed");
  });

  test("refuses a value that contains itself", () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => encodeCbor(unsafe(loop))).toThrow("format.limit-exceeded");
  });
});

describe("decodeCbor", () => {
  test("gives objects for maps and copies for byte strings", () => {
    const bytes = bytesOf("a1616142ffff");
    const value = decodeCbor(bytes);
    bytes.fill(0);
    expect(value).toEqual({ a: new Uint8Array([255, 255]) });
  });

  test("gives Uint8Array for a Buffer's byte strings", () => {
    expect((decodeCbor(Buffer.from([0x41, 1])) as Uint8Array).constructor).toBe(Uint8Array);
  });

  test("refuses __proto__ as a key", () => {
    expect(() => decodeCbor(bytesOf(`a169${hex(utf8("__proto__"))}a0`))).toThrow("format.malformed");
  });

  test("refuses integer keys", () => {
    expect(() => decodeCbor(bytesOf("a10102"))).toThrow("format.malformed");
  });

  test("keeps a byte order mark at the start of short and long text", () => {
    const value = { a: "\ufeff", b: `\ufeff${"x".repeat(100)}` };
    expect(decodeCbor(encodeCbor(value))).toEqual(value);
  });

  test("leaves nothing on the array it reads", () => {
    const bytes = bytesOf("a10102");
    decodeCborMaps(bytes);
    expect(Object.keys(bytes)).toEqual(["0", "1", "2"]);
  });

  test("reads after a refused document", () => {
    expect(() => decodeCbor(bytesOf("82"))).toThrow("format.malformed");
    expect(decodeCbor(bytesOf("01"))).toBe(1);
  });
});

test("cbor-x runs without its native parser", () => {
  expect(isNativeAccelerationEnabled).toBe(false);
});
