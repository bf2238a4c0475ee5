// docs/protocol.md §8

import { describe, expect, it } from "vitest";
import { nodeCredentialKeys as keys } from "../../src-main/platform/credential-keys.ts";
import { nodePrimitives as p } from "../../src-main/platform/primitives.ts";
import { utf8 } from "../bytes.ts";
import type { CborValue } from "../cbor/codec.ts";
import type { CredentialKeys } from "../crypto/primitives.ts";
import { type Credential, type Item, isType } from "../cxf/document.ts";
import { fingerprint } from "../cxf/fingerprint.ts";
import { rehearsalDocument } from "../cxf/rehearsal-document.ts";
import { itemToCbor } from "../cxf/to-cbor.ts";
import { checkItem, type ItemProof, type ItemVerdict, proofFromCbor, proofToCbor, proveItem } from "./liveness.ts";

const context = { fingerprintKey: new Uint8Array(32).fill(1), challenge: new Uint8Array(32).fill(2), moment: 1_773_014_400 };
const ALL = rehearsalDocument().document.accounts.flatMap(({ items }) => items);
const [PASSKEY] = ALL.flatMap(({ credentials }) => credentials.filter((one) => isType(one, "passkey")));
const [TOTP] = ALL.flatMap(({ credentials }) => credentials.filter((one) => isType(one, "totp")));
const itemOf = (...credentials: (Credential | undefined)[]): Item => ({
  id: utf8("one"),
  title: "One",
  credentials: credentials.filter((one) => one !== undefined),
});

async function proofOf(item: Item, using: CredentialKeys = keys): Promise<ItemProof> {
  const { proof } = await proveItem(p, using, context, { ordinal: 0, outcome: "added", id: item.id, title: item.title, tested: true, bytes: itemToCbor(item) });
  return proof;
}

async function verdictOn(item: Item, proof: ItemProof, change: Partial<typeof context> = {}): Promise<ItemVerdict> {
  const changed = { ...context, ...change };
  const bytes = itemToCbor(item);
  const sent = { id: item.id, title: item.title, tested: true, mark: fingerprint(p, changed.fingerprintKey, bytes), bytes: () => bytes };
  return checkItem(p, keys, changed, sent, proof);
}

it.each(ALL.map((item) => [item.title, item] as const))("proves %s", async (_, item) => {
  const verdict = await verdictOn(item, await proofOf(item));
  const passkeys = item.credentials.filter(({ type }) => type === "passkey").length;
  expect(verdict).toMatchObject({ verdict: "proven", passkeys: { working: passkeys, failing: 0, untested: 0 } });
});

it("goes over the wire and back", async () => {
  const proof = await proofOf(itemOf(PASSKEY, TOTP));
  expect(proofFromCbor(proofToCbor(proof))).toEqual(proof);
});

it("an item that was not kept is not kept", async () => {
  const item = itemOf(TOTP);
  const { proof } = await proveItem(p, keys, context, { ordinal: 0, outcome: "failed", id: item.id, title: item.title, tested: true });
  expect(await verdictOn(item, proof)).toMatchObject({ verdict: "not-kept", outcome: "failed" });
});

describe("is no proof", () => {
  const item = itemOf(PASSKEY, TOTP);

  it("when a letter of the title changed on the way", async () => {
    expect((await verdictOn({ ...item, title: "Onf" }, await proofOf(item))).verdict).toBe("mismatch");
  });

  it("when it answers another session's key", async () => {
    expect((await verdictOn(item, await proofOf(item), { fingerprintKey: new Uint8Array(32) })).verdict).toBe("mismatch");
  });

  it("when it answers another challenge", async () => {
    expect((await verdictOn(item, await proofOf(item), { challenge: new Uint8Array(32) })).passkeys.failing).toBe(1);
  });

  it("when the code is of another minute", async () => {
    expect((await verdictOn(item, await proofOf(item), { moment: context.moment + 60 })).totps.failing).toBe(1);
  });
});

describe("stays untested", () => {
  it("a passkey whose algorithm this computer cannot use", async () => {
    const item = itemOf(PASSKEY);
    const proof = await proofOf(item, { ...keys, algorithm: () => undefined });
    expect(await verdictOn(item, proof)).toMatchObject({ verdict: "proven", passkeys: { working: 0, untested: 1 } });
  });

  it("a passkey whose key does not load, beside one that works", async () => {
    const damaged = PASSKEY && { ...PASSKEY, key: PASSKEY.key.map((byte, i) => (i > 3 ? 0 : byte)) };
    const item = itemOf(PASSKEY, damaged);
    expect((await verdictOn(item, await proofOf(item))).passkeys).toEqual({ working: 1, failing: 0, untested: 1 });
  });

  it("a one-time code whose secret makes none", async () => {
    const item = itemOf(TOTP && { ...TOTP, secret: "" });
    expect((await verdictOn(item, await proofOf(item))).totps).toEqual({ working: 0, failing: 0, untested: 1 });
  });

  it("every passkey beyond the sixteenth", async () => {
    const item = itemOf(...Array.from({ length: 20 }, () => PASSKEY));
    expect((await verdictOn(item, await proofOf(item))).passkeys).toEqual({ working: 16, failing: 0, untested: 4 });
  });
});

it("a failure that is not the key's own is not hidden", async () => {
  const broken: CredentialKeys = { ...keys, sign: () => Promise.reject(new Error("out of threads")) };
  await expect(proofOf(itemOf(PASSKEY), broken)).rejects.toThrow("out of threads");
});

it.each([
  ["a number", 1],
  ["a member less", [0, null, []]],
  ["an outcome nobody knows", [99, null, [], []]],
  ["an outcome that is text", ["added", null, [], []]],
  ["a fingerprint of 15 bytes", [0, new Uint8Array(15), [], []]],
  ["a signature of 5,001 bytes", [0, new Uint8Array(16), [new Uint8Array(5001)], []]],
  ["an empty signature", [0, new Uint8Array(16), [new Uint8Array(0)], []]],
  ["17 signatures", [0, new Uint8Array(16), Array.from({ length: 17 }, () => null), []]],
  ["17 codes", [0, new Uint8Array(16), [], Array.from({ length: 17 }, () => new Uint8Array(16))]],
  ["a code of another length", [0, new Uint8Array(16), [], [new Uint8Array(8)]]],
] as readonly (readonly [string, CborValue])[])("refuses a proof with %s", (_, value) => {
  expect(() => proofFromCbor(value)).toThrow("counterpart.protocol-violation");
});
