// What BlueZ reads and calls of ours as the peripheral: the GATT service with RX, TX and INFO, and the advertisement, as objects on the bus.

import type { DefinedInterface, HandlerContext } from "dbus-native";
import { CHARACTERISTICS, dashed, infoValue, serviceUuid } from "../../../src-shared/bluetooth/service.ts";
import { ADVERTISING_MANAGER, type Bluez, CHARACTERISTIC, GATT_MANAGER, OWN, SERVICE } from "./bluez-bus.ts";

export type Written = {
  /** The object of the computer that wrote. */
  readonly device: string;
  readonly value: Uint8Array;
  /** Bytes that a value of TX can have there; undefined when BlueZ does not say. */
  readonly room: number | undefined;
};

export type Heard = {
  /** Throws `refusal` when who wrote is not let in. */
  readonly onWrite: (written: Written) => void;
  /** Nobody is subscribed to TX any more. */
  readonly onSilence: () => void;
};

const ROOT = "/app/keyferry/gatt";
const GATT_SERVICE = `${ROOT}/service`;
const RX = `${GATT_SERVICE}/rx`;
const TX = `${GATT_SERVICE}/tx`;
const INFO = `${GATT_SERVICE}/info`;
const ADVERTISEMENT = "/app/keyferry/advertisement";
/** Bytes of a notification besides the value. */
const NOTIFICATION_HEAD = 3;
const NO_REPLY_EXPECTED = 1;

export class Application {
  readonly #bluez: Bluez;
  readonly #adapter: string;

  /** Exports everything under this connection's name, for BlueZ alone. */
  static async serve(bluez: Bluez, adapter: string, id: string, heard: Heard): Promise<Application> {
    const { defineInterface } = await import("dbus-native");
    const objects: readonly (readonly [path: string, object: DefinedInterface])[] = [
      [GATT_SERVICE, defineInterface({ name: SERVICE, properties: { UUID: fixed("s", dashed(serviceUuid(id))), Primary: fixed("b", true) } })],
      [RX, defineInterface({ ...characteristic("rx", ["write", "write-without-response"]), methods: { WriteValue: rxWrite(bluez, heard) } })],
      [TX, defineInterface({ ...characteristic("tx", ["notify"]), methods: { StartNotify: nothing(bluez), StopNotify: nothing(bluez, heard.onSilence) } })],
      [INFO, defineInterface({ ...characteristic("info", ["read"]), methods: { ReadValue: infoRead(bluez) } })],
      [ADVERTISEMENT, defineInterface({ ...advertisement(id), methods: { Release: nothing(bluez) } })],
    ];
    for (const [path, object] of objects) await bluez.bus.export(path, object);
    bluez.bus.exportObjectManager(ROOT);
    const application = new Application(bluez, adapter);
    await application.#call(GATT_MANAGER, "RegisterApplication", "oa{sv}", [ROOT, []]);
    return application;
  }

  private constructor(bluez: Bluez, adapter: string) {
    this.#bluez = bluez;
    this.#adapter = adapter;
  }

  async advertise(): Promise<void> {
    await this.#call(ADVERTISING_MANAGER, "RegisterAdvertisement", "oa{sv}", [ADVERTISEMENT, []]);
  }

  async stopAdvertising(): Promise<void> {
    await this.#call(ADVERTISING_MANAGER, "UnregisterAdvertisement", "o", [ADVERTISEMENT]);
  }

  /** Resolves when BlueZ has taken it: it does what we send in order. */
  async notify(value: Uint8Array): Promise<void> {
    this.#bluez.changed(TX, CHARACTERISTIC, "ay", "Value", Buffer.from(value));
    await this.#bluez.call({ path: "/", interface: "org.freedesktop.DBus.Peer", member: "Ping" }, { milliseconds: 15_000, purpose: "link" });
  }

  async #call(manager: string, member: string, signature: string, body: readonly unknown[]): Promise<void> {
    await this.#bluez.call({ path: this.#adapter, interface: manager, member, signature, body }, OWN);
  }
}

/** Answered to a write of somebody who is not let in. */
export function refusal(): Error {
  return dbusError("org.bluez.Error.NotAuthorized");
}

function dbusError(dbusName: string): Error {
  return Object.assign(new Error(dbusName), { dbusName });
}

function fixed(type: string, value: unknown) {
  return { type, access: "read", value } as const;
}

function characteristic(name: keyof typeof CHARACTERISTICS, flags: readonly string[]) {
  return {
    name: CHARACTERISTIC,
    properties: { UUID: fixed("s", dashed(CHARACTERISTICS[name])), Service: fixed("o", GATT_SERVICE), Flags: fixed("as", flags) },
  };
}

/** The service's UUID and nothing else: no name. */
function advertisement(id: string) {
  const properties = { Type: fixed("s", "peripheral"), ServiceUUIDs: fixed("as", [dashed(serviceUuid(id))]), Discoverable: fixed("b", true) };
  return { name: "org.bluez.LEAdvertisement1", properties };
}

function rxWrite(bluez: Bluez, { onWrite }: Heard) {
  return {
    in: { value: "ay", options: "a{sv}" },
    handler: answering(bluez, ({ value, options }: { readonly value: unknown; readonly options: Readonly<Record<string, unknown>> }) => {
      const { device, mtu, offset = 0 } = options;
      if (offset !== 0) throw dbusError("org.bluez.Error.InvalidOffset");
      if (!(value instanceof Uint8Array) || typeof device !== "string") throw dbusError("org.bluez.Error.Failed");
      onWrite({ device, value, room: typeof mtu === "number" ? mtu - NOTIFICATION_HEAD : undefined });
      return null;
    }),
  };
}

function infoRead(bluez: Bluez) {
  return { in: { options: "a{sv}" }, out: { value: "ay" }, handler: answering(bluez, () => Buffer.from(infoValue())) };
}

function nothing(bluez: Bluez, then = () => {}) {
  return {
    handler: answering(bluez, () => {
      then();
      return null;
    }),
  };
}

/**
 * Answers BlueZ alone: everybody on the bus could call. A call that wants no answer (each write without response) gets none; the library would send
 * one that the bus refuses, and notes, every time.
 */
function answering<Words>(bluez: Bluez, work: (words: Words) => unknown) {
  return async (words: Words, { sender, message }: HandlerContext): Promise<unknown> => {
    const wanted = ((message?.flags ?? 0) & NO_REPLY_EXPECTED) === 0;
    try {
      if (sender !== bluez.owner) throw dbusError("org.freedesktop.DBus.Error.AccessDenied");
      const answer = work(words);
      if (wanted) return answer;
    } catch (thrown) {
      if (wanted) throw thrown;
    }
    return new Promise(() => {});
  };
}
