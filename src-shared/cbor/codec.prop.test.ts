import { decode as oracleDecode, encode as oracleEncode, rfc8949EncodeOptions } from "cborg";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ExchangeError } from "../errors.ts";
import { readChecked } from "./checked-reader.ts";
import { type CborValue, decodeCbor, decodeCborMaps, encodeCbor } from "./codec.ts";

const text = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.string({ minLength: 60, maxLength: 300 }), fc.constant(`\ufeff${"ä".repeat(70)}`));
const integer = fc.oneof(fc.integer(), fc.maxSafeInteger());
const leaf = fc.oneof(text, integer, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.uint8Array({ maxLength: 80 }));
const objectKey = text.filter((key) => key !== "__proto__");

const { tree } = fc.letrec<{ tree: CborValue }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("tree"), { maxLength: 6 }),
    fc.dictionary(objectKey, tie("tree"), { maxKeys: 30 }),
  ),
}));
const mapTree = fc
  .array(
    fc.tuple(
      fc.oneof(
        text,
        integer.map((key) => key || 0),
      ),
      leaf,
    ),
    { maxLength: 30 },
  )
  .map((entries) => new Map(entries.map(([key, value]) => [key, value] as const)));

const floats = { floats: true };

/** cborg writes -0 as the integer 0; ours keeps it. */
function withoutNegativeZero(value: CborValue): CborValue {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(withoutNegativeZero);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array || value instanceof Map) return value;
  return Object.fromEntries(Object.entries(value as { readonly [key: string]: CborValue }).map(([key, one]) => [key, withoutNegativeZero(one)]));
}

describe("for any value", () => {
  test("decode restores what encode wrote", () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(decodeCbor(encodeCbor(value), floats)).toEqual(plainObjects(value));
      }),
    );
  });

  test("decode restores maps with mixed keys", () => {
    fc.assert(
      fc.property(mapTree, (value) => {
        expect(decodeCborMaps(encodeCbor(value), floats)).toEqual(value);
      }),
    );
  });

  test("the bytes are cborg's", () => {
    const options = { ...rfc8949EncodeOptions, float64: true };
    fc.assert(
      fc.property(tree.map(withoutNegativeZero), (value) => {
        expect(encodeCbor(value)).toEqual(new Uint8Array(oracleEncode(value, options)));
      }),
    );
  });

  test("both readers agree", () => {
    fc.assert(
      fc.property(tree, (value) => {
        const bytes = encodeCbor(value);
        expect(readChecked(bytes, { maps: false, shared: false })).toEqual(decodeCbor(bytes, floats));
      }),
    );
  });

  test("read as maps it is what cborg reads", () => {
    fc.assert(
      fc.property(tree, (value) => {
        fc.pre(!JSON.stringify(value).includes("\ufeff")); // cborg drops it, as cbor-x does
        const bytes = encodeCbor(value);
        expect(decodeCborMaps(bytes, floats)).toEqual(oracleDecode(bytes, { useMaps: true }));
      }),
    );
  });
});

test("whatever is accepted is canonical, whatever is not ends in a format error", () => {
  const edit = fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom("set", "insert", "delete", "cut"));
  fc.assert(
    fc.property(tree, fc.array(edit, { minLength: 1, maxLength: 3 }), (value, edits) => {
      const bytes = edits.reduce(applyEdit, encodeCbor(value));
      const decoded = attempt(() => decodeCbor(bytes, floats));
      if (decoded !== undefined) expect(encodeCbor(decoded.value)).toEqual(bytes);
    }),
    { numRuns: 2000 },
  );
});

function applyEdit(bytes: Uint8Array, [at, byte, kind]: readonly [number, number, string]): Uint8Array {
  const place = at % (bytes.length + 1);
  const before = [...bytes.subarray(0, place)];
  const after = bytes.subarray(place);
  if (kind === "cut") return Uint8Array.from(before);
  if (kind === "insert") return Uint8Array.from([...before, byte, ...after]);
  return Uint8Array.from([...before, ...(kind === "set" ? [byte] : []), ...after.subarray(1)]);
}

function attempt(work: () => CborValue): { value: CborValue } | undefined {
  try {
    return { value: work() };
  } catch (thrown) {
    if (thrown instanceof ExchangeError && thrown.code.startsWith("format.")) return undefined;
    throw thrown;
  }
}

/** fast-check makes objects without a prototype as well; decode answers plain ones. */
function plainObjects(value: CborValue): CborValue {
  if (Array.isArray(value)) return value.map(plainObjects);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainObjects(member)]));
}
