import { describe, expect, it } from "vitest";
import { encodeCbor } from "../cbor/codec.ts";
import { accountFromCbor, collectionFromCbor, headerFromCbor, itemFromCbor } from "./from-cbor.ts";
import { rehearsalDocument } from "./rehearsal-document.ts";
import { accountToCbor, collectionToCbor, headerToCbor, itemToCbor } from "./to-cbor.ts";

const { document } = rehearsalDocument();
const ITEM = { id: Uint8Array.of(1), title: "t", credentials: [] };

function failure(work: () => unknown): { readonly code: string; readonly path: string | undefined } | undefined {
  try {
    work();
  } catch (error) {
    const { code, path } = error as { code: string; path: string | undefined };
    return { code, path };
  }
  return undefined;
}

describe("elements on the wire", () => {
  it("come back as they were", () => {
    for (const account of document.accounts) {
      for (const item of account.items) expect(itemFromCbor(itemToCbor(item))).toEqual(item);
      for (const collection of account.collections) expect(collectionFromCbor(collectionToCbor(collection))).toEqual(collection);
    }
  });

  it("leave the lists of a head behind", () => {
    const [account] = document.accounts;
    if (account === undefined) throw new Error("no account");
    const { items: _, collections: __, ...head } = account;
    expect(accountFromCbor(accountToCbor(account))).toEqual(head);
    const { accounts: ___, ...header } = document;
    expect(headerFromCbor(headerToCbor(document))).toEqual(header);
  });

  it.each([
    [{ ...ITEM, title: 7 }, "/title"],
    [{ ...ITEM, title: null }, "/title"],
    [{ id: ITEM.id, credentials: [] }, "/title"],
    [{ ...ITEM, id: "AQ" }, "/id"],
    [{ ...ITEM, id: new Uint8Array() }, "/id"],
    [{ ...ITEM, creationAt: -1 }, "/creationAt"],
    [{ ...ITEM, creationAt: 1.5 }, "/creationAt"],
    [{ ...ITEM, tags: [] }, "/tags"],
    [{ ...ITEM, favorite: 1 }, "/favorite"],
    [{ ...ITEM, credentials: {} }, "/credentials"],
    [{ ...ITEM, credentials: [{ type: 1 }] }, "/credentials/0/type"],
    [{ ...ITEM, credentials: [{ type: "__proto__" }] }, "/credentials/0"],
    [{ ...ITEM, credentials: [{ type: "basic-auth", username: "bare" }] }, "/credentials/0/username"],
    [{ ...ITEM, credentials: [{ type: "totp", secret: "AA", period: 30, digits: 6, algorithm: "steam" }] }, "/credentials/0/algorithm"],
    [{ ...ITEM, credentials: [{ type: "passkey" }] }, "/credentials/0/credentialId"],
    [{ ...ITEM, extensions: [{ name: "shared" }] }, "/extensions/0/accessors"],
    [{ ...ITEM, "un/known~": Uint8Array.of(1) }, "/un~1known~0"],
    [{ ...ITEM, unknown: { deep: [Uint8Array.of(1)] } }, "/unknown/deep/0"],
  ])("are refused where they are not CXF (%#)", (value, path) => {
    expect(failure(() => itemFromCbor(encodeCbor(value)))).toEqual({ code: "format.malformed", path });
  });

  it.each([
    [{ ...ITEM, id: new Uint8Array(65) }, "/id"],
    [{ ...ITEM, credentials: [{ type: "x".repeat(65) }] }, "/credentials/0/type"],
    [{ ...ITEM, credentials: [{ type: "passkey", credentialId: new Uint8Array(1_024) }] }, "/credentials/0/credentialId"],
  ])("are refused where they are too large (%#)", (value, path) => {
    expect(failure(() => itemFromCbor(encodeCbor(value)))).toEqual({ code: "format.limit-exceeded", path });
  });

  it("are refused when a head brings its lists", () => {
    const head = { id: Uint8Array.of(1), username: "", email: "" };
    expect(failure(() => accountFromCbor(encodeCbor({ ...head, items: [] })))).toEqual({ code: "format.malformed", path: "/items" });
  });

  it("are refused in another major version", () => {
    const head = { version: { major: 2, minor: 0 }, exporterRpId: "", exporterDisplayName: "", timestamp: 0 };
    expect(failure(() => headerFromCbor(encodeCbor(head)))?.code).toBe("format.unsupported");
  });

  it("are refused with collections deeper than 32", () => {
    let tree: Parameters<typeof collectionToCbor>[0] = { id: Uint8Array.of(1), title: "", items: [] };
    for (let level = 0; level < 33; level++) tree = { id: Uint8Array.of(1), title: "", items: [], subCollections: [tree] };
    expect(failure(() => collectionToCbor(tree))?.code).toBe("format.limit-exceeded");
    expect(collectionFromCbor(collectionToCbor(tree.subCollections?.[0] ?? tree)).title).toBe("");
  });

  it("are refused with unknown members deeper than 32", () => {
    const deep = JSON.parse(`${"[".repeat(33)}${"]".repeat(33)}`);
    expect(failure(() => itemToCbor({ ...ITEM, deep }))?.code).toBe("format.limit-exceeded");
  });

  it("are never written from a value that is not what its type says", () => {
    expect(failure(() => itemToCbor({ ...ITEM, subtitle: undefined } as never))).toEqual({ code: "format.malformed", path: "/subtitle" });
  });
});
