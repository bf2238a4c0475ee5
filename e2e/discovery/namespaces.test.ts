// Discovery between two computers: two network namespaces joined by a cable, each with its own host name, and everything said on the cable captured.

import { spawnSync } from "node:child_process";
import { userInfo } from "node:os";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fromHex } from "../../src-shared/bytes.ts";
import { LineProcess } from "../harness/line-process.ts";

const [here, there, alone] = ["kf-here", "kf-there", "kf-alone"];
const HOST_NAME = "annas-computer";
const processes: LineProcess[] = [];

function ip(...args: readonly string[]): boolean {
  return spawnSync("ip", args).status === 0;
}

function removeNamespaces(): void {
  for (const name of [here, there, alone]) ip("netns", "delete", name);
}

function start(namespace: string, ...args: readonly string[]): LineProcess {
  const inside = ["unshare", "--uts", "sh", "-c", `hostname ${HOST_NAME} && exec "$0" "$@"`, process.execPath, "e2e/harness/nearby.ts", ...args];
  const started = new LineProcess("ip", ["netns", "exec", namespace, ...inside]);
  processes.push(started);
  return started;
}

beforeEach(async ({ skip }) => {
  removeNamespaces();
  if (process.getuid?.() !== 0 || !ip("netns", "add", here)) skip("needs root and network namespaces");
  for (const name of [there, alone]) ip("netns", "add", name);
  ip("link", "add", "kf0", "netns", here, "type", "veth", "peer", "name", "kf0", "netns", there);
  for (const [name, address] of [
    [here, "10.83.0.1/24"],
    [there, "10.83.0.2/24"],
  ] as const) {
    ip("-n", name, "address", "add", address, "dev", "kf0");
    ip("-n", name, "link", "set", "kf0", "up");
  }
  await vi.waitUntil(() =>
    [here, there].every((name) => spawnSync("ip", ["-n", name, "link", "show", "kf0"], { encoding: "utf8" }).stdout.includes("state UP")),
  );
});

afterEach(async () => {
  for (const running of processes.splice(0)) await running.finish();
  removeNamespaces();
});

test("a computer that shows Receive is found on the other, and lost when it stops", async () => {
  const browsing = start(there, "browse");
  await browsing.line("browsing");
  const advertising = start(here, "advertise", "4321");
  const { id } = await advertising.line("advertising");
  const found = await browsing.line("found");
  await advertising.finish();
  const lost = await browsing.line("lost");
  expect([found, lost]).toEqual([
    { event: "found", id, addresses: ["10.83.0.1"], port: 4321 },
    { event: "lost", id },
  ]);
});

test("a computer that showed Receive before is found by one that looks later", async () => {
  const { id } = await start(here, "advertise", "4321").line("advertising");
  expect(await start(there, "browse").line("found")).toMatchObject({ id, port: 4321 });
});

test("no packet names the computer, its user or anything but the service and its fresh id", async () => {
  const capture = start(there, "capture", "10.83.0.2");
  await capture.line("capturing");
  const browsing = start(there, "browse");
  await browsing.line("browsing");
  const advertising = start(here, "advertise", "4321");
  const { id } = await advertising.line("advertising");
  await browsing.line("found");
  await advertising.finish();
  await browsing.line("lost");
  const packets = capture.lines.filter(({ event }) => event === "packet").map(({ bytes }) => Buffer.from(fromHex(String(bytes)) ?? []).toString("latin1"));
  const words = new Set(packets.flatMap((packet) => packet.match(/[\w.@'=-]{3,}/g) ?? []));
  expect(packets.some((packet) => packet.includes(String(id)))).toBe(true);
  expect([...words].filter((word) => word !== id && !["_keyferry", "_tcp", "local", "v=1"].includes(word))).toEqual([]);
  expect(packets.filter((packet) => packet.includes(HOST_NAME) || packet.includes(userInfo().username))).toEqual([]);
});

test("without a network two programs on one computer still find each other", async () => {
  ip("-n", alone, "link", "set", "lo", "up");
  const { id } = await start(alone, "advertise", "4321").line("advertising");
  expect(await start(alone, "browse").line("found")).toEqual({ event: "found", id, addresses: ["127.0.0.1"], port: 4321 });
});

test("where nothing can be sent, both say so", async () => {
  const codes = [await start(alone, "advertise", "4321").line("error"), await start(alone, "browse").line("error")];
  expect(codes).toEqual([
    { event: "error", code: "transport.unreachable" },
    { event: "error", code: "transport.unreachable" },
  ]);
});
