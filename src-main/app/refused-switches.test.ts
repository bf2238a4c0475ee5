// With which switches a released app does not start.

import { expect, test } from "vitest";
import { isRefused } from "./refused-switches.ts";

const startedWith =
  (...names: readonly string[]) =>
  (name: string) =>
    names.includes(name);

test.each(["remote-debugging-port", "inspect-brk", "js-flags", "renderer-cmd-prefix", "browser-subprocess-path", "single-process"])(
  "--%s is refused",
  (name) => {
    expect(isRefused(startedWith("lang", name))).toBe(true);
  },
);

test.each(["vault", "user-data-dir", "lang", "ozone-platform", "no-sandbox"])("--%s is not", (name) => {
  expect(isRefused(startedWith(name))).toBe(false);
});
