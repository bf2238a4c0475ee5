// The doctor against real faults: two computers on one switch with a gateway, each a network namespace, and what can be wrong with them injected.

import { spawnSync } from "node:child_process";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Air } from "../harness/bluez-air.ts";
import { type BluezOptions, BluezStandIn } from "../harness/bluez-stand-in.ts";
import { type CliEvent, ENTRY, runCli } from "../harness/cli.ts";
import { LineProcess } from "../harness/line-process.ts";
import { type OwnSystem, ownSystem } from "../harness/own-system.ts";
import { type BusOptions, openPrivateBus } from "../harness/private-bus.ts";

const [here, there, network] = ["kf-doctor-here", "kf-doctor-there", "kf-doctor-network"];
const HERE = "10.84.0.1";
const THERE = "10.84.0.2";
const GATEWAY = "10.84.0.254";
const LISTENER =
  'const s=net.createServer(c=>c.destroy()).listen(0,()=>console.log(JSON.stringify({event:"listening",port:s.address().port})));process.stdin.on("end",()=>process.exit()).resume()';
const processes: LineProcess[] = [];

function ran(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}

function ip(...args: readonly string[]): void {
  const { status, stderr } = spawnSync("ip", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`ip ${args.join(" ")}: ${stderr}`);
}

/** A base chain of the filter hook `hook` with these rules. */
function nft(namespace: string, hook: string, policy: string, ...rules: readonly string[]): void {
  const text = [`table inet keyferry_${hook} {`, "chain c {", `type filter hook ${hook} priority 0; policy ${policy};`, ...rules, "}", "}"].join("\n");
  const { status, stderr } = spawnSync("ip", ["netns", "exec", namespace, "nft", "-f", "-"], { input: text, encoding: "utf8" });
  if (status !== 0) throw new Error(`nft: ${stderr}`);
}

function removeNamespaces(): void {
  for (const name of [here, there, network]) ran("ip", "netns", "delete", name);
}

function plug(namespace: string, port: string, address: string): void {
  ip("link", "add", "eth0", "netns", namespace, "type", "veth", "peer", "name", port, "netns", network);
  ip("-n", network, "link", "set", port, "master", "switch", "up");
  ip("-n", namespace, "address", "add", `${address}/24`, "dev", "eth0");
  ip("-n", namespace, "link", "set", "eth0", "up");
  ip("-n", namespace, "route", "add", "default", "via", GATEWAY);
}

type Run = {
  readonly to?: string;
  readonly namespace?: string;
  /** A program that starts it with less. */
  readonly through?: readonly string[];
  /** The folder of a system bus that BlueZ may be on, and whether the kernel has an adapter. */
  readonly bluetooth?: OwnSystem;
};

/** The findings, by check, in a run on `namespace`; about Bluetooth only where that is what is looked at, and of the network. */
async function doctor({ to, namespace = here, through = [], bluetooth }: Run = {}): Promise<Record<string, CliEvent>> {
  const own = ownSystem(bluetooth ?? { hardware: false });
  const command = ["ip", "netns", "exec", namespace, ...own, ...through, process.execPath, ENTRY];
  const { code, events, stderr } = await runCli(["doctor", ...(to === undefined ? [] : ["--to", to])], { command });
  expect([code, stderr]).toEqual([0, ""]);
  const left = (reason: unknown) => reason === "key-store" || (reason === "bluetooth" && bluetooth === undefined);
  const findings = events.filter(({ event, kind, reason }) => event === "finding" && kind !== "fine" && !left(reason));
  return Object.fromEntries(findings.map((finding) => [String(finding.reason), finding]));
}

/** Exactly these, each with this sentence, and a fix and another way. */
function only(expected: Record<string, string>): object {
  const whole = (text: string) => expect.objectContaining({ text, fix: expect.stringMatching(/\.$/), otherwise: expect.stringMatching(/\.$/) });
  return Object.fromEntries(Object.entries(expected).map(([check, text]) => [check, whole(text)]));
}

async function listenThere(): Promise<number> {
  const listener = new LineProcess("ip", ["netns", "exec", there, process.execPath, "-e", LISTENER]);
  processes.push(listener);
  return Number((await listener.line("listening")).port);
}

