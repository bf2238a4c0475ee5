// Both catalogs are whole: the same ids, texts that parse, and the same values to fill in.

import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { ENGLISH, GERMAN } from "./messages.ts";

const ids = Object.keys(ENGLISH) as (keyof typeof ENGLISH)[];

function valuesOf(text: string, language: string): readonly string[] {
  const names = new Set<string>();
  const visit = (parts: unknown): void => {
    if (Array.isArray(parts)) for (const part of parts) visit(part);
    else if (typeof parts === "object" && parts !== null) {
      const { type, value, options, children } = parts as {
        type?: number;
        value?: unknown;
        options?: { [name: string]: { value: unknown } };
        children?: unknown;
      };
      if (type !== 0 && type !== 7 && typeof value === "string") names.add(value);
      for (const option of Object.values(options ?? {})) visit(option.value);
      visit(children);
    }
  };
  visit(new IntlMessageFormat(text, language).getAst());
  return [...names].sort();
}

test("both languages have the same messages", () => {
  expect(Object.keys(GERMAN).sort()).toEqual([...ids].sort());
});

test.each(ids)("%s takes the same values in both languages", (id) => {
  expect(valuesOf(GERMAN[id], "de")).toEqual(valuesOf(ENGLISH[id], "en"));
});

test("no German text is empty or left in English by mistake", () => {
  expect(ids.filter((id) => GERMAN[id].trim() === "")).toEqual([]);
});
