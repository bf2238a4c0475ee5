// The words follow the preference, and the system where the preference says so.

import { expect, test } from "vitest";
import { languageOf, wordsOf } from "./text.ts";

test.each([
  ["system", "de", "Sperren"],
  ["system", "en", "Lock"],
  ["en", "de", "Lock"],
  ["de", "en", "Sperren"],
] as const)("preference %s on a system in %s says %s", (language, systemLanguage, lock) => {
  expect(wordsOf({ preferences: { language }, systemLanguage }).lock).toBe(lock);
});

test.each([
  [["de-AT", "en-GB"], "de"],
  [["fr", "DE"], "de"],
  [["en_US.UTF-8", "de"], "en"],
  [["fr"], "en"],
  [[], "en"],
] as const)("of %j the system's language is %s", (tags, language) => {
  expect(languageOf(tags)).toBe(language);
});
