// Names of files in titles.

import { expect, test } from "vitest";
import { shortName } from "./short-name.ts";

test("a name of usual length stays", () => {
  expect(shortName("export.json")).toBe("export.json");
});

test("a long name keeps its beginning and its extension", () => {
  expect(shortName(`beginning-${"x".repeat(80)}-end.kdbx`)).toMatch(/^beginning-x+…x+-end\.kdbx$/u);
});

test("a long name becomes as long as a title takes", () => {
  expect(shortName("y".repeat(200))).toHaveLength(48);
});
