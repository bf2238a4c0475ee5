// What a compressor is given when a payload is packed: a closed list of members, and nothing else of a vault.

import { describe, expect, it } from "vitest";
import { markedVault } from "../../e2e/harness/marked-vault.ts";
import { utf8 } from "../bytes.ts";
import { decodeDocument } from "../cxf/decode.ts";
import type { CxfDocument, Item } from "../cxf/document.ts";
import { ITEM } from "../cxf/schema.ts";
import type { Shape, Struct } from "../cxf/shape.ts";
import { MemoryVault } from "../testing/memory-vault.ts";
import { documentOf } from "../testing/vault-fixture.ts";
import type { Compression } from "./compression.ts";
import { BLOCK, packed } from "./packing.ts";

/** Compresses nothing, and keeps what it was given. */
function recorder(): { readonly compression: Compression; readonly parts: readonly Uint8Array[]; given(): Uint8Array } {
  const parts: Uint8Array[] = [];
  const compress = (bytes: Uint8Array) => {
    parts.push(bytes.slice());
    return bytes.slice();
  };
  return {
    compression: { compress, decompress: (bytes) => bytes },
    parts,
    given: () => Buffer.concat(parts),
  };
}

/** All that the compressor is given of a document. */
async function givenOf(document: CxfDocument): Promise<Uint8Array> {
  const { compression, given } = recorder();
  const snapshot = await new MemoryVault({ document, files: [] }).source().snapshot(undefined);
  for (const _ of packed(snapshot.entries(), compression));
  return given();
}

const givenOfItem = (item: object) => givenOf(documentOf([{ id: utf8("i"), title: "t", credentials: [], ...item } as Item]));
const shows = (given: Uint8Array, text: string | Uint8Array) => Buffer.from(given).includes(Buffer.from(text));

/** An item, as far as `shape` goes, in which every text and every byte string says where it stands. */
function marked(shape: Shape, path: string, marks: string[]): unknown {
  switch (shape.shape) {
    case "text":
      marks.push(path);
      return path;
    case "bytes":
    case "id":
      marks.push(path);
      return utf8(path.slice(-mostBytes(shape)));
    case "choice":
      return shape.of[0];
    case "uint":
    case "time":
      return 1;
    case "flag":
      return true;
    case "field":
      marks.push(`${path}.value`);
      return { fieldType: shape.fieldType ?? "string", value: `${path}.value` };
    case "list":
      return [marked(shape.of, path, marks)];
    case "struct":
      return markedStruct(shape.struct(), path, marks);
    case "variant":
      return [...shape.of].map(([tag, struct]) => ({ ...markedStruct(struct, `${path}.${tag}`, marks), [shape.by]: tag }))[0];
  }
}

function mostBytes(shape: Shape): number {
  return shape.shape === "bytes" ? shape.maximum : 64;
}

function markedStruct(struct: Struct, path: string, marks: string[]): { [name: string]: unknown } {
  const members = [...struct.members].filter(([name]) => name !== "type" && name !== "extensions");
  return Object.fromEntries(members.map(([name, { shape }]) => [name, marked(shape, `${path}.${name}`, marks)]));
}

/** One item with a credential of every type, and the places in it. */
function everyCredential(): { readonly item: Item; readonly marks: readonly string[] } {
  const marks: string[] = [];
  const { credentials: _, ...rest } = markedStruct({ ...ITEM, members: new Map([...ITEM.members].filter(([name]) => name !== "credentials")) }, "item", marks);
  const shape = ITEM.members.get("credentials")?.shape;
  if (shape?.shape !== "list" || shape.of.shape !== "variant") throw new Error("credentials are a list of variants");
  const credentials = [...shape.of.of].map(([type, struct]) => ({ ...markedStruct(struct, type, marks), type }));
  return { item: { ...rest, credentials } as unknown as Item, marks };
}

describe("a compressor is given", () => {
  it("of all that an item can hold, these members", async () => {
    const { item, marks } = everyCredential();
    const given = await givenOfItem(item);
    expect(marks.filter((mark) => shows(given, mark)).toSorted()).toEqual(
      [
        ...["item.title", "item.subtitle", "item.tags", "item.scope.urls", "item.scope.androidApps.bundleId", "item.scope.androidApps.name"],
        ...["basic-auth.username.value", "api-key.url.value", "passkey.rpId", "passkey.username", "passkey.userDisplayName"],
        ...["totp.issuer", "totp.username"],
      ].toSorted(),
    );
  });

  it("no secret of a vault whose secrets are known", async () => {
    const { json, secrets } = markedVault();
    const given = await givenOf(decodeDocument(json).document);
    expect(secrets.filter(({ bytes }) => shows(given, bytes)).map(({ name }) => name)).toEqual([]);
  });

  it("the titles of that vault", async () => {
    expect(shows(await givenOf(decodeDocument(markedVault().json).document), "The passkey")).toBe(true);
  });

  it.each([
    ["a member it does not know", { futureMember: "hunter2" }],
    ["the name of a member it does not know", { hunter2: 1 }],
    ["a credential of a kind it does not know", { credentials: [{ type: "future-kind", title: "hunter2" }] }],
    ["the name of a kind it does not know", { credentials: [{ type: "hunter2" }] }],
    ["a field of a kind it does not know", { credentials: [{ type: "note", content: { fieldType: "hunter2", value: "x" } }] }],
    ["what an extension holds", { extensions: [{ name: "example.com/x", title: "hunter2" }] }],
    ["an address with a password", { scope: { urls: ["https://ann:hunter2@example.com"], androidApps: [] } }],
    ["an address with a token", { scope: { urls: ["https://example.com/?token=hunter2"], androidApps: [] } }],
    ["the fragment of an address", { scope: { urls: ["https://example.com/#hunter2"], androidApps: [] } }],
    ["a title as long as a document", { title: `${"x".repeat(250)} hunter2` }],
  ])("not %s", async (_, item) => {
    expect(shows(await givenOfItem(item), "hunter2")).toBe(false);
  });

  it("the same word where it is harmless", async () => {
    expect(shows(await givenOfItem({ title: "hunter2" }), "hunter2")).toBe(true);
  });
});

describe("a packed payload", () => {
  it("has an item larger than a block as it is", async () => {
    const { compression } = recorder();
    const note = { type: "note", content: { fieldType: "string", value: "x".repeat(BLOCK) } };
    const document = documentOf([{ id: utf8("i"), title: "t", credentials: [note] } as Item]);
    const entries = [...(await new MemoryVault({ document, files: [] }).source().snapshot(undefined)).entries()];
    const large = entries.find(({ length }) => length > BLOCK);
    expect([...packed(entries, compression)].some((one) => one === large)).toBe(true);
  });

  it("has no part of a block above its size", async () => {
    const { compression, parts } = recorder();
    const document = documentOf(Array.from({ length: 3000 }, (_, i) => ({ id: utf8(`i${i}`), title: "t".repeat(100), credentials: [] }) as Item));
    const snapshot = await new MemoryVault({ document, files: [] }).source().snapshot(undefined);
    for (const _ of packed(snapshot.entries(), compression));
    expect([parts.length > 2, parts.every(({ length }) => length <= BLOCK)]).toEqual([true, true]);
  });

  it("comes out the same the second time", async () => {
    const { compression } = recorder();
    const snapshot = await new MemoryVault({ document: decodeDocument(markedVault().json).document, files: [] }).source().snapshot(undefined);
    const once = () => Buffer.concat([...packed(snapshot.entries(), compression)]);
    expect(once()).toEqual(once());
  });
});
