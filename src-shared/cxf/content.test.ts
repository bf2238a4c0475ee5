import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { utf8 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { contentBytes, withId } from "./content.ts";
import { fingerprint } from "./fingerprint.ts";
import { itemFromCbor } from "./from-cbor.ts";
import { rehearsalDocument } from "./rehearsal-document.ts";
import { itemToCbor } from "./to-cbor.ts";

const items = rehearsalDocument().document.accounts.flatMap((account) => account.items);

it("is the same under another identifier", () => {
  for (const item of items) expect(contentBytes({ ...item, id: utf8("other") })).toEqual(contentBytes(item));
});

it("differs between items", () => {
  expect(new Set(items.map((item) => Buffer.from(contentBytes(item)).toString("hex"))).size).toBe(items.length);
});

it("moves to another identifier whole", () => {
  for (const item of items) expect(itemFromCbor(withId(itemToCbor(item), utf8("other")))).toEqual({ ...item, id: utf8("other") });
});

it("refuses an identifier that is none", () => {
  const [item] = items;
  expect(() => withId(item ? itemToCbor(item) : new Uint8Array(), new Uint8Array())).toThrow(
    expect.objectContaining({ code: "format.malformed", path: "/id" }),
  );
});

it("has a fingerprint of 16 bytes: HMAC-SHA256 over the label and the bytes", () => {
  const hmacSha256 = (key: Uint8Array, ...parts: readonly Uint8Array[]) => new Uint8Array(createHmac("sha256", key).update(Buffer.concat(parts)).digest());
  const key = new Uint8Array(32).fill(5);
  const expected = createHmac("sha256", key).update("keyferry item v1\0abc").digest().subarray(0, 16);
  expect(fingerprint({ hmacSha256 } as Primitives, key, utf8("abc"))).toEqual(new Uint8Array(expected));
});
