// The peripheral over a bleno that answers what a test lets it answer. The real one, over the air: e2e/ble

import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { GattLink } from "../../../src-shared/bluetooth/ports.ts";
import { CHARACTERISTICS, serviceUuid } from "../../../src-shared/bluetooth/service.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import type { CharacteristicOptions } from "./bleno-characteristics.ts";
import { type Bleno, blenoPeripheral } from "./bleno-peripheral.ts";

const ID = "0123456789abcdef";
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

class FakeBleno extends EventEmitter {
  readonly Characteristic = class extends EventEmitter {
    readonly options: CharacteristicOptions;
    constructor(options: CharacteristicOptions) {
      super();
      this.options = options;
    }
  };
  readonly PrimaryService = class {
    readonly characteristics: readonly { readonly options: CharacteristicOptions }[];
    constructor(options: { readonly characteristics: readonly { readonly options: CharacteristicOptions }[] }) {
      this.characteristics = options.characteristics;
    }
  };
  readonly did: string[] = [];
  refusal: Error | null = null;
  #served: readonly CharacteristicOptions[] = [];

  setServices(services: readonly { readonly characteristics: readonly { readonly options: CharacteristicOptions }[] }[], done: () => void): void {
    this.#served = services.flatMap(({ characteristics }) => characteristics.map(({ options }) => options));
    done();
  }

  startAdvertising(name: string, services: readonly string[], done: (error: Error | null) => void): void {
    this.did.push(`advertise "${name}" ${services}`);
    done(this.refusal);
  }

  stopAdvertising(): void {
    this.did.push("stop advertising");
  }

  disconnect(connection: number): void {
    this.did.push(`disconnect ${connection}`);
  }

  stop(): void {
    this.did.push("stop");
  }

  characteristic(name: keyof typeof CHARACTERISTICS): CharacteristicOptions {
    const found = this.#served.find(({ uuid }) => uuid === CHARACTERISTICS[name]);
    if (found === undefined) throw new Error(`${name} is not served`);
    return found;
  }

  /** What `connection` is notified of. */
  subscribe(connection: number): string[] {
    const notified: string[] = [];
    this.characteristic("tx").onSubscribe?.(connection, 20, (value) => notified.push(value.toString()));
    return notified;
  }

  write(connection: number, text: string, offset = 0): number {
    let result = -1;
    this.characteristic("rx").onWriteRequest?.(connection, Buffer.from(text), offset, false, (answer) => {
      result = answer;
    });
    return result;
  }
}

function peripheral(state = "poweredOn") {
  const [clock, made] = [new FakeClock(), [] as FakeBleno[]];
  const load = async () => () => {
    const bleno = new FakeBleno();
    made.push(bleno);
    setImmediate(() => bleno.emit("stateChange", state));
    return bleno as unknown as Bleno;
  };
  const latest = () => made.at(-1) ?? new FakeBleno();
  return { clock, latest, peripheral: blenoPeripheral({ clock, load }) };
}

async function advertising() {
  const { latest, clock, peripheral: one } = peripheral();
  const links: GattLink[] = [];
  const { stop } = await one.advertise(ID, (link) => links.push(link));
  return { bleno: latest(), latest, clock, peripheral: one, links, stop };
}

const codeOf = (work: Promise<unknown>) => work.then(() => "done").catch(({ code }: { readonly code: string }) => code);
const ADVERTISED = `advertise "" ${serviceUuid(ID)}`;

test("the service's UUID is advertised under no name", async () => {
  const { bleno } = await advertising();
  expect(bleno.did).toEqual([ADVERTISED]);
});

test("INFO can only be read", async () => {
  const { bleno } = await advertising();
  expect(bleno.characteristic("info").properties).toEqual(["read"]);
});

test("without bleno the state and advertising say so", async () => {
  const one = blenoPeripheral({ clock: new FakeClock(), load: () => Promise.reject(new Error("Cannot find package")) });
  expect([await one.state(), await codeOf(one.advertise(ID, () => {}))]).toEqual(["bluetooth.unavailable", "bluetooth.unavailable"]);
});

