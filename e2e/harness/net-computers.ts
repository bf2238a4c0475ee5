// Computers of their own for tests of links: each a network namespace with a cable to one switch, and a system bus on which BlueZ stands in, all in
// one air. Programs are put into one by the words in front of them; the files are this computer's.
//
//   const { air, computers: [old, other] } = await openComputers("links", 2, onEnd);
//   const receiver = startCli(["receive"], { command: [...other.command, process.execPath, ENTRY] });
//   other.cable(false);

import { spawnSync } from "node:child_process";
import { vi } from "vitest";
import { Air } from "./bluez-air.ts";
import { BluezStandIn } from "./bluez-stand-in.ts";
import { isInstalled } from "./os-services.ts";
import { ownSystem } from "./own-system.ts";
import { openPrivateBus } from "./private-bus.ts";

export type OnEnd = (work: () => unknown) => void;
export type Computers = { readonly air: Air; readonly computers: readonly NetComputer[] };

const PROGRAMS = ["ip", "tc", "dbus-daemon", "unshare"];

/** Why there can be none here; undefined when there can. */
export const computersMissing: string | undefined = findMissing();

function findMissing(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "not run: it takes root on Linux";
  const missing = PROGRAMS.filter((program) => !isInstalled(program));
  if (missing.length > 0) return `not run, not installed: ${missing.join(", ")}`;
  const probe = `kf-probe-${process.pid}`;
  if (spawnSync("ip", ["netns", "add", probe]).status !== 0) return "not run: this computer allows no network namespaces";
  spawnSync("ip", ["netns", "delete", probe]);
  return undefined;
}

/** `name`: short, of the test file alone. */
export async function openComputers(name: string, count: number, onEnd: OnEnd): Promise<Computers> {
  const network = `kf-${name}-switch`;
  const names = Array.from({ length: count }, (_, index) => `kf-${name}-${index + 1}`);
  const clear = () => {
    for (const one of [...names, network]) spawnSync("ip", ["netns", "delete", one]);
  };
  clear();
  onEnd(clear);
  ip("netns", "add", network);
  ip("-n", network, "link", "add", "switch", "type", "bridge");
  ip("-n", network, "link", "set", "switch", "up");
  const air = new Air();
  onEnd(() => air.close());
  const computers = await Promise.all(names.map((one, index) => openComputer({ namespace: one, network, number: index + 1, air, onEnd })));
  await vi.waitUntil(() => computers.every(({ connected }) => connected));
  return { air, computers };
}

type Opening = { readonly namespace: string; readonly network: string; readonly number: number; readonly air: Air; readonly onEnd: OnEnd };

async function openComputer({ namespace, network, number, air, onEnd }: Opening): Promise<NetComputer> {
  const port = `port${number}`;
  const address = `10.86.0.${number}`;
  ip("netns", "add", namespace);
  ip("-n", namespace, "link", "set", "lo", "up");
  ip("link", "add", "eth0", "netns", namespace, "type", "veth", "peer", "name", port, "netns", network);
  ip("-n", network, "link", "set", port, "master", "switch", "up");
  ip("-n", namespace, "address", "add", `${address}/24`, "dev", "eth0");
  ip("-n", namespace, "link", "set", "eth0", "up");
  ip("-n", namespace, "route", "add", "default", "via", "10.86.0.254");
  const bus = await openPrivateBus();
  onEnd(() => bus.close());
  const bluez = await BluezStandIn.open({ busAddress: bus.address, air, address: `00:AA:01:00:00:0${number}` });
  onEnd(() => bluez.close());
  const command = ["ip", "netns", "exec", namespace, ...ownSystem({ bus: bus.folder, hardware: true })];
  return new NetComputer({ namespace, network, port, address, bluez, command });
}

type Parts = {
  readonly namespace: string;
  readonly network: string;
  readonly port: string;
  readonly address: string;
  readonly bluez: BluezStandIn;
  readonly command: readonly string[];
};

export class NetComputer {
  readonly address: string;
  readonly namespace: string;
  readonly bluez: BluezStandIn;
  /** The words before a program that is to run on it. */
  readonly command: readonly string[];
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.address = parts.address;
    this.namespace = parts.namespace;
    this.bluez = parts.bluez;
    this.command = parts.command;
  }

  get connected(): boolean {
    return spawnSync("ip", ["-n", this.#parts.namespace, "link", "show", "eth0"], { encoding: "utf8" }).stdout.includes("state UP");
  }

  /** Pulls it out, or puts it in again, at the switch. */
  cable(plugged: boolean): void {
    ip("-n", this.#parts.network, "link", "set", this.#parts.port, plugged ? "up" : "down");
  }

  /** How fast it sends over the network, in kilobytes a second. */
  slow(rate: number): void {
    run("ip", ["netns", "exec", this.#parts.namespace, "tc", "qdisc", "replace", "dev", "eth0", "root", "tbf", ...tokens(rate)]);
  }
}

function tokens(rate: number): readonly string[] {
  return ["rate", `${rate * 8}kbit`, "burst", "32kb", "latency", "200ms"];
}

function ip(...args: readonly string[]): void {
  run("ip", args);
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
}
