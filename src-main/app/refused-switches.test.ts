// With which switches a released app does not start.

import { expect, test } from "vitest";
import { refusedSwitch } from "./refused-switches.ts";

const startedWith =
  (...names: readonly string[]) =>
  (name: string) =>
    names.includes(name);

test.each(["remote-debugging-port", "inspect-brk", "js-flags", "renderer-cmd-prefix", "browser-subprocess-path", "single-process", "no-sandbox"])(
  "--%s is refused",
  (name) => {
    expect(refusedSwitch(startedWith("lang", name))).toBe(name);
  },
);

test.each(["vault", "user-data-dir", "lang", "ozone-platform"])("--%s is not", (name) => {
  expect(refusedSwitch(startedWith(name))).toBe(undefined);
});
