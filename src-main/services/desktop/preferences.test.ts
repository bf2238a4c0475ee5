// Preferences survive a damaged file and are changed one at a time.

import { expect, test } from "vitest";
import { loadPreferences } from "./preferences.ts";

const DEFAULTS = { theme: "system", language: "system", autoLockMinutes: 10, clipboardSeconds: 30, tray: false, useBluetooth: true };
const kept = (value: unknown) => ({ load: () => value, save: () => {} });

test.each([undefined, null, "text", [], { theme: "pink", autoLockMinutes: -1, clipboardSeconds: 1e9, tray: "yes", language: 4 }])(
  "what is not understood gets its default: %j",
  (value) => {
    expect(loadPreferences(kept(value))).toEqual(DEFAULTS);
  },
);

test("what is understood is kept beside what is not", () => {
  expect(loadPreferences(kept({ theme: "dark", autoLockMinutes: 0, clipboardSeconds: 1.5, more: 1 }))).toEqual({
    ...DEFAULTS,
    theme: "dark",
    autoLockMinutes: 0,
  });
});
