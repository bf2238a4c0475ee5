import { describe, expect, it } from "vitest";
import { decodeDocument } from "./decode.ts";
import type { CxfDocument } from "./document.ts";
import { encodeDocument, encodeDocumentParts } from "./encode.ts";
import { rehearsalDocument } from "./rehearsal-document.ts";

const ID = Uint8Array.of(1);
const HEAD = { version: { major: 1, minor: 0 }, exporterRpId: "a.example", exporterDisplayName: "A", timestamp: 7 };

function documentOf(account: object): CxfDocument {
  return { ...HEAD, accounts: [{ id: ID, username: "", email: "", collections: [], items: [], ...account }] };
}

describe("the writer", () => {
  it("writes required lists even when they are empty", () => {
    expect(JSON.parse(encodeDocument(documentOf({})))).toEqual({ ...HEAD, accounts: [{ id: "AQ", username: "", email: "", collections: [], items: [] }] });
  });

  it("writes a document without accounts", () => {
    expect(encodeDocument({ ...HEAD, accounts: [] })).toBe(
      '{"version":{"major":1,"minor":0},"exporterRpId":"a.example","exporterDisplayName":"A","timestamp":7,"accounts":[]}',
    );
  });

  it("calls every document 1.0 and keeps what else the version says", () => {
    const text = encodeDocument({ ...HEAD, version: { major: 1, minor: 9, future: true }, accounts: [] });
    expect(JSON.parse(text).version).toEqual({ major: 1, minor: 0, future: true });
  });

  it.each([
    [{ fullName: null }, "/accounts/0/fullName"],
    [{ items: [{ id: ID, title: "t", credentials: [], tags: [] }] }, "/accounts/0/items/0/tags"],
    [
      {
        items: [
          { id: ID, title: "t", credentials: [] },
          { id: ID, title: "u", credentials: [] },
        ],
      },
      "/accounts/0/items/1/id",
    ],
    [
      { collections: [{ id: ID, title: "t", items: [], subCollections: [{ id: ID, title: "u", items: [] }] }] },
      "/accounts/0/collections/0/subCollections/0/id",
    ],
    [{ items: [{ id: ID, title: "t", credentials: [{ type: "note", content: { fieldType: "string" } }] }] }, "/accounts/0/items/0/credentials/0/content/value"],
  ])("refuses what is not CXF (%#)", (account, path) => {
    expect(() => encodeDocument(documentOf(account))).toThrow(expect.objectContaining({ code: "format.malformed", path }));
  });

  it("keeps a date that is none: text that was read is never lost", () => {
    const passport = { type: "passport", birthDate: { fieldType: "date", value: "spring 1990" } };
    expect(encodeDocument(documentOf({ items: [{ id: ID, title: "t", credentials: [passport] }] }))).toContain("spring 1990");
  });

  it("asks for one item at a time and gives it at once", () => {
    const asked: number[] = [];
    function* items() {
      for (let i = 0; i < 3; i++) {
        asked.push(i);
        yield { id: Uint8Array.of(i), title: "t", credentials: [] };
      }
    }
    const account = { head: { id: ID, username: "", email: "" }, collections: [], items: items() };
    const parts = encodeDocumentParts({ head: HEAD, accounts: [account] });
    for (const part of parts) if (part.includes('"id":"AA"')) break;
    expect(asked).toEqual([0]);
  });
});

describe("the rehearsal document", () => {
  const { document } = rehearsalDocument();

  it("is written in parts that together are the whole", () => {
    const accounts = document.accounts.map((account) => ({ head: account, collections: account.collections, items: account.items }));
    expect([...encodeDocumentParts({ head: document, accounts })].join("")).toBe(encodeDocument(document));
  });

  it("is the same after JSON", () => {
    expect(decodeDocument(encodeDocument(document)).document).toStrictEqual(document);
  });
});
