// The page's policy allows its own files and nothing inline; the one exception is the text react-aria really adds.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PAGE_HEADERS, PRESSABLE_STYLE } from "./page-policy.ts";

const USE_PRESS = join(import.meta.dirname, "../../node_modules/react-aria/dist/private/interactions/usePress.mjs");

function directive(name: string): readonly string[] | undefined {
  const directives = (PAGE_HEADERS["Content-Security-Policy"] ?? "").split("; ").map((text) => text.split(" "));
  return directives.find(([first]) => first === name)?.slice(1);
}

test.each(["default-src", "connect-src", "form-action", "frame-ancestors", "base-uri"])("%s is closed", (name) => {
  expect(directive(name)).toEqual(["'none'"]);
});

test("scripts come from the app alone", () => {
  expect(directive("script-src")).toEqual(["'self'"]);
});

test("no directive allows inline code, evaluation, a wildcard or the network", () => {
  expect(PAGE_HEADERS["Content-Security-Policy"]).not.toMatch(/unsafe|\*|https?:|wss?:|blob:/);
});

test("of what a page can be given it may ask for the camera alone", () => {
  const given = (PAGE_HEADERS["Permissions-Policy"] ?? "").split(", ").filter((one) => !one.endsWith("=()"));
  expect([given, PAGE_HEADERS["Permissions-Policy"]?.includes("microphone=()")]).toEqual([["camera=(self)"], true]);
});

test("the one style that is allowed by its hash is the one react-aria adds", () => {
  const [, text = ""] = /style\.textContent = `([^`]+)`\.trim\(\)/.exec(readFileSync(USE_PRESS, "utf8")) ?? [];
  const style = text.replace(/\$\{[^}]+\}/, "data-react-aria-pressable").trim();
  expect(`sha256-${createHash("sha256").update(style).digest("base64")}`).toBe(PRESSABLE_STYLE);
});
