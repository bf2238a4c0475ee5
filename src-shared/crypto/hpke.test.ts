import { readFileSync } from "node:fs";
import { ml_kem768_x25519 } from "@noble/post-quantum/hybrid.js";
import * as noble from "@panva/hpke-noble";
import { AEAD_EXPORT_ONLY, type AEADFactory, CipherSuite, type KDFFactory, type KEMFactory } from "hpke";
import { describe, expect, test } from "vitest";
import { fromHex, hex, utf8 } from "../bytes.ts";
import { decodeCborMaps } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { encrypted } from "./cose.ts";
import { forgetRequestKey, generateRequestKey, openKeyMessage, sealKeyMessage } from "./hpke.ts";

const p = noblePrimitives(seededRandom("hpke"));
const bytes = (text: string | undefined) => fromHex(text ?? "") ?? new Uint8Array(0);
const read = (name: string) => JSON.parse(readFileSync(new URL(`vectors/${name}`, import.meta.url), "utf8"));

type Texts = { readonly [name: string]: string };
const texts = (name: string): [Texts][] => read(name).map((vector: Texts) => [vector]);

describe("X-Wing vectors", () => {
  test.each(texts("xwing.json"))("keys, encapsulation and decapsulation", (vector) => {
    const pair = ml_kem768_x25519.keygen(bytes(vector.seed));
    const sent = ml_kem768_x25519.encapsulate(pair.publicKey, bytes(vector.eseed));
    const received = ml_kem768_x25519.decapsulate(bytes(vector.ct), bytes(vector.sk));
    expect([pair.publicKey, sent.cipherText, sent.sharedSecret, received].map(hex)).toEqual([vector.pk, vector.ct, vector.ss, vector.ss]);
  });
});

const KEMS: { readonly [id: number]: KEMFactory } = {
  16: noble.KEM_DHKEM_P256_HKDF_SHA256,
  18: noble.KEM_DHKEM_P521_HKDF_SHA512,
  32: noble.KEM_DHKEM_X25519_HKDF_SHA256,
  65: noble.KEM_ML_KEM_768,
  80: noble.KEM_MLKEM768_P256,
  25722: noble.KEM_MLKEM768_X25519,
};
const KDFS: { readonly [id: number]: KDFFactory } = {
  1: noble.KDF_HKDF_SHA256,
  3: noble.KDF_HKDF_SHA512,
  16: noble.KDF_SHAKE128,
  17: noble.KDF_SHAKE256,
};
const AEADS: { readonly [id: number]: AEADFactory } = {
  1: noble.AEAD_AES_128_GCM,
  2: noble.AEAD_AES_256_GCM,
  3: noble.AEAD_ChaCha20Poly1305,
  65535: AEAD_EXPORT_ONLY,
};

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a suite of the vectors is missing here");
  return value;
}

type HpkeVector = {
  readonly mode: number;
  readonly kem_id: number;
  readonly kdf_id: number;
  readonly aead_id: number;
  readonly info: string;
  readonly skRm: string;
  readonly pkRm: string;
  readonly enc: string;
  readonly psk?: string;
  readonly psk_id?: string;
  readonly encryptions: readonly { readonly aad: string; readonly pt: string; readonly ct: string }[];
  readonly exports?: readonly { readonly exporter_context: string; readonly L: number; readonly exported_value: string }[];
};

describe.each(["hpke-base-psk.json", "hpke-pq.json"])("%s", (file) => {
  const vectors: readonly HpkeVector[] = read(file);

  test.each(vectors.map((vector) => [vector]))("mode $mode, KEM $kem_id, KDF $kdf_id, AEAD $aead_id opens and exports", async (vector) => {
    const suite = new CipherSuite(required(KEMS[vector.kem_id]), required(KDFS[vector.kdf_id]), required(AEADS[vector.aead_id]));
    const privateKey = await suite.DeserializePrivateKey(bytes(vector.skRm));
    const publicKey = await suite.DeserializePublicKey(bytes(vector.pkRm));
    const psk = vector.mode === 1 ? { psk: bytes(vector.psk), pskId: bytes(vector.psk_id) } : {};
    const context = await suite.SetupRecipient({ privateKey, publicKey }, bytes(vector.enc), { info: bytes(vector.info), ...psk });
    const opened: string[] = [];
    for (const { ct, aad } of vector.encryptions) opened.push(hex(await context.Open(bytes(ct), bytes(aad))));
    for (const { exporter_context, L } of vector.exports ?? []) opened.push(hex(await context.Export(bytes(exporter_context), L)));
    expect(opened).toEqual([...vector.encryptions.map(({ pt }) => pt), ...(vector.exports ?? []).map(({ exported_value }) => exported_value)]);
  });
});

