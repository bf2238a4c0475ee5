// What is chosen to send.

import { expect, test } from "vitest";
import { FIRST_DRAFT, MOST_ITEMS, type SendDraft, selectionOf, withItem, withKind } from "./store.ts";

const ref = (item: string) => ({ account: "YQ", item });
const draft = (part: Partial<SendDraft>): SendDraft => ({ ...FIRST_DRAFT, ...part });

test("everything is chosen at first", () => {
  expect(selectionOf(FIRST_DRAFT)).toEqual({ by: "all" });
});

test.each(["kinds", "items"] as const)("no %s are no selection", (by) => {
  expect(selectionOf(draft({ by }))).toBeUndefined();
});

test("a kind is chosen once, however often", () => {
  const twice = withKind(withKind(draft({ by: "kinds" }), "note", true), "note", true);
  expect(selectionOf(twice)).toEqual({ by: "kinds", kinds: ["note"] });
});

test("an item chosen again is not chosen", () => {
  const chosen = [ref("a"), ref("b"), ref("a")].reduce(withItem, draft({ by: "items" }));
  expect(selectionOf(chosen)).toEqual({ by: "items", items: [ref("b")] });
});

test("more items than can be named are no selection", () => {
  const items = new Map(Array.from({ length: MOST_ITEMS + 1 }, (_, i) => [`${i}`, ref(`${i}`)]));
  expect(selectionOf(draft({ by: "items", items }))).toBeUndefined();
});
