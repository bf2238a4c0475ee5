// Another computer on a stand-in's bus: org.bluez.Device1, and when it is connected, its services and characteristics.

import { type DefinedInterface, defineInterface, type MessageBus, Variant } from "dbus-native";
import type { AirLink, Characteristic, Service, Station, WriteKind } from "./bluez-air.ts";
import { bluezError } from "./bluez-client.ts";

const DEVICE = "org.bluez.Device1";
const CHARACTERISTIC = "org.bluez.GattCharacteristic1";
/** ATT_MTU; a value is at most three bytes shorter. */
export const MTU = 517;

type Remote = { readonly path: string; readonly characteristic: Characteristic; value: Uint8Array; notifying: boolean };

export type DeviceOptions = {
  readonly bus: MessageBus;
  readonly adapter: string;
  readonly station: Station;
  /** Brings a link to it up; throws what BlueZ answers when it does not. */
  readonly connect: (device: BluezDevice) => AirLink;
};

export class BluezDevice {
  readonly path: string;
  readonly station: Station;
  link: AirLink | undefined;
  readonly #options: DeviceOptions;
  readonly #remote: Remote[] = [];
  readonly #served: string[] = [];
  readonly #definition: DefinedInterface;
  #rssi: number | undefined;
  #uuids: readonly string[] = [];
  #resolved = false;

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.station = options.station;
    this.path = `${options.adapter}/dev_${options.station.address.replaceAll(":", "_")}`;
    this.#definition = this.#interface();
    Object.defineProperty(this.#definition.impl, "RSSI", { get: () => this.#rssi });
    options.bus.exportInterface(...exported(this.path, this.#definition));
  }

  heard(rssi: number): void {
    this.#rssi = rssi;
    // as BlueZ has it: there while the device is heard
    this.#definition.descriptor.properties = { ...this.#definition.descriptor.properties, RSSI: { type: "n", access: "read" } };
    this.#changed({ RSSI: rssi, ...(this.#note() && { UUIDs: this.#uuids }) });
  }

  /** As the peripheral sees its central. */
  linkedBy(link: AirLink): void {
    this.link = link;
    this.#changed({ Connected: true });
  }

  unlinked(): void {
    this.link = undefined;
    for (const path of this.#served.splice(0)) this.#options.bus.unexportInterface(path);
    this.#remote.length = 0;
    this.#resolved = false;
    this.#changed({ ServicesResolved: false, Connected: false });
  }

  notified(path: string, value: Uint8Array): void {
    const remote = this.#remote.find(({ characteristic }) => characteristic.path === path);
    if (remote === undefined || !remote.notifying) return;
    remote.value = value;
    this.#options.bus.emitPropertiesChanged(remote.path, CHARACTERISTIC, { Value: Buffer.from(value) });
  }

  remove(): void {
    this.link?.drop();
    this.#options.bus.unexportInterface(this.path);
  }

  /** Whether what it advertises is news. */
  #note(): boolean {
    const now = this.station.advertises;
    if (now.join() === this.#uuids.join()) return false;
    this.#uuids = now;
    return true;
  }

  #changed(properties: { readonly [name: string]: unknown }): void {
    this.#options.bus.emitPropertiesChanged(this.path, DEVICE, properties);
  }

  #connect(): void {
    if (this.link !== undefined) throw bluezError("AlreadyConnected", "Already Connected");
    this.link = this.#options.connect(this);
    this.#changed({ Connected: true });
    const services = this.station.linked(this.link);
    setImmediate(() => this.#serve(services));
  }

  #serve(services: readonly Service[]): void {
    if (this.link === undefined) return;
    let handle = 0x10;
    const next = (name: string) => `${name}${(handle++).toString(16).padStart(4, "0")}`;
    for (const { uuid, characteristics } of services) {
      const path = `${this.path}/${next("service")}`;
      this.#export(path, serviceInterface(uuid, this.path));
      for (const characteristic of characteristics) {
        const remote = { path: `${path}/${next("char")}`, characteristic, value: new Uint8Array(), notifying: false };
        this.#remote.push(remote);
        this.#export(remote.path, this.#characteristic(remote, path));
      }
    }
    this.#resolved = true;
    this.#changed({ ServicesResolved: true });
  }

  #export(path: string, definition: DefinedInterface): void {
    this.#served.push(path);
    this.#options.bus.exportInterface(...exported(path, definition));
  }

