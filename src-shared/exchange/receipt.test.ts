// docs/protocol.md §8

import { describe, expect, it } from "vitest";
import { concat, fromUtf8 } from "../bytes.ts";
import { type CborValue, decodeCbor, encodeCbor } from "../cbor/codec.ts";
import type { ItemVerdict } from "./liveness.ts";
import { closeVerdict, decodeReceiptBody, encodeReceiptBody, NO_OUTCOMES, type Receipt, receiptJson, safeToClose, sumTallies } from "./receipt.ts";

const BODY = {
  transferId: new Uint8Array(16),
  digest: new Uint8Array(32),
  proofs: new Uint8Array(32),
  items: 3,
  outcomes: { ...NO_OUTCOMES, added: 2, failed: 1 },
};
const NONE = { working: 0, failing: 0, untested: 0 };
const verdict = (change: Partial<ItemVerdict> = {}): ItemVerdict => ({
  id: "AA",
  title: "Mail",
  outcome: "added",
  verdict: "proven",
  passkeys: NONE,
  totps: NONE,
  ...change,
});

it("comes back as it went", () => {
  expect(decodeReceiptBody(encodeReceiptBody(BODY))).toEqual(BODY);
});

describe("refuses a body", () => {
  const parts = decodeCbor(encodeReceiptBody(BODY)) as CborValue[];
  const changed = (change: { [at: number]: CborValue }) => encodeCbor(Object.assign([...parts], change));
  it.each([
    ["that is a number", encodeCbor(7)],
    ["that is not CBOR", Uint8Array.of(0xff)],
    ["with bytes behind it", concat(encodeReceiptBody(BODY), Uint8Array.of(0))],
    ["with a member less", encodeCbor(parts.slice(0, 4))],
    ["with a member more", encodeCbor([...parts, 1])],
    ["with text for its transfer", changed({ 0: "x" })],
    ["with a negative number of items", changed({ 3: -1 })],
    ["with an outcome less", changed({ 4: [1, 2] })],
    ["with a negative outcome", changed({ 4: [3, 0, 0, 0, 0, -1] })],
  ])("%s", (_, bytes) => {
    expect(() => decodeReceiptBody(bytes)).toThrow("counterpart.receipt-mismatch");
  });
});

it("sums what each item's passkeys and codes gave", () => {
  const items = [verdict({ passkeys: { working: 2, failing: 0, untested: 1 } }), verdict({ passkeys: { working: 1, failing: 1, untested: 0 } })];
  expect(sumTallies(items, "passkeys")).toEqual({ working: 3, failing: 1, untested: 1 });
});

it("is the same JSON in parts, and no part is much above a mebibyte", () => {
  const items = Array.from({ length: 12_000 }, (_, i) => verdict({ title: `Ünser ${i}` }));
  const receipt = { version: 1, counterpart: { name: "x", key: "y" }, items } as unknown as Receipt;
  const parts = [...receiptJson(receipt)];
  const read: unknown = JSON.parse(fromUtf8(concat(...parts)));
  expect([read, parts.length, parts.every(({ length }) => length < 1_100_000)]).toEqual([receipt, 2, true]);
});

it("is JSON without items too", () => {
  const receipt = { version: 1, items: [] } as unknown as Receipt;
  expect(JSON.parse(fromUtf8(concat(...receiptJson(receipt))))).toEqual(receipt);
});

describe("the old service is safe to close", () => {
  type Basis = Parameters<typeof safeToClose>[0];
  const counts = { accounts: 1, collections: 0, items: 2, files: 0, credentials: {} };
  const whole: Basis = { role: "exporter", acknowledged: true, complete: true, losses: [], stays: [], proven: 2, counts, items: [verdict(), verdict()] };
  const answer = (change: Partial<Receipt>) => safeToClose({ ...whole, ...change });

  it.each(["exporter", "importer"] as const)("says the %s, when everything arrived and works", (role) => {
    expect(answer({ role }).answer).toBe("yes");
  });

  it("does not say that one-time codes were tested, for some cannot be", () => {
    const items = [verdict(), verdict({ totps: { working: 16, failing: 0, untested: 4 } })];
    expect(answer({ items })).toEqual({ answer: "yes", because: "every item arrived as it was, and every passkey was tested" });
  });

  it.each([
    ["the receipt was not confirmed", { acknowledged: false }, "did not both confirm"],
    ["something stays behind", { stays: [{ title: "Key", type: "passkey", reason: "bound to this device" }] }, "1 credential cannot be moved"],
    [
      "the destination does not take something",
      { losses: [{ type: "totp", count: 2, extent: "not", reason: "" }], complete: false },
      "2 credentials of a kind",
    ],
    ["only a part was sent", { complete: false }, "only a part"],
    ["an item is another one there", { items: [verdict(), verdict({ verdict: "mismatch" })] }, "1 item did not arrive"],
    ["an item has no verdict", { items: [verdict()] }, "1 item did not arrive"],
    ["an item was not kept", { items: [verdict({ verdict: "not-kept" }), verdict({ verdict: "not-kept" })] }, "2 items did not arrive"],
    ["the exporter proved less, says the importer", { role: "importer", proven: 1 }, "1 item did not arrive"],
    ["a passkey was not tested", { items: [verdict(), verdict({ passkeys: { working: 0, failing: 0, untested: 1 } })] }, "1 passkey could not be tested"],
  ] as readonly (readonly [string, Partial<Receipt>, string])[])("not when %s", (_, change, because) => {
    expect(answer(change)).toEqual({ answer: "no", because: expect.stringContaining(because) });
  });

  it.each<[string, Partial<Receipt>, ReturnType<typeof closeVerdict>]>([
    ["nothing is missing", {}, { answer: true, reason: "everything", count: 0 }],
    ["the receipt was not confirmed", { acknowledged: false }, { answer: false, reason: "not-acknowledged", count: 0 }],
    ["kinds were left out", { losses: [{ type: "passkey", count: 3, extent: "not", reason: "" }] }, { answer: false, reason: "kinds-left-behind", count: 3 }],
    ["a part was chosen", { complete: false }, { answer: false, reason: "part-of-vault", count: 0 }],
    ["something cannot move", { stays: [{ title: "", type: "passkey", reason: "" }] }, { answer: false, reason: "stays-here", count: 1 }],
    ["an item was not kept", { items: [verdict(), verdict({ verdict: "not-kept" })] }, { answer: false, reason: "not-proven", count: 1 }],
    [
      "a passkey is untested",
      { items: [verdict(), verdict({ passkeys: { working: 0, failing: 0, untested: 2 } })] },
      { answer: false, reason: "passkeys-untested", count: 2 },
    ],
  ])("gives its reason and how many when %s", (_, change, expected) => {
    expect(closeVerdict({ ...whole, ...change })).toEqual(expected);
  });
});
