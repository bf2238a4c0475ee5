// The peripheral over an addon that answers what a test lets it answer. That the real one compiles: e2e/ground/native-sources.test.ts

import { expect, test } from "vitest";
import type { GattLink } from "../../../src-shared/bluetooth/ports.ts";
import { infoValue, serviceUuid } from "../../../src-shared/bluetooth/service.ts";
import { utf8 } from "../../../src-shared/bytes.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import type { GattEvent, NativeBluetooth, NativeGattServer } from "../native.ts";
import { LIMITS } from "./in-time.ts";
import { winrtPeripheral } from "./winrt-peripheral.ts";

const ID = "0123456789abcdef";
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const codeOf = (work: Promise<unknown>) => work.then(() => "done").catch(({ code }: { readonly code: string }) => code);
const failed = (code: string) => Object.assign(new Error(code), { code });

type Calls = { -readonly [call in keyof NativeGattServer]: NativeGattServer[call] };

/** An addon that does all it is asked, unless a test says otherwise. */
class Addon implements NativeBluetooth {
  readonly did: string[] = [];
  readonly answers: Partial<Calls> = {};
  said: Awaited<ReturnType<NativeBluetooth["peripheralState"]>> = "ready";
  heard: (what: GattEvent, client: string, value: Uint8Array) => void = () => {};
  readonly GattServer: NativeBluetooth["GattServer"];

  constructor() {
    const addon = this;
    const note = async (what: string) => void addon.did.push(what);
    this.GattServer = class implements NativeGattServer {
      constructor(uuids: Uint8Array, info: Uint8Array, heard: typeof addon.heard) {
        addon.did.push(`serve ${Buffer.from(uuids.subarray(0, 16)).toString("hex")} ${uuids.length} ${info}`);
        addon.heard = heard;
      }
      open = () => (addon.answers.open ?? (() => note("open")))();
      advertise = () => (addon.answers.advertise ?? (() => note("advertise")))();
      notify = (client: string, value: Uint8Array) => (addon.answers.notify ?? (() => note(`notify ${client} ${value}`)))(client, value);
      close = () => note("close");
    };
  }

  async peripheralState() {
    return this.said;
  }

  hear(what: GattEvent, client: string, text = ""): void {
    this.heard(what, client, utf8(text));
  }
}

function peripheral() {
  const [addon, clock] = [new Addon(), new FakeClock()];
  return { addon, clock, one: winrtPeripheral({ clock, native: addon }) };
}

async function advertising() {
  const { addon, clock, one } = peripheral();
  const links: GattLink[] = [];
  const { stop } = await one.advertise(ID, (link) => links.push(link));
  return { addon, clock, one, links, stop };
}

async function linked() {
  const opened = await advertising();
  opened.addon.hear("subscribed", "anna");
  const [link] = opened.links;
  if (link === undefined) throw new Error("no link came up");
  return { ...opened, link };
}

test("the service is served with its characteristics and INFO, then advertised", async () => {
  const { addon } = await advertising();
  expect(addon.did).toEqual([`serve ${serviceUuid(ID)} 64 ${infoValue()}`, "open", "advertise"]);
});

test.each([
  ["ready", "ready"],
  ["off", "bluetooth.off"],
  ["no-adapter", "bluetooth.no-adapter"],
  ["no-peripheral-role", "bluetooth.no-peripheral-role"],
  ["unavailable", "bluetooth.unavailable"],
] as const)("%s is the state %s", async (said, state) => {
  const { addon, one } = peripheral();
  addon.said = said;
  expect(await one.state()).toBe(state);
});

test("a state that does not come is that Bluetooth does not answer", async () => {
  const { addon, clock, one } = peripheral();
  addon.peripheralState = () => new Promise(() => {});
  const state = one.state();
  clock.advance(LIMITS.state);
  expect(await state).toBe("bluetooth.unavailable");
});

test.each([
  ["off", "bluetooth.off"],
  ["denied", "bluetooth.denied"],
  ["busy", "bluetooth.busy"],
  ["no-peripheral-role", "bluetooth.no-peripheral-role"],
  ["failed", "bluetooth.unavailable"],
])("a service that Windows refuses as %s is %s", async (code, problem) => {
  const { addon, one } = peripheral();
  addon.answers.open = () => Promise.reject(failed(code));
  expect(await codeOf(one.advertise(ID, () => {}))).toBe(problem);
});

test("what was refused is closed, and another opening may follow", async () => {
  const { addon, one } = peripheral();
  addon.answers.advertise = () => Promise.reject(failed("off"));
  await codeOf(one.advertise(ID, () => {}));
  delete addon.answers.advertise;
  expect([await codeOf(one.advertise(ID, () => {})), addon.did.filter((did) => did === "close")]).toEqual(["done", ["close"]]);
});

test("a second opening at the same time is refused", async () => {
  const { one } = await advertising();
  expect(await codeOf(one.advertise(ID, () => {}))).toBe("bluetooth.busy");
});

test("whoever subscribes has the link, and what it writes comes", async () => {
  const { addon, link } = await linked();
  addon.hear("written", "anna", "early");
  const came: string[] = [];
  link.receive((value) => came.push(Buffer.from(value).toString()));
  addon.hear("written", "anna", "late");
  expect(came).toEqual(["early", "late"]);
});

test("nobody else is heard while a link is up", async () => {
  const { addon, links, link } = await linked();
  const came: unknown[] = [];
  link.receive((value) => came.push(value));
  addon.hear("subscribed", "mallory");
  addon.hear("written", "mallory", "hello");
  expect([links.length, came]).toEqual([1, []]);
});

test("a value goes to whoever has the link", async () => {
  const { addon, link } = await linked();
  await link.send(Uint8Array.of(7), false);
  expect(addon.did.at(-1)).toBe("notify anna 7");
});

test("a value that Windows cannot deliver ends the link", async () => {
  const { addon, link } = await linked();
  addon.answers.notify = () => Promise.reject(failed("gone"));
  const code = await codeOf(link.send(Uint8Array.of(7), false));
  await link.closed;
  expect(code).toBe("transport.closed");
});

test("a value that Windows does not take in time says so", async () => {
  const { addon, clock, link } = await linked();
  addon.answers.notify = () => new Promise(() => {});
  const sent = codeOf(link.send(Uint8Array.of(7), false));
  clock.advance(LIMITS.write);
  expect(await sent).toBe("transport.timed-out");
});

test("when it is gone the link ends, and the next who subscribes has one", async () => {
  const { addon, links, link } = await linked();
  addon.hear("unsubscribed", "anna");
  await link.closed;
  await settled();
  addon.hear("subscribed", "ben");
  expect(links.length).toBe(2);
});

test("an advertisement that stopped by itself is begun again", async () => {
  const { addon, clock } = await advertising();
  addon.hear("stopped", "");
  clock.advance(5_000);
  await settled();
  expect(addon.did.slice(2)).toEqual(["advertise", "advertise"]);
});

test("a link that is up outlives the advertisement", async () => {
  const { addon, link, stop } = await linked();
  await stop();
  const before = addon.did.includes("close");
  link.close();
  await link.closed;
  await settled();
  expect([before, addon.did.includes("close")]).toEqual([false, true]);
});

test("nothing is left running when it is stopped", async () => {
  const { addon, clock, stop } = await advertising();
  addon.hear("stopped", "");
  await stop();
  expect([clock.pending, addon.did.at(-1)]).toEqual([0, "close"]);
});
