// Each trouble is named with one fix and another way, and a healthy computer is told so.

import { expect, test } from "vitest";
import type { Diagnosis } from "./diagnosis.ts";
import { type DoctorProbes, examine } from "./doctor.ts";
import type { BluetoothSeen } from "./doctor-bluetooth.ts";
import { type Counterpart, parseCounterpart } from "./doctor-counterpart.ts";

const BOTH: BluetoothSeen = { central: "ready", peripheral: "ready" };
const healthy: DoctorProbes = {
  interfaces: () => [{ name: "eth0", addresses: ["192.168.1.5"], internal: false }],
  defaultRoute: async () => ({ by: "eth0", gateway: "192.168.1.1" }),
  routeTo: async () => ({ by: "eth0" }),
  neighbour: async () => "answers",
  tryConnection: async () => undefined,
  listen: async () => undefined,
  firewall: async () => ({ state: "open", by: "nftables" }),
  bindMulticastPort: async () => undefined,
  multicast: async () => [],
  bluetooth: async () => BOTH,
  keyStore: async () => "present",
};
const THERE: Counterpart = { address: "192.168.1.7" };
const RECEIVE: Counterpart = { ...THERE, port: 41_000 };
const silentButGateway: Partial<DoctorProbes> = { neighbour: async (address) => (address === "192.168.1.1" ? "answers" : "silent") };

async function found(over: Partial<DoctorProbes>, to?: Counterpart): Promise<readonly Diagnosis[]> {
  return (await examine({ ...healthy, ...over }, to)).filter(({ kind }) => kind !== "fine");
}

test.each([
  ["that is not asked about another", undefined],
  ["that sees the other", THERE],
  ["that reaches the other", RECEIVE],
])("a healthy computer %s has no trouble", async (_what, to) => {
  expect(await found({}, to)).toEqual([]);
});

test.each<[string, string, Partial<DoctorProbes>]>([
  ["trouble", "network", { interfaces: () => [{ name: "lo", addresses: ["127.0.0.1"], internal: true }] }],
  ["trouble", "network", { interfaces: () => [{ name: "eth0", addresses: [], internal: false }] }],
  ["trouble", "vpn", { defaultRoute: async () => ({ by: "wg0" }) }],
  ["trouble", "vpn", { defaultRoute: async () => ({ by: "utun3" }) }],
  ["trouble", "listening", { listen: async () => "EACCES" }],
  ["trouble", "firewall", { firewall: async () => ({ state: "blocked", by: "nftables" }) }],
  ["unknown", "firewall", { firewall: async () => ({ state: "unclear", by: "ufw" }) }],
  ["unknown", "firewall", { firewall: async () => ({ state: "unseen", by: "nftables" }) }],
  ["trouble", "multicast-port", { bindMulticastPort: async () => "EADDRINUSE" }],
  ["trouble", "multicast", { multicast: async () => [{ by: "eth0", problem: "no-echo" }] }],
  ["unknown", "local-network", { multicast: async () => [{ by: "en0", problem: "local-network" }] }],
  ["trouble", "key-store", { keyStore: async () => "locked" }],
  ["trouble", "key-store", { keyStore: async () => "unavailable" }],
])("%s about %s is found, with a fix and another way", async (kind, check, over) => {
  const remedy = { fix: expect.stringContaining("."), otherwise: expect.stringContaining(".") };
  expect(await found(over)).toEqual([expect.objectContaining({ kind, check, ...remedy })]);
});

test.each<[string, Counterpart, Partial<DoctorProbes>]>([
  ["own", { address: "192.168.1.5" }, {}],
  ["no-way", THERE, { routeTo: async () => undefined }],
  ["refused", RECEIVE, { tryConnection: async () => "ECONNREFUSED" }],
  ["blocked", RECEIVE, { tryConnection: async () => "ETIMEDOUT" }],
  ["elsewhere", THERE, { routeTo: async () => ({ by: "eth0", gateway: "192.168.1.1" }) }],
  ["isolated", THERE, silentButGateway],
  ["absent", THERE, { neighbour: async () => "silent", defaultRoute: async () => undefined }],
  ["dead", THERE, { neighbour: async () => "silent" }],
  ["unanswered", THERE, { neighbour: async () => "unknown" }],
])("%s: what lies between this computer and the other", async (detail, to, over) => {
  expect(await found(over, to)).toEqual([expect.objectContaining({ check: "counterpart", detail })]);
});

test("a VPN that takes only what is for the other computer is the one cause", async () => {
  const over: Partial<DoctorProbes> = { routeTo: async () => ({ by: "tun0" }), tryConnection: async () => "ETIMEDOUT" };
  expect(await found(over, RECEIVE)).toEqual([expect.objectContaining({ check: "vpn", detail: "tun0" })]);
});

