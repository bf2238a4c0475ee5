import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareBytes } from "../bytes.ts";
import { titleKey } from "./title-key.ts";

const inOrder = (titles: readonly string[]): readonly string[] => titles.toSorted((a, b) => compareBytes(titleKey(a), titleKey(b)));

describe("titles stand", () => {
  it.each([
    ["in any case", ["apple", "Banana", "cherry", "Damson"]],
    ["with numbers by value", ["Item 2", "item 9", "Item 10", "item 100", "Item 1234567890", "Item 12345678901"]],
    ["with numbers before letters", ["1 a", "10 a", "a"]],
    ["without their accents", ["eclair a", "Éclair b", "eclair c", "zoo"]],
    ["with other scripts behind", ["zoo", "Ωmega", "Яблоко", "漢字"]],
    ["with the shorter one first", ["mail", "mail 1", "mailbox"]],
    ["with an empty one first", ["", "\u0000", " ", "a"]],
  ])("%s", (_, titles) => {
    expect(inOrder(titles.toReversed())).toEqual(titles);
  });
});

it("zeros before a number change nothing", () => {
  expect(titleKey("7 of 00010")).toEqual(titleKey("007 of 10"));
});

it("what comes after 200 bytes changes nothing", () => {
  expect(titleKey(`${"ü".repeat(100)}a`)).toEqual(titleKey(`${"ü".repeat(100)}b`));
});

it("no title's key has the byte that ends it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (title) => {
      expect(titleKey(title)).not.toContain(0);
    }),
  );
});

it("no title is longer as a key than there is room for", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("1a", "\ufdfa", "9", "ab", "\u0390"), minLength: 50, maxLength: 300 }), (title) => {
      expect(titleKey(title).length).toBeLessThan(400);
    }),
  );
});