beforeEach(async ({ skip }) => {
  removeNamespaces();
  if (process.getuid?.() !== 0 || !ran("ip", "netns", "add", here)) skip("needs root and network namespaces");
  if (!ran("ip", "netns", "exec", here, "nft", "list", "ruleset")) skip("needs nftables");
  for (const name of [there, network]) ip("netns", "add", name);
  ip("-n", network, "link", "add", "switch", "type", "bridge");
  ip("-n", network, "address", "add", `${GATEWAY}/24`, "dev", "switch");
  ip("-n", network, "link", "set", "switch", "up");
  plug(here, "port1", HERE);
  plug(there, "port2", THERE);
  await vi.waitUntil(() =>
    [here, there].every((name) => spawnSync("ip", ["-n", name, "link", "show", "eth0"], { encoding: "utf8" }).stdout.includes("state UP")),
  );
});

afterEach(async () => {
  for (const running of processes.splice(0)) await running.finish();
  removeNamespaces();
});

test("two healthy computers have no trouble", async () => {
  const port = await listenThere();
  expect([await doctor({ to: `${THERE}:${port}` }), await doctor({ namespace: there, to: HERE })]).toEqual([{}, {}]);
});

test("no address", async () => {
  ip("-n", here, "address", "flush", "dev", "eth0", "scope", "global");
  expect(await doctor()).toEqual(only({ network: "This computer is connected (eth0), but the network gave it no address." }));
});

test("no network", async () => {
  ip("-n", here, "link", "set", "eth0", "down");
  expect(await doctor()).toEqual(only({ network: "This computer is on no network." }));
});

test("a VPN that takes everything", async () => {
  ip("link", "add", "wg0", "netns", here, "type", "veth", "peer", "name", "far", "netns", network);
  ip("-n", network, "link", "set", "far", "up");
  ip("-n", here, "address", "add", "10.99.0.1/24", "dev", "wg0");
  ip("-n", here, "link", "set", "wg0", "up");
  for (const half of ["0.0.0.0/1", "128.0.0.0/1"]) ip("-n", here, "route", "add", half, "dev", "wg0");
  expect(await doctor()).toEqual(only({ vpn: "A VPN (wg0) takes the traffic of this computer." }));
});

test("a VPN that takes what is for the other computer", async () => {
  ip("link", "add", "tun0", "netns", here, "type", "veth", "peer", "name", "far", "netns", network);
  ip("-n", network, "link", "set", "far", "up");
  ip("-n", here, "link", "set", "tun0", "up");
  ip("-n", here, "route", "add", `${THERE}/32`, "dev", "tun0");
  expect(await doctor({ to: THERE })).toEqual(only({ vpn: "A VPN (tun0) takes what is for the other computer." }));
});

test("a firewall that lets no connection in", async () => {
  nft(here, "input", "drop", "ct state established,related accept", 'iifname "lo" accept', "udp dport 5353 accept");
  expect(await doctor()).toEqual(only({ firewall: "The firewall of this computer (nftables) keeps other computers out." }));
});

test("a firewall that lets some in", async () => {
  nft(here, "input", "drop", "ip saddr 10.84.0.2 accept", "udp dport 5353 accept");
  expect(await doctor()).toEqual(only({ firewall: "A firewall is on (nftables), and it cannot be told whether it lets other computers in." }));
});

const UNSEEN = { firewall: "Keyferry may not look at this computer's firewall: it may be off, or keep other computers out." };
const ORDINARY = ["setpriv", "--bounding-set", "-net_admin"];

test("a firewall that may not be read", async () => {
  nft(here, "input", "drop", "udp dport 5353 accept");
  expect(await doctor({ through: ORDINARY })).toEqual(only(UNSEEN));
});

test("a firewall that may not be read and says that it is on", async () => {
  const ufw = 'mount -t tmpfs none /etc && mkdir /etc/ufw && echo ENABLED=yes > /etc/ufw/ufw.conf && exec "$0" "$@"';
  const through = ["unshare", "--mount", "sh", "-c", ufw, ...ORDINARY];
  expect(await doctor({ through })).toEqual(only({ firewall: "A firewall is on (ufw), and it cannot be told whether it lets other computers in." }));
});

test.each([
  ["what comes in", "input", "eth0"],
  ["what goes out", "output", "eth0 EPERM"],
])("multicast dropped from %s", async (_what, hook, detail) => {
  nft(here, hook, "accept", "udp dport 5353 drop");
  expect(await doctor()).toEqual(only({ multicast: `Multicast, by which computers find each other, is dropped here (${detail}).` }));
});

