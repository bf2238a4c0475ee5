import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { concat, fromBase64url, fromHex, hex, utf8 } from "../bytes.ts";
import { decodeCborMaps, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { authenticated, decodeDeviceKey, encodeDeviceKey, encrypted, mac0, openMac0, openSign1, sign1 } from "./cose.ts";

const p = noblePrimitives(seededRandom("cose"));
const bytes = (text: string) => fromHex(text) ?? new Uint8Array(0);
const fromText = (text: string) => fromBase64url(text)?.bytes ?? new Uint8Array(0);
const vectors = JSON.parse(readFileSync(new URL("vectors/cose-wg.json", import.meta.url), "utf8"));

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof ExchangeError ? thrown.code : "another error";
  }
  return "accepted";
}

const flipped = (message: Uint8Array, at: number) => message.map((byte, i) => (i === at ? byte ^ 1 : byte));
const refusals = ["counterpart.not-authenticated", "counterpart.protocol-violation"];

describe("COSE WG mac0-tests", () => {
  const open = (title: string) => {
    const example = vectors["mac0-tests"].find((one: { title: string }) => one.title.startsWith(title));
    // The profile carries COSE structures untagged: 0xd1 is the Mac0 tag.
    const message = bytes(example.output.cbor.replace(/^D1/, ""));
    return openMac0(p, fromText(example.input.mac0.recipients[0].key.k), message, new Uint8Array(0));
  };

  test("HMAC-01 opens", () => {
    expect(open("HMAC-01")).toEqual(utf8("This is the content."));
  });

  test("a changed MAC is not authentic", () => {
    expect(codeOf(() => open("mac-fail-02"))).toBe("counterpart.not-authenticated");
  });

  test.each(["mac-fail-01", "mac-fail-03", "mac-fail-04", "mac-fail-06", "mac-fail-07"])("%s is refused", (title) => {
    expect(refusals).toContain(codeOf(() => open(title)));
  });

  test.each(["mac-pass-01", "mac-pass-02"])("%s, its algorithm unprotected, does not fit the profile", (title) => {
    expect(codeOf(() => open(title))).toBe("counterpart.protocol-violation");
  });
});

describe("COSE WG sign1-tests", () => {
  const example = vectors["sign1-tests"].find((one: { title: string }) => one.title.startsWith("sign-pass-02"));
  const [protectedHeader, , payload, signature] = decodeCborMaps(bytes(example.output.cbor.slice(2))) as [Uint8Array, unknown, Uint8Array, Uint8Array];
  const covered = authenticated("Signature1", protectedHeader, bytes(example.input.sign0.external), payload);

  test("what is signed is the example's ToBeSigned", () => {
    expect(hex(covered)).toBe(example.intermediates.ToBeSign_hex.toLowerCase());
  });

  test("the example's signature fits", () => {
    const { x, y } = example.input.sign0.key;
    expect(p.verify(concat(fromText(x), fromText(y)), covered, signature)).toBe(true);
  });
});

describe("COSE WG encrypted examples", () => {
  const examples: readonly { readonly input: { readonly encrypted: { readonly external?: string } }; readonly output: { readonly cbor: string } }[] =
    vectors.encrypt0;

  test.each(examples.map((example) => [example]))("$title: the Enc_structure is the example's", (example) => {
    const [protectedHeader] = decodeCborMaps(bytes(example.output.cbor.slice(2))) as [Uint8Array];
    const { AAD_hex: expected } = (example as unknown as { intermediates: { AAD_hex: string } }).intermediates;
    expect(hex(encrypted(protectedHeader, bytes(example.input.encrypted.external ?? "")))).toBe(expected.toLowerCase());
  });
});

describe("Mac0", () => {
  const key = p.random(32);
  const message = mac0(p, key, utf8("payload"), utf8("aad"));

  test("opens under its key and external data", () => {
    expect(openMac0(p, key, message, utf8("aad"))).toEqual(utf8("payload"));
  });

  test.each([
    ["another key", () => openMac0(p, p.random(32), message, utf8("aad"))],
    ["other external data", () => openMac0(p, key, message, utf8("other"))],
  ])("does not open under %s", (_name, open) => {
    expect(open).toThrow("counterpart.not-authenticated");
  });

  test.each(Array.from(message.keys()))("with byte %d changed is refused", (at) => {
    expect(refusals).toContain(codeOf(() => openMac0(p, key, flipped(message, at), utf8("aad"))));
  });
});

describe("Sign1", async () => {
  const { privateKey, publicKey } = p.generateSigningKey();
  const signer = (toBeSigned: Uint8Array) => Promise.resolve(p.sign(privateKey, toBeSigned));
  const message = await sign1(publicKey, signer, utf8("payload"), utf8("aad"));

  test("opens under its key and external data", () => {
    expect(openSign1(p, publicKey, message, utf8("aad"))).toEqual(utf8("payload"));
  });

  test("does not open under other external data", () => {
    expect(() => openSign1(p, publicKey, message, utf8("other"))).toThrow("counterpart.not-authenticated");
  });

  test("names its key: another one is refused before any signature is looked at", () => {
    expect(() => openSign1(p, p.generateSigningKey().publicKey, message, utf8("aad"))).toThrow("counterpart.protocol-violation");
  });

  test.each(Array.from(message.keys()).filter((at) => at % 5 === 0))("with byte %d changed is refused", (at) => {
    expect(refusals).toContain(codeOf(() => openSign1(p, publicKey, flipped(message, at), utf8("aad"))));
  });
});

describe("the device key", () => {
  const publicKey = p.random(64);

  test("comes back", () => {
    expect(decodeDeviceKey(encodeDeviceKey(publicKey))).toEqual(publicKey);
  });

  test("is a COSE_Key: EC2, ESP256, P-256", () => {
    const key = decodeCborMaps(encodeDeviceKey(publicKey)) as Map<number, unknown>;
    expect([key.get(1), key.get(3), key.get(-1)]).toEqual([2, -9, 1]);
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["no map", encodeCbor([1])],
    [
      "another algorithm",
      encodeCbor(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, p.random(32)],
          [-3, p.random(32)],
        ]),
      ),
    ],
    [
      "a short coordinate",
      encodeCbor(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -9],
          [-1, 1],
          [-2, p.random(31)],
          [-3, p.random(32)],
        ]),
      ),
    ],
    [
      "another member",
      encodeCbor(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [2, 0],
          [3, -9],
          [-1, 1],
          [-2, p.random(32)],
          [-3, p.random(32)],
        ]),
      ),
    ],
  ])("is refused: %s", (_name, encoded) => {
    expect(() => decodeDeviceKey(encoded)).toThrow("counterpart.protocol-violation");
  });
});