describe("COSE-HPKE with post-quantum suites", () => {
  const SUITES: { readonly [name: string]: KEMFactory } = {
    "HPKE-8": noble.KEM_MLKEM768_P256,
    "HPKE-9": noble.KEM_MLKEM768_X25519,
    "HPKE-12": noble.KEM_ML_KEM_768,
  };

  test.each(texts("cose-hpke-pq.json"))("$alg opens", async (vector) => {
    const suite = new CipherSuite(required(SUITES[vector.alg ?? ""]), noble.KDF_SHAKE256, noble.AEAD_AES_256_GCM);
    const key = decodeCborMaps(bytes(vector.key)) as Map<number, Uint8Array>;
    // 0xd0 is the Encrypt0 tag.
    const [protectedHeader, unprotected, ciphertext] = decodeCborMaps(bytes(vector.hex).subarray(1)) as [Uint8Array, Map<number, Uint8Array>, Uint8Array];
    const aad = encrypted(protectedHeader, utf8("The Fellowship of the Ring"));
    const privateKey = await suite.DeserializePrivateKey(required(key.get(-2)));
    const plaintext = await suite.Open(privateKey, required(unprotected.get(-4)), ciphertext, { aad });
    expect(plaintext.length).toBeGreaterThan(0);
  });
});

describe("the key message", async () => {
  const binding = { psk: p.random(32), pskId: p.random(32), info: utf8("info"), externalAad: utf8("aad") };
  const { privateKey, publicKey } = await generateRequestKey(p);
  const plaintext = utf8("content key");
  const message = await sealKeyMessage({ ...binding, publicKey, plaintext }, p);
  const open = (changes: object) => openKeyMessage({ ...binding, privateKey, message, ...changes });

  test("opens with the request key and the same binding", async () => {
    expect(await open({})).toEqual(plaintext);
  });

  test("opens when the runtime's own randomness sealed it", async () => {
    expect(await open({ message: await sealKeyMessage({ ...binding, publicKey, plaintext }) })).toEqual(plaintext);
  });

  test("is the same for the same randomness", async () => {
    const seal = () => sealKeyMessage({ ...binding, publicKey, plaintext }, noblePrimitives(seededRandom("same")));
    expect(await seal()).toEqual(await seal());
  });

  test("is COSE_Encrypt0 with HPKE-9 and the PSK's name protected", () => {
    const [protectedHeader, unprotected] = decodeCborMaps(message) as [Uint8Array, Map<number, Uint8Array>];
    expect([decodeCborMaps(protectedHeader), [...unprotected.keys()]]).toEqual([
      new Map<number, unknown>([
        [1, 56],
        [-5, binding.pskId],
      ]),
      [-4],
    ]);
  });

  test.each([
    ["another PSK", { psk: p.random(32) }],
    ["other info", { info: utf8("other") }],
    ["other external data", { externalAad: utf8("other") }],
    ["another request key", { privateKey: (await generateRequestKey(p)).privateKey }],
  ])("does not open with %s", async (_name, changes) => {
    await expect(open(changes)).rejects.toThrow("counterpart.not-authenticated");
  });

  test("under another PSK name is a violation", async () => {
    await expect(open({ pskId: p.random(32) })).rejects.toThrow("counterpart.protocol-violation");
  });

  test.each([0, 1, 5, 45, 50, 600, 1170, message.length - 1])("with byte %d changed does not open", async (at) => {
    const changed = message.map((byte, i) => (i === at ? byte ^ 1 : byte));
    const outcome = await open({ message: changed }).catch((thrown) => (thrown instanceof ExchangeError ? thrown.code : "another error"));
    expect(["counterpart.not-authenticated", "counterpart.protocol-violation"]).toContain(outcome);
  });

  test("is not sealed to what is no request key", async () => {
    await expect(sealKeyMessage({ ...binding, publicKey: publicKey.subarray(1), plaintext })).rejects.toThrow("counterpart.protocol-violation");
  });

  test("does not open once the request key is forgotten", async () => {
    const other = await generateRequestKey(p);
    const sealed = await sealKeyMessage({ ...binding, publicKey: other.publicKey, plaintext });
    forgetRequestKey(other.privateKey);
    await expect(open({ privateKey: other.privateKey, message: sealed })).rejects.toThrow("counterpart.not-authenticated");
  });
});
