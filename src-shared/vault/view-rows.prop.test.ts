import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareBytes, concat, uint32, utf8 } from "../bytes.ts";
import { Haystack } from "./haystack.ts";
import { LazyOrder } from "./lazy-order.ts";
import { SortKeys } from "./sort-keys.ts";
import { encodeView } from "./stored-view.ts";
import { titleKey } from "./title-key.ts";
import { ViewRows } from "./view-rows.ts";

const ITEM = { urls: [], kinds: [], favorite: false, tags: [], passkeys: 0, totps: 0, files: 0, references: [] };
const STORED = { account: utf8("account"), addedAt: 1, size: 1, versions: 0, content: new Uint8Array(16), passkeys: [] };

const manyTitles = (maxLength: number) =>
  fc.array(fc.string({ unit: fc.constantFrom("a", "A", "b", "é", "1", "0"), maxLength }), { minLength: 30, maxLength: 1500, size: "max" });

describe("rows in the order of their titles", () => {
  it("stand so wherever one looks first", () => {
    fc.assert(
      fc.property(manyTitles(6), fc.array(fc.nat(), { maxLength: 5 }), (titles, looked) => {
        const order = orderOf(titles);
        for (const place of looked) order.at(place % titles.length);
        expect(titles.map((_, place) => order.at(place))).toEqual(sorted(titles));
      }),
      { numRuns: 40 },
    );
  });

  it("are found where they stand, wherever one looked before", () => {
    fc.assert(
      fc.property(manyTitles(3), fc.nat(), fc.nat(), (titles, looked, wanted) => {
        const order = orderOf(titles);
        order.at(looked % titles.length);
        expect(order.placeOf(wanted % titles.length)).toBe(sorted(titles).indexOf(wanted % titles.length));
      }),
      { numRuns: 40 },
    );
  });

  it("that are not among them have no place", () => {
    expect(orderOf(["a", "b"]).placeOf(2)).toBe(-1);
  });
});

it("a search finds every row with the text and no other, among any number of rows", () => {
  fc.assert(
    fc.property(
      manyTitles(4),
      fc.oneof(fc.constant("\n\n\n"), fc.string({ unit: fc.constantFrom("a", "É", "1", "\n"), minLength: 1, maxLength: 3 })),
      (titles, text) => {
        const found: number[] = [];
        new Haystack(rowsOf(titles)).search(text, (row) => found.push(row));
        const words = titles.map((title) => `${title}\n\n`.toLowerCase());
        expect(found).toEqual(Array.from(titles.keys()).filter((row) => words[row]?.includes(text.toLowerCase())));
      },
    ),
    { numRuns: 40 },
  );
});

function rowsOf(titles: readonly string[]): ViewRows {
  const rows = new ViewRows([]);
  for (const [order, title] of titles.entries()) {
    rows.add(concat(new Uint8Array(12), uint32(order)), encodeView({ ...STORED, order, item: { ...ITEM, id: utf8(`item ${order}`), title } }));
  }
  return rows;
}

function orderOf(titles: readonly string[]): LazyOrder {
  const rows = rowsOf(titles);
  const keys = new SortKeys("title");
  keys.extend(rows);
  return new LazyOrder(Uint32Array.from(titles.keys()), keys);
}

function sorted(titles: readonly string[]): readonly number[] {
  const keys = titles.map(titleKey);
  return [...titles.keys()].sort((a, b) => compareBytes(keys[a] as Uint8Array, keys[b] as Uint8Array) || a - b);
}
