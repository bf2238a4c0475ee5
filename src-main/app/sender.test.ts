// Nobody but the window's own page is answered.

import { expect, test } from "vitest";
import { type Frame, isOwnPage } from "./sender.ts";

const page: Frame = { origin: "app://keyferry", url: "app://keyferry/index.html#/vault", frameTreeNodeId: 1, parent: null };

test.each([
  ["the page", page, true],
  ["a frame within it", { ...page, frameTreeNodeId: 2, parent: page }, false],
  ["a frame that says it is the page's", { ...page, parent: page }, false],
  ["another window", { ...page, frameTreeNodeId: 3 }, false],
  ["another origin in its place", { ...page, origin: "https://keyferry.example" }, false],
  ["an opaque origin in its place", { ...page, origin: "null" }, false],
  ["an empty page that has inherited the origin", { ...page, url: "about:blank" }, false],
  ["another file of the app", { ...page, url: "app://keyferry/assets/a.js" }, false],
  ["a frame that is gone", null, false],
])("%s: %j", (_who, sender, own) => {
  expect(isOwnPage(sender, page)).toBe(own);
});
