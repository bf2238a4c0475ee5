import { expect, test } from "vitest";
import { utf8 } from "../bytes.ts";
import type { Collection } from "../cxf/document.ts";
import { collectionTree, folderPath } from "./collection-tree.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";

const tree = () => collectionTree((path) => utf8(path.join("/")));

test("a place between named ones gets a derived identifier", () => {
  const made = tree();
  made.add(["a", "b"], Uint8Array.of(1));
  expect(made.finish()).toEqual([{ id: utf8("a"), title: "a", items: [], subCollections: [{ id: Uint8Array.of(1), title: "b", items: [] }] }]);
});

test("a place named later keeps its own identifier", () => {
  const made = tree();
  made.add(["a", "b"]);
  made.add(["a"], Uint8Array.of(1));
  expect(made.finish()[0]?.id).toEqual(Uint8Array.of(1));
});

test("the same name in two places is two collections", () => {
  const made = tree();
  made.link(["a", "x"], Uint8Array.of(1));
  made.link(["b", "x"], Uint8Array.of(2));
  expect(made.finish().map(({ subCollections }) => subCollections?.[0]?.items)).toEqual([[{ item: Uint8Array.of(1) }], [{ item: Uint8Array.of(2) }]]);
});

test("a folder called __proto__ is a folder", () => {
  const made = tree();
  made.add(["__proto__", "constructor"]);
  expect(made.finish()).toMatchObject([{ title: "__proto__", subCollections: [{ title: "constructor" }] }]);
});

test.each([
  ["a", ["a"]],
  ["a/b/c", ["a", "b", "c"]],
  ["a//b", ["a//b"]],
  ["/a", ["/a"]],
  ["a/ ", ["a/ "]],
  ["", [""]],
])("%j is %j", (name, path) => {
  expect(folderPath(name)).toEqual(path);
});

test("what is too deep stays one name, and nothing of it is lost", () => {
  const name = Array.from({ length: 1000 }, (_, i) => String(i)).join("/");
  const path = folderPath(name);
  expect([path.length, path.join("/")]).toEqual([SOURCE_LIMITS.collectionDepth, name]);
});

test("a deep tree stays within the depth of the exchange format", () => {
  const made = tree();
  made.add(folderPath("x/".repeat(500).slice(0, -1)));
  let depth = 0;
  for (let at: Collection | undefined = made.finish()[0]; at !== undefined; at = at.subCollections?.[0]) depth++;
  expect(depth).toBe(SOURCE_LIMITS.collectionDepth);
});