test("a network that keeps its computers apart", async () => {
  for (const port of ["port1", "port2"]) ip("-n", network, "link", "set", port, "type", "bridge_slave", "isolated", "on");
  const text = `This network's gateway answers, ${THERE} does not: that computer is off, or this network keeps its computers apart, as guest networks do.`;
  expect(await doctor({ to: THERE })).toEqual(only({ counterpart: text }));
});

test("a network that carries nothing", async () => {
  ip("-n", network, "link", "set", "switch", "down");
  const text = `Neither ${THERE} nor this network's gateway answers: the network carries nothing from this computer.`;
  expect(await doctor({ to: THERE })).toEqual(only({ counterpart: text }));
});

test("a port that the other computer's firewall blocks", async () => {
  const port = await listenThere();
  nft(there, "input", "accept", "meta l4proto tcp drop");
  const text = `The other computer (${THERE}) is on this network, but takes no connection at that port: most likely its firewall drops it.`;
  expect(await doctor({ to: `${THERE}:${port}` })).toEqual(only({ counterpart: text }));
});

test("a port at which nobody waits", async () => {
  const text = `The other computer (${THERE}) answers, but nobody waits for a connection at that port.`;
  expect(await doctor({ to: `${THERE}:4321` })).toEqual(only({ counterpart: text }));
});

test("another network", async () => {
  const text = "The other computer (10.85.0.2) is in another network, and what is between lets nothing be said about it.";
  expect(await doctor({ to: "10.85.0.2" })).toEqual(only({ counterpart: text }));
});

describe("Bluetooth", () => {
  const air = new Air();
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  afterAll(() => air.close());

  async function bluez(options: Partial<BluezOptions>, policy: BusOptions = {}): Promise<Run> {
    const bus = await openPrivateBus(policy);
    ends.push(() => bus.close());
    const standIn = await BluezStandIn.open({ busAddress: bus.address, air, ...options });
    ends.push(() => standIn.close());
    return { bluetooth: { bus: bus.folder, hardware: true } };
  }

  async function nobodyOnTheBus(): Promise<Run> {
    const bus = await openPrivateBus();
    ends.push(() => bus.close());
    return { bluetooth: { bus: bus.folder, hardware: true } };
  }

  test.each<[string, string, string, () => Promise<Run>]>([
    ["off", "off", "Bluetooth is switched off on this computer.", () => bluez({ powered: false })],
    ["denied", "denied", "Keyferry may not use this computer's Bluetooth.", () => bluez({}, { forbidden: "org.bluez" })],
    ["no adapter", "absent", "This computer has no Bluetooth.", () => bluez({ adapter: "none" })],
    ["no adapter and no BlueZ", "absent", "This computer has no Bluetooth.", async () => ({ bluetooth: { hardware: false } })],
    [
      "no peripheral role",
      "hidden",
      "This computer's Bluetooth can find others, but cannot be found: it sends over Bluetooth, and cannot receive.",
      () => bluez({ adapter: "central" }),
    ],
    ["no BlueZ", "silent", "This computer's Bluetooth does not answer.", nobodyOnTheBus],
    ["no system bus", "silent", "This computer's Bluetooth does not answer.", async () => ({ bluetooth: { hardware: true } })],
  ])("%s", async (_what, detail, text, run) => {
    expect(await doctor(await run())).toEqual({
      bluetooth: expect.objectContaining({ kind: "note", detail, text, otherwise: "Connect both computers to the same network." }),
    });
  });

  test("ready, where the network is no way", async () => {
    ip("-n", here, "link", "set", "eth0", "down");
    const { network: found } = await doctor(await bluez({}));
    expect(found?.otherwise).toMatch(/Or go on over Bluetooth, with both computers near each other\.$/);
  });

  test("off, where the network is no way either", async () => {
    ip("-n", here, "link", "set", "eth0", "down");
    const { bluetooth } = await doctor(await bluez({ powered: false }));
    expect(bluetooth?.kind).toBe("trouble");
  });
});

test("nothing is sent to anybody but the multicast group unless the owner gave an address", async () => {
  nft(here, "output", "drop", "ip daddr { 224.0.0.0/4, 127.0.0.0/8 } accept", "ip protocol igmp accept", "meta nfproto ipv6 accept", 'counter comment "sent"');
  await doctor();
  const { stdout } = spawnSync("ip", ["netns", "exec", here, "nft", "list", "ruleset"], { encoding: "utf8" });
  expect(stdout).toContain('counter packets 0 bytes 0 comment "sent"');
});
