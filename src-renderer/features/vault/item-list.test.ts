// Loading the list: what is asked for, and which answers count.

import { expect, test } from "vitest";
import type { ListView } from "../../../src-shared/ipc/views-vault.ts";
import { ItemList, type Query } from "./item-list.ts";
import { rowAt } from "./row-pages.ts";

const query = (text: string): Query => ({ scope: { by: "all" }, text, order: "title" });

/** A list whose answers come when the test says so. */
function listWith(total: number) {
  const asked: { readonly text: string; readonly from: number; readonly answer: () => void; readonly fail: () => void }[] = [];
  const list = new ItemList(({ text }, from, count) => {
    const { promise, resolve, reject } = Promise.withResolvers<ListView>();
    const rows = Array.from({ length: Math.min(count, total - from) }, (_, i) => ({
      ref: { account: "a", item: `${text}${from + i}` },
      title: `${text}${from + i}`,
      detail: "",
      kinds: [],
      favorite: false,
    }));
    asked.push({ text, from, answer: () => resolve({ total, from, generation: 1, rows }), fail: () => reject(new Error("no")) });
    return promise;
  });
  const settle = () => new Promise<void>((done) => setImmediate(done));
  const title = (index: number) => rowAt(list.store.getState().rows, index)?.title;
  return { list, asked, settle, title };
}

test("each letter typed asks at once", () => {
  const { list, asked } = listWith(10);
  for (const text of ["g", "gi", "git"]) list.want(query(text), 1);
  expect(asked.map(({ text }) => text)).toEqual(["g", "gi", "git"]);
});

test("an answer to an earlier query is dropped", async () => {
  const { list, asked, settle, title } = listWith(10);
  list.want(query("g"), 1);
  list.want(query("gi"), 1);
  asked[1]?.answer();
  await settle();
  asked[0]?.answer();
  await settle();
  expect(title(0)).toBe("gi0");
});

test("old rows stay while the next query is asked", async () => {
  const { list, asked, settle, title } = listWith(10);
  list.want(query("g"), 1);
  asked[0]?.answer();
  await settle();
  list.want(query("gi"), 1);
  expect(title(0)).toBe("g0");
});

test("dragging through a long list asks for two pages at once and then for where it stopped", async () => {
  const { list, asked, settle } = listWith(100_000);
  list.want(query(""), 1);
  asked[0]?.answer();
  await settle();
  for (let first = 1000; first <= 90_000; first += 1000) list.see(first, first + 20);
  asked[1]?.answer();
  await settle();
  expect(asked.map(({ from }) => from)).toEqual([0, 1000, 2000, 90_000]);
});

test("rows in sight are asked for again when the vault has changed", async () => {
  const { list, asked, settle } = listWith(50);
  list.want(query(""), 1);
  asked[0]?.answer();
  await settle();
  list.want(query(""), 2);
  expect(asked.length).toBe(2);
});

test("a failure is shown and not repeated by itself", async () => {
  const { list, asked, settle } = listWith(50);
  list.want(query(""), 1);
  asked[0]?.fail();
  await settle();
  expect([list.store.getState().failure, asked.length]).toEqual(["internal.bug", 1]);
});

test("nothing of the list is kept after it was cleared", async () => {
  const { list, asked, settle, title } = listWith(50);
  list.want(query(""), 1);
  list.clear();
  asked[0]?.answer();
  await settle();
  expect(title(0)).toBeUndefined();
});
