// What strangers named things is shown without obeying it.

import fc from "fast-check";
import { expect, test } from "vitest";
import { shownText } from "./shown-text.ts";

test.each([
  ["a line break", "one\r\ntwo", "one two"],
  ["a direction override", "exe.\u202etxt", "exe.txt"],
  ["isolates", "\u2066a\u2069b", "ab"],
  ["an escape sequence", "\u001b[31mred", "[31mred"],
  ["half a character", "a\ud800", "a\ufffd"],
])("%s is taken away", (_, text, shown) => {
  expect(shownText(text, 20)).toBe(shown);
});

test("what is too long ends with an ellipsis", () => {
  expect(shownText("abcdef", 4)).toBe("abc…");
});

test("no text is longer than allowed, or holds a control character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.integer({ min: 1, max: 64 }), (text, longest) => {
      const shown = shownText(text, longest);
      return [...shown].length <= longest && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(shown);
    }),
  );
});
