// Where to send, as a person types it.

import { expect, test } from "vitest";
import { addressText, parseWanted } from "./address.ts";

test.each([
  ["192.168.1.5:4000", { host: "192.168.1.5", port: 4000 }],
  ["laptop.local:1", { host: "laptop.local", port: 1 }],
  ["[2001:db8::1]:65535", { host: "2001:db8::1", port: 65_535 }],
  ["keyferry:192.168.1.5:4000", { host: "192.168.1.5", port: 4000 }],
  [" 0123456789ABCDEF ", { id: "0123456789abcdef" }],
])("%s is understood", (text, wanted) => {
  expect(parseWanted(text)).toEqual(wanted);
});

test.each(["", "laptop", "laptop:0", "laptop:65536", "2001:db8::1:80", ":80", "a b:80", "laptop:80x"])("%j is not an address", (text) => {
  expect(() => parseWanted(text)).toThrow(/usage.invalid/);
});

test("an IPv6 address is written in brackets", () => {
  expect(addressText("::1", 80)).toBe("[::1]:80");
});
