import { describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "../bytes.ts";
import type { Collection, CxfDocument } from "./document.ts";
import { rehearsalDocument } from "./rehearsal-document.ts";
import { selectFromDocument } from "./select.ts";
import { parseSelection } from "./selection.ts";

const { document } = rehearsalDocument();

function select(words: string): CxfDocument {
  return selectFromDocument(document, parseSelection(words));
}

function titles(selected: CxfDocument): readonly string[] {
  return selected.accounts.flatMap((account) => account.items.map((item) => item.title));
}

/** Collections as "title: links" with their subcollections behind. */
function outline(collections: readonly Collection[]): readonly string[] {
  return collections.flatMap(({ title, items, subCollections }) => [
    `${title}: ${items.map((link) => fromUtf8(link.item)).join(" ")}`,
    ...outline(subCollections ?? []),
  ]);
}

describe("a selection", () => {
  it("of all is the document itself", () => {
    expect(select("all")).toBe(document);
  });

  it.each([
    ["kind:totp", ["Mail", "Bank"]],
    ["kind:wifi,ssh-key", ["Server key", "Wi-Fi"]],
    ["kind:keyferry.app/loyalty-card", ["Loyalty card"]],
    ["id:bWFpbA", ["Mail"]],
    ["id:bWFpbA, YmFuaw", ["Mail", "Bank"]],
    ["tag:money", ["Bank"]],
    ["tag:MONEY,daily", ["Mail", "Bank"]],
    ["find:EXAMPLE.COM/login", ["Mail"]],
    ["find:everything", ["Mail"]],
    ["find:4711", ["Bank"]],
    ["find:nowhere", []],
  ])("%s takes %j", (words, expected) => {
    expect(titles(select(words))).toEqual(expected);
  });

  it("never looks at secrets", () => {
    expect(titles(select("find:hunter2"))).toEqual([]);
  });

  it("takes along what an item points to, in another account too", () => {
    expect(titles(select("id:cG9pbnRlcg"))).toEqual(["Where the server is", "Shared server"]);
  });

  it("follows references from item to item, and in circles", () => {
    const reference = (id: string, to: string) => ({ id: utf8(id), title: id, credentials: [{ type: "item-reference", reference: { item: utf8(to) } }] });
    const account = {
      id: utf8("a"),
      username: "",
      email: "",
      collections: [],
      items: [reference("1", "2"), reference("2", "3"), reference("3", "1"), reference("4", "1")],
    };
    const circle = { ...document, accounts: [account] };
    expect(titles(selectFromDocument(circle, { by: "id", ids: [utf8("2")] }))).toEqual(["1", "2", "3"]);
  });

  it("keeps only collections that still hold something, and those above them", () => {
    expect(outline(select("kind:wifi").accounts[0]?.collections ?? [])).toEqual(["Work: ", "Infrastructure: wifi"]);
  });

  it("keeps no link to what stays behind", () => {
    expect(outline(select("id:bWFpbA").accounts[0]?.collections ?? [])).toEqual(["Personal: mail", "Work: mail"]);
  });

  it("leaves out accounts it takes nothing from", () => {
    expect(select("kind:wifi").accounts).toHaveLength(1);
  });
});

describe("the words for a selection", () => {
  it.each(["", "everything", "kind:", "kind:a,,b", "id:!", "find: ", ":x", "ID:AQ"])("%j are not understood", (words) => {
    expect(() => parseSelection(words)).toThrow(expect.objectContaining({ code: "usage.invalid" }));
  });

  it("may hold colons and commas after find", () => {
    expect(parseSelection("find:a:b, c")).toEqual({ by: "text", text: "a:b, c" });
  });
});