test.each([
  ["poweredOff", "bluetooth.off"],
  ["unauthorized", "bluetooth.denied"],
  ["unsupported", "bluetooth.no-adapter"],
])("Bluetooth that is %s cannot advertise: %s", async (state, code) => {
  expect(await codeOf(peripheral(state).peripheral.advertise(ID, () => {}))).toBe(code);
});

test("an adapter that refuses to advertise has no peripheral role", async () => {
  const { latest, peripheral: one } = peripheral();
  await one.state();
  latest().refusal = new Error("Command Disallowed");
  expect(await codeOf(one.advertise(ID, () => {}))).toBe("bluetooth.no-peripheral-role");
});

test("a second opening at the same time is refused", async () => {
  const { peripheral: one } = await advertising();
  expect(await codeOf(one.advertise(ID, () => {}))).toBe("bluetooth.busy");
});

test("values go both ways once somebody has subscribed", async () => {
  const { bleno, links } = await advertising();
  const notified = bleno.subscribe(7);
  const came: string[] = [];
  links[0]?.receive((value) => came.push(Buffer.from(value).toString()));
  await links[0]?.send(Buffer.from("out"), false);
  expect([bleno.write(7, "in"), came, notified]).toEqual([0, ["in"], ["out"]]);
});

test("while a link is up nobody else is let in, heard or shown anything", async () => {
  const { bleno, links } = await advertising();
  bleno.subscribe(7);
  bleno.subscribe(8);
  expect([links.length, bleno.write(8, "x"), bleno.did]).toEqual([1, 0x0e, [ADVERTISED, "stop advertising", "disconnect 8"]]);
});

test("values that are pieces of one or too long are refused", async () => {
  const { bleno } = await advertising();
  bleno.subscribe(7);
  expect([bleno.write(7, "x", 1), bleno.write(7, "x".repeat(510))]).toEqual([0x07, 0x0d]);
});

test("advertising begins again when the link is gone", async () => {
  const { bleno, links } = await advertising();
  bleno.subscribe(7);
  bleno.characteristic("tx").onUnsubscribe?.(7);
  await links[0]?.closed;
  expect(bleno.did).toEqual([ADVERTISED, "stop advertising", ADVERTISED]);
});

test("advertising that could not begin again is tried until it does", async () => {
  const { bleno, links, clock } = await advertising();
  bleno.subscribe(7);
  bleno.refusal = new Error("busy");
  links[0]?.close();
  await settled();
  bleno.refusal = null;
  clock.advance(5000);
  expect(bleno.did).toEqual([ADVERTISED, "stop advertising", "disconnect 7", ADVERTISED, ADVERTISED]);
});

test("somebody who subscribes again has a new link and the old one is over", async () => {
  const { bleno, links } = await advertising();
  bleno.subscribe(7);
  bleno.subscribe(7);
  expect([links.length, await codeOf(links[0]?.send(Buffer.from("x"), false) ?? Promise.resolve())]).toEqual([2, "transport.closed"]);
});

test("the link ends when Bluetooth goes off, and everything is served anew when it is on", async () => {
  const { bleno, links } = await advertising();
  bleno.subscribe(7);
  bleno.emit("stateChange", "poweredOff");
  await links[0]?.closed;
  bleno.emit("stateChange", "poweredOn");
  await settled();
  expect(bleno.did.at(-1)).toBe(ADVERTISED);
});

test("the end leaves an open link until it is closed, and lets nobody else in", async () => {
  const { bleno, links, stop } = await advertising();
  const notified = bleno.subscribe(7);
  await stop();
  bleno.subscribe(8);
  await links[0]?.send(Buffer.from("last"), false);
  links[0]?.close();
  await settled();
  expect([notified, bleno.did]).toEqual([["last"], [ADVERTISED, "stop advertising", "disconnect 8", "disconnect 7", "stop"]]);
});

test("the end without a link ends the library", async () => {
  const { bleno, stop } = await advertising();
  await stop();
  expect(bleno.did).toEqual([ADVERTISED, "stop"]);
});

test("the next opening has an instance of its own", async () => {
  const { bleno, latest, peripheral: one, stop } = await advertising();
  await stop();
  await one.advertise("fedcba9876543210", () => {});
  expect([latest() === bleno, latest().did]).toEqual([false, [`advertise "" ${serviceUuid("fedcba9876543210")}`]]);
});
