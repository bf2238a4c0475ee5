import { expect, it } from "vitest";
import { concat, uint32, utf8 } from "../bytes.ts";
import { memoryVault } from "../testing/vault-fixture.ts";
import { decodeAccount } from "./accounts.ts";
import { decodeStored } from "./stored-cbor.ts";
import { decodeViews, encodeView } from "./stored-view.ts";

const LARGE = 17 << 20;

it("a byte string above 16 MiB is read", () => {
  expect(decodeStored(concat(Uint8Array.of(0x5a), uint32(LARGE), new Uint8Array(LARGE)))).toHaveLength(LARGE);
});

it("damage is still refused", () => {
  expect(() => decodeStored(Uint8Array.of(0x18, 0x01))).toThrow(expect.objectContaining({ code: "format.malformed" }));
});

it("an account larger than 16 MiB is read past its length", () => {
  const record = concat(Uint8Array.of(0x82, 0x00, 0x5a), uint32(LARGE), new Uint8Array(LARGE));
  expect(() => decodeAccount(record)).toThrow("CBOR trailing bytes, byte 1"); // of the account itself, which is only zeros
});

it("a page whose views hold more than four million values is read", () => {
  const id = new Uint8Array(16);
  const urls: string[] = new Array(700_000).fill("");
  const item = { id, title: "", urls, kinds: [], favorite: false, tags: urls, passkeys: 0, totps: 0, files: 0, references: [] };
  const view = encodeView({ account: id, order: 0, addedAt: 0, size: 0, versions: 0, content: id, passkeys: [], item });
  expect(decodeViews(concat(view, view, view), 3)).toHaveLength(3);
});

it("a receipt of a hundred thousand items is listed", async () => {
  const { vault } = await memoryVault();
  vault.addReceipt({ transferId: utf8("one"), summary: {}, parts: [new Uint8Array(LARGE)] });
  expect(vault.receipts()[0]?.receipt).toHaveLength(LARGE);
});