test("a VPN through which the other computer is reached is no trouble", async () => {
  expect(await found({ defaultRoute: async () => ({ by: "wg0" }), routeTo: async () => ({ by: "wg0" }) }, RECEIVE)).toEqual([]);
});

test("a VPN that carries no multicast is no trouble", async () => {
  expect(await found({ multicast: async () => [{ by: "wg0", problem: "no-echo" }] })).toEqual([]);
});

const noAddress: Partial<DoctorProbes> = { interfaces: () => [{ name: "eth0", addresses: [], internal: false }] };

test.each<[string, BluetoothSeen]>([
  ["off", { central: "bluetooth.off", peripheral: "bluetooth.off" }],
  ["off", { central: "unknown", peripheral: "bluetooth.off" }],
  ["denied", { central: "bluetooth.denied", peripheral: "bluetooth.no-peripheral-role" }],
  ["busy", { central: "bluetooth.busy", peripheral: "ready" }],
  ["absent", { central: "bluetooth.no-adapter", peripheral: "bluetooth.no-adapter" }],
  ["hidden", { central: "ready", peripheral: "bluetooth.no-peripheral-role" }],
  ["silent", { central: "bluetooth.unavailable", peripheral: "bluetooth.unavailable" }],
])("Bluetooth is %s: no alarm while the network does", async (detail, seen) => {
  expect(await found({ bluetooth: async () => seen })).toEqual([
    expect.objectContaining({ check: "bluetooth", kind: "note", detail, fix: expect.stringContaining("."), otherwise: expect.stringContaining("network.") }),
  ]);
});

test("Bluetooth that cannot be used is a trouble where the network is one", async () => {
  const kinds = (await found({ ...noAddress, bluetooth: async () => ({ ...BOTH, central: "bluetooth.off" }) })).map(({ check, kind }) => [check, kind]);
  expect(kinds).toEqual([
    ["network", "trouble"],
    ["bluetooth", "trouble"],
  ]);
});

test("of a Bluetooth the system says nothing about nothing is said", async () => {
  expect(await found({ bluetooth: async () => ({ ...BOTH, central: "unknown" }) })).toEqual([
    expect.objectContaining({ check: "bluetooth", kind: "unknown", detail: "unsaid" }),
  ]);
});

test.each<[string, BluetoothSeen, string]>([
  ["is ready", BOTH, "go on over Bluetooth"],
  ["only finds others", { ...BOTH, peripheral: "bluetooth.no-peripheral-role" }, "send from this computer over Bluetooth"],
])("Bluetooth that %s is named beside a network that is no way", async (_how, seen, way) => {
  const [network] = await found({ ...noAddress, bluetooth: async () => seen });
  expect(network?.otherwise).toContain(way);
});

test("Bluetooth is named for nothing but the network", async () => {
  const [keyStore] = await found({ keyStore: async () => "locked" });
  expect(keyStore?.otherwise).not.toContain("Bluetooth");
});

test("without an address nobody is asked", async () => {
  const asked: string[] = [];
  const ask = async (address: string) => {
    asked.push(address);
    return "silent" as const;
  };
  await found({ neighbour: ask, tryConnection: ask });
  expect(asked).toEqual([]);
});

test.each<[string, Partial<DoctorProbes>, string]>([
  ["network", {}, "eth0 192.168.1.5"],
  ["network", { interfaces: () => [] }, "none"],
  ["vpn", { defaultRoute: async () => ({ by: "wg0" }) }, "wg0"],
  ["listening", { listen: async () => "EACCES" }, "EACCES"],
  ["firewall", { firewall: async () => ({ state: "unseen", by: "nftables" }) }, "unseen"],
  ["bluetooth", {}, "ready"],
  ["key-store", { keyStore: async () => "locked" }, "locked"],
])("what the sentence about %s names is there by itself", async (check, over, detail) => {
  const one = (await examine({ ...healthy, ...over })).find((diagnosis) => diagnosis.check === check);
  expect(one?.detail).toBe(detail);
});

test.each([
  ["192.168.1.7", { address: "192.168.1.7" }],
  [" 192.168.1.7:41000 ", { address: "192.168.1.7", port: 41_000 }],
  ["fe80::1", { address: "fe80::1" }],
  ["[2001:db8::1]:80", { address: "2001:db8::1", port: 80 }],
])("%j names the other computer", (text, to) => {
  expect(parseCounterpart(text)).toEqual(to);
});

test.each(["laptop.local:80", "laptop", "0123456789abcdef", "300.1.1.1", "1.2.3.4.5", ":::", "-x:1", ""])("%j is no address", (text) => {
  expect(() => parseCounterpart(text)).toThrow(/usage.invalid/);
});
