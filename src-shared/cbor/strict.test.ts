import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromHex, hex } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import { decodeCborMaps, encodeCbor } from "./codec.ts";
import { type StrictOptions, validateCbor } from "./strict.ts";

const bytesOf = (text: string) => fromHex(text.replaceAll(" ", "")) ?? new Uint8Array(0);
const everything: StrictOptions = { floats: true, integerKeys: true };

function codeOf(work: () => void): string {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof ExchangeError ? thrown.code : "another error";
  }
  return "accepted";
}

const verdict = (text: string, options?: StrictOptions) => codeOf(() => validateCbor(bytesOf(text), options));

describe("refuses as malformed", () => {
  const cases: [name: string, text: string, options?: StrictOptions][] = [
    ["no bytes", ""],
    ["a cut head", "19 01"],
    ["a cut 8-byte head", "1b 00000001 000000"],
    ["a cut string", "63 6162"],
    ["an array longer than the input", "82 01"],
    ["a map longer than the input", "a2 6161 01"],
    ["a length of 2^53 - 1", "9b 001fffffffffffff 00"],
    ["trailing bytes", "00 00"],
    ["23 in two bytes", "18 17"],
    ["255 in three bytes", "19 00ff"],
    ["65535 in five bytes", "1a 0000ffff"],
    ["2^32 - 1 in nine bytes", "1b 00000000ffffffff"],
    ["a string with a long head", "78 01 61"],
    ["2^53", "1b 0020000000000000"],
    ["-2^53", "3b 001fffffffffffff"],
    ["a reserved head", "1c"],
    ["an indefinite array", "9f ff"],
    ["an indefinite map", "bf ff"],
    ["an indefinite text", "7f 6161 ff"],
    ["a break", "ff"],
    ["a tag", "c1 00"],
    ["a bignum tag", "c2 41 01"],
    ["undefined", "f7"],
    ["a simple value", "f0"],
    ["a long simple value", "f8 ff"],
    ["a 16-bit float", "f9 3e00", everything],
    ["a 32-bit float", "fa 3fc00000", everything],
    ["a 64-bit float where none are allowed", "fb 3ff8000000000000"],
    ["a float that is an integer", "fb 3ff0000000000000", everything],
    ["a positive zero as float", "fb 0000000000000000", everything],
    ["not a number", "fb 7ff8000000000000", everything],
    ["infinity", "fb 7ff0000000000000", everything],
    ["a cut float", "fb 3ff80000", everything],
    ["a lone continuation byte", "61 80"],
    ["an overlong form", "62 c080"],
    ["a surrogate in UTF-8", "63 eda080"],
    ["above U+10FFFF", "64 f4908080"],
    ["an integer key where none are allowed", "a1 01 02"],
    ["a byte string key", "a1 41 01 02", everything],
    ["a null key", "a1 f6 02", everything],
    ["an array key", "a1 80 02", everything],
    ["duplicate keys", "a2 6161 01 6161 02"],
    ["keys in the wrong order", "a2 6162 01 6161 02"],
    ["a longer key first", "a2 626161 01 6162 02"],
    ["a negative key first", "a2 20 01 00 02", everything],
    ["keys unordered behind a nested map", "a2 6162 a1 6161 01 6161 02"],
    ["__proto__ where objects are built", `a1 69 ${hex(new TextEncoder().encode("__proto__"))} 01`, { plainObjects: true }],
  ];
  test.each(cases)("%s", (_name, text, options) => {
    expect(verdict(text, options)).toBe("format.malformed");
  });
});

describe("accepts", () => {
  const cases: [name: string, text: string, options?: StrictOptions][] = [
    ["2^53 - 1", "1b 001fffffffffffff"],
    ["-(2^53 - 1)", "3b 001ffffffffffffe"],
    ["a 64-bit float", "fb 3ff8000000000000", everything],
    ["2^60 as float", "fb 43b0000000000000", everything],
    ["-0 as float", "fb 8000000000000000", everything],
    ["unsigned, negative and text keys in order", "a4 00 01 18ff 01 20 01 6161 01", everything],
    ["the same keys in sibling maps", "82 a1 6161 01 a1 6161 01"],
    ["an empty map inside a map", "a2 6161 a0 6162 80"],
    ["four-byte UTF-8", "64 f09f9880"],
    ["__proto__ where maps are built", `a1 69 ${hex(new TextEncoder().encode("__proto__"))} 01`],
  ];
  test.each(cases)("%s", (_name, text, options) => {
    expect(verdict(text, options)).toBe("accepted");
  });
});

describe("limits", () => {
  test("depth is counted in containers", () => {
    expect([verdict("818180", { maximumDepth: 3 }), verdict("818180", { maximumDepth: 2 })]).toEqual(["accepted", "format.limit-exceeded"]);
  });

  test("a million open arrays end at the depth limit", () => {
    expect(codeOf(() => validateCbor(new Uint8Array(1_000_000).fill(0x81)))).toBe("format.limit-exceeded");
  });

  test("items count containers and what is in them", () => {
    expect([verdict("820102", { maximumItems: 3 }), verdict("820102", { maximumItems: 2 })]).toEqual(["accepted", "format.limit-exceeded"]);
  });

  test("a long string is refused by its head, before its bytes are there", () => {
    expect(verdict("5a 7fffffff", { maximumString: 1000 })).toBe("format.limit-exceeded");
  });

  test("the reason names the byte", () => {
    expect(() => validateCbor(bytesOf("82 01 c0"))).toThrow("format.malformed: CBOR tag, byte 3");
  });
});

type Example = { readonly hex: string; readonly roundtrip: boolean };
const examples: readonly Example[] = JSON.parse(readFileSync(new URL("vectors/appendix-a.json", import.meta.url), "utf8"));

/** Tags, short floats, floats that are not finite, integers of 64 bits, indefinite lengths (three of them nested), other simple values. */
const LEFT_OUT = /^([cd]|f[07-9a]|fb[7f]ff|[13]bff|[579b]f|83018202039f|83019f|826161bf)/;

describe("RFC 8949 appendix A", () => {
  test.each(examples)("$hex is accepted unless the profile leaves it out", (example) => {
    expect(verdict(example.hex, everything) === "accepted").toBe(!LEFT_OUT.test(example.hex));
  });

  test.each(examples.filter((example) => !LEFT_OUT.test(example.hex)))("$hex is written again alike", (example) => {
    expect(hex(encodeCbor(decodeCborMaps(bytesOf(example.hex), { floats: true })))).toBe(example.hex);
  });
});
