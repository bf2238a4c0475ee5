import { expect, test } from "vitest";
import { scopeOf } from "./scope-of.ts";

test.each([
  ["https://a.example/", { urls: ["https://a.example/"], androidApps: [] }],
  ["a.example", { urls: ["a.example"], androidApps: [] }],
  ["iosapp://com.example", { urls: ["iosapp://com.example"], androidApps: [] }],
  ["androidapp://com.example.app", { urls: [], androidApps: [{ bundleId: "com.example.app" }] }],
  ["android://tooshort@com.example.app/", { urls: [], androidApps: [{ bundleId: "com.example.app" }] }],
  ["android://x@not an app/", { urls: ["android://x@not an app/"], androidApps: [] }],
  ["", { urls: [], androidApps: [] }],
])("%j", (address, scope) => {
  expect(scopeOf([address])).toEqual(scope);
});

test("repeated addresses are one", () => {
  expect(scopeOf(["https://a.example", undefined, "https://a.example"]).urls).toEqual(["https://a.example"]);
});
