// The macOS adapter against a stand-in for `dns-sd` that prints what the real one prints (mDNSResponder's Clients/dns-sd.c).

import { expect, test } from "vitest";
import type { Nearby } from "../../../src-shared/exchange/discovery.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { dnsSdDiscovery, type Run } from "./dns-sd.ts";
import { readBrowsed, readResolved, readVersion } from "./dns-sd-lines.ts";

const ID = "0123456789abcdef";

type Started = { readonly args: readonly string[]; readonly say: (line: string) => void; readonly end: (cause?: unknown) => void; stopped: boolean };

function setUp() {
  const started: Started[] = [];
  const run: Run = (args, say, end) => {
    const process = { args, say, end, stopped: false };
    started.push(process);
    return () => {
      process.stopped = true;
    };
  };
  const clock = new FakeClock();
  const found: Nearby[] = [];
  const lost: string[] = [];
  const troubles: string[] = [];
  const discovery = dnsSdDiscovery(run, clock);
  const browse = () =>
    discovery.browse(
      (nearby) => found.push(nearby),
      (id) => lost.push(id),
      ({ code }) => troubles.push(code),
    );
  const say = (letter: string, line: string) => started.findLast(({ args }) => args[0] === letter)?.say(line);
  return { started, clock, found, lost, troubles, discovery, browse, say };
}

const added = (name: string) => `12:34:56.790  Add        2   4 local.               _keyferry._tcp.      ${name}`;
const removed = (name: string) => `12:34:59.001  Rmv        0   4 local.               _keyferry._tcp.      ${name}`;
const reached = `12:34:57.001  ${ID}._keyferry._tcp.local. can be reached at ${ID}.local.:4321 (interface 4)`;
const address = `12:34:57.101  Add  40000002  4 ${ID}.local.                      192.168.1.5                                  120`;

test("a computer is found with its address and port", () => {
  const { found, browse, say } = setUp();
  browse();
  say("-B", added(ID));
  say("-L", reached);
  say("-L", " v=1");
  say("-G", address);
  expect(found).toEqual([{ id: ID, addresses: ["192.168.1.5"], port: 4321 }]);
});

test("a computer that left is lost", () => {
  const { lost, browse, say } = setUp();
  browse();
  say("-B", added(ID));
  say("-L", reached);
  say("-L", " v=1");
  say("-G", address);
  say("-B", removed(ID));
  expect(lost).toEqual([ID]);
});

test("another version is not asked for its addresses twice, and not shown", () => {
  const { found, browse, say } = setUp();
  browse();
  say("-B", added(ID));
  say("-L", reached);
  say("-L", " v=2");
  say("-G", address);
  expect(found).toEqual([]);
});

test("the questions about one computer end with their deadline", () => {
  const { started, clock, browse, say } = setUp();
  browse();
  say("-B", added(ID));
  clock.advance(5000);
  expect([started[1]?.stopped, clock.pending]).toEqual([true, 0]);
});

test("a flood of names starts sixteen processes and no more", () => {
  const { started, browse, say } = setUp();
  browse();
  for (let i = 0; i < 100; i++) say("-B", added(i.toString(16).padStart(16, "0")));
  expect(started.length).toBe(17);
});

test("stopping ends every process", () => {
  const { started, browse, say } = setUp();
  const browsing = browse();
  say("-B", added(ID));
  browsing.stop();
  expect(started.map(({ stopped }) => stopped)).toEqual([true, true]);
});

test("without the program the trouble has its code", () => {
  const { started, troubles, browse } = setUp();
  browse();
  started[0]?.end(new Error("ENOENT"));
  expect(troubles).toEqual(["transport.unreachable"]);
});

test("advertising gives the id as instance and as host, and nothing else of this computer", async () => {
  const { started, discovery, say } = setUp();
  const advertising = discovery.advertise({ id: ID, port: 4321 });
  say("-P", "12:00:00.000  Got a reply for service x._keyferry._tcp.local.: Name now registered and active");
  await advertising;
  const args = started[0]?.args ?? [];
  expect(args.toSpliced(6, 1)).toEqual(["-P", ID, "_keyferry._tcp", "local", "4321", `${ID}.local`, "v=1"]);
});

test("a daemon that does not answer is given up", async () => {
  const { clock, discovery, started } = setUp();
  const advertising = discovery.advertise({ id: ID, port: 4321 });
  clock.advance(5000);
  await expect(advertising).rejects.toMatchObject({ code: "transport.unreachable" });
  expect(started[0]?.stopped).toBe(true);
});

test.each([
  added("Anna's MacBook"),
  added("--help"),
  "Timestamp     A/R    Flags  if Domain               Service Type         Instance Name",
  "DATE: ---Wed 20 Nov 2024---",
])("%s is not one of ours", (line) => {
  expect(readBrowsed(line)).toBeUndefined();
});

test.each([
  "x can be reached at -x.local.:1 (interface 4)",
  "x can be reached at evil.example.:1 (interface 4)",
  "x can be reached at a b.local.:1 (interface 4)",
])("no host is read from %s", (line) => {
  expect(readResolved(line)).toBeUndefined();
});

test.each([
  [" v=1", "1"],
  [" a=b v=1 c=d", "1"],
  [" xv=1", undefined],
  ["v=1", undefined],
])("the version in %o is %s", (line, version) => {
  expect(readVersion(line)).toBe(version);
});
