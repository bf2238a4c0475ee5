// What the tools of macOS and Windows say about their firewalls, read.

import { expect, test } from "vitest";
import { macFirewall, windowsFirewall } from "./firewall.ts";

test.each([
  ["Firewall is disabled. (State = 0)", "open"],
  ["Firewall is enabled. (State = 1)", "unclear"],
  ["Firewall is blocking all non-essential incoming connections. (State = 2)", "blocked"],
  ["", "unseen"],
])("macOS: %s", (said, state) => {
  expect(macFirewall(said)).toEqual({ state, by: "macOS" });
});

const ON = "profile Domain True Block\r\nprofile Private True Block\r\nprofile Public True Block\r\n";

test.each([
  ["a private network", `network Private\r\n${ON}`, { state: "unclear", by: "Windows" }],
  ["a public network", `network Public\r\n${ON}`, { state: "unclear", by: "Windows, public network" }],
  ["a domain's network", `network DomainAuthenticated\r\n${ON}`, { state: "unclear", by: "Windows" }],
  ["a profile that is off", "network Private\r\nprofile Private False Block\r\n", { state: "open", by: "Windows" }],
  ["a profile that lets everything in", "network Private\r\nprofile Private True Allow\r\n", { state: "open", by: "Windows" }],
  ["no answer", "", { state: "unseen", by: "Windows" }],
])("Windows: %s", (_what, said, seen) => {
  expect(windowsFirewall(said)).toEqual(seen);
});
