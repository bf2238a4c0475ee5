// Each trouble is named with one fix, and a healthy computer is told so.

import { expect, test } from "vitest";
import { type DoctorProbes, examine } from "./doctor.ts";

const healthy: DoctorProbes = {
  interfaces: () => [{ name: "eth0", addresses: ["192.168.1.5"], internal: false }],
  defaultRoute: async () => "eth0",
  listen: async () => undefined,
  bindMulticastPort: async () => undefined,
  joinMulticast: async () => undefined,
  keyStore: async () => "present",
};

async function troubles(over: Partial<DoctorProbes>): Promise<readonly string[]> {
  return (await examine({ ...healthy, ...over })).filter(({ kind }) => kind === "trouble").map(({ check }) => check);
}

test("a healthy computer has no trouble", async () => {
  expect(await troubles({})).toEqual([]);
});

test.each<[string, Partial<DoctorProbes>]>([
  ["network", { interfaces: () => [{ name: "lo", addresses: ["127.0.0.1"], internal: true }] }],
  ["network", { interfaces: () => [{ name: "eth0", addresses: [], internal: false }] }],
  ["vpn", { defaultRoute: async () => "wg0" }],
  ["vpn", { defaultRoute: async () => "utun3" }],
  ["listening", { listen: async () => "EACCES" }],
  ["multicast-port", { bindMulticastPort: async () => "EADDRINUSE" }],
  ["multicast", { joinMulticast: async () => "ENODEV" }],
  ["key-store", { keyStore: async () => "locked" }],
  ["key-store", { keyStore: async () => "unavailable" }],
])("%s trouble is found", async (check, over) => {
  expect(await troubles(over)).toEqual([check]);
});

test("every trouble has a fix", async () => {
  const sick = await examine({
    interfaces: () => [],
    defaultRoute: async () => "tun0",
    listen: async () => "E",
    bindMulticastPort: async () => "E",
    joinMulticast: async () => "E",
    keyStore: async () => "locked",
  });
  expect(sick.filter(({ fix }) => fix === undefined)).toEqual([]);
});

test.each<[string, Partial<DoctorProbes>, string]>([
  ["network", {}, "eth0 192.168.1.5"],
  ["vpn", { defaultRoute: async () => "wg0" }, "wg0"],
  ["listening", { listen: async () => "EACCES" }, "EACCES"],
  ["key-store", { keyStore: async () => "locked" }, "locked"],
])("what the sentence about %s names is there by itself", async (check, over, detail) => {
  const found = (await examine({ ...healthy, ...over })).find((one) => one.check === check);
  expect(found?.detail).toBe(detail);
});