  #interface(): DefinedInterface {
    const { address } = this.station;
    this.#note();
    return defineInterface({
      name: DEVICE,
      methods: { Connect: () => this.#connect(), Disconnect: () => this.link?.drop() },
      properties: {
        Address: readOnly("s", () => address),
        AddressType: readOnly("s", () => "public"),
        Alias: readOnly("s", () => address.replaceAll(":", "-")),
        Adapter: readOnly("o", () => this.#options.adapter),
        Paired: readOnly("b", () => false),
        Trusted: readOnly("b", () => false),
        Blocked: readOnly("b", () => false),
        Connected: readOnly("b", () => this.link !== undefined),
        ServicesResolved: readOnly("b", () => this.#resolved),
        UUIDs: readOnly("as", () => this.#uuids),
      },
    });
  }

  #characteristic(remote: Remote, service: string): DefinedInterface {
    const { uuid, flags, path } = remote.characteristic;
    return defineInterface({
      name: CHARACTERISTIC,
      methods: {
        ReadValue: { in: { options: "a{sv}" }, out: { value: "ay" }, handler: async () => Buffer.from(await this.station.read(this.#open(), path)) },
        WriteValue: { in: { value: "ay", options: "a{sv}" }, handler: ({ value, options }) => this.#write(remote, value, options.type) },
        StartNotify: () => this.#notify(remote, true),
        StopNotify: () => this.#notify(remote, false),
      },
      properties: {
        UUID: readOnly("s", () => uuid),
        Service: readOnly("o", () => service),
        Value: readOnly("ay", () => Buffer.from(remote.value)),
        Notifying: readOnly("b", () => remote.notifying),
        Flags: readOnly("as", () => flags),
        MTU: readOnly("q", () => MTU),
      },
    });
  }

  async #write({ characteristic }: Remote, value: Uint8Array, type: unknown): Promise<void> {
    const link = this.#open();
    const kind: WriteKind = type === "command" || !characteristic.flags.includes("write") ? "command" : "request";
    if (value.length > MTU - 3) throw bluezError("InvalidValueLength", "Invalid value length");
    if (kind === "command") return link.carry("up", value, () => void this.station.write(link, characteristic.path, value, kind).catch(() => undefined));
    const answer = Promise.withResolvers<void>();
    void link.carry("up", value, () => this.station.write(link, characteristic.path, value, kind).then(answer.resolve, answer.reject));
    await Promise.race([answer.promise, link.ended.then(() => Promise.reject(bluezError("Failed", "Not connected")))]);
  }

  async #notify(remote: Remote, on: boolean): Promise<void> {
    await this.station.subscribe(this.#open(), remote.characteristic.path, on);
    remote.notifying = on;
    this.#options.bus.emitPropertiesChanged(remote.path, CHARACTERISTIC, { Notifying: on });
  }

  #open(): AirLink {
    if (this.link === undefined) throw bluezError("Failed", "Not connected");
    return this.link;
  }
}

function serviceInterface(uuid: string, device: string): DefinedInterface {
  return defineInterface({
    name: "org.bluez.GattService1",
    properties: { UUID: readOnly("s", () => uuid), Device: readOnly("o", () => device), Primary: readOnly("b", () => true) },
  });
}

/** What a program is told about who calls. */
export function callerOptions(device: string, more: { readonly [name: string]: Variant } = {}): { readonly [name: string]: Variant } {
  return { device: new Variant("o", device), link: new Variant("s", "LE"), mtu: new Variant("q", MTU), ...more };
}

export function readOnly(type: string, get: () => unknown): { type: string; access: "read"; get: () => unknown } {
  return { type, access: "read", get };
}

export function exported(path: string, { impl, descriptor }: DefinedInterface): [unknown, string, DefinedInterface["descriptor"]] {
  return [impl, path, descriptor];
}
