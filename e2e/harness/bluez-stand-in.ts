// BlueZ on a test's own system bus: one adapter with both roles behind org.bluez, as bluetoothd 5.66 has it, and in place of a radio an Air that other
// stand-ins share. What it proves is how the product uses D-Bus; the real bluetoothd is tested in a guest (npm run test:bluez).
//
//   const air = new Air();
//   const bluez = await BluezStandIn.open({ busAddress, air });
//   bluez.power(false);

import { createClient, type DefinedInterface, defineInterface, type Message, type MessageBus, Variant } from "dbus-native";
import type { Air, AirLink, Service, Station, WriteKind } from "./bluez-air.ts";
import { advertisementOf, bluezError, callCharacteristic, changedValue, servicesOf, tellCharacteristic } from "./bluez-client.ts";
import { BluezDevice, callerOptions, exported, readOnly } from "./bluez-device.ts";

const ADAPTER = "/org/bluez/hci0";
const INTERFACE = { adapter: "org.bluez.Adapter1", gatt: "org.bluez.GattManager1", advertising: "org.bluez.LEAdvertisingManager1" } as const;

export type BluezOptions = {
  readonly busAddress: string;
  readonly air: Air;
  /** The address of its radio. */
  readonly address?: string;
  /** `none`: bluetoothd runs on a computer without Bluetooth. `central`: its radio cannot be found. */
  readonly adapter?: "both" | "central" | "none";
  readonly powered?: boolean;
};

/** By the program that asked, as the bus names it. */
type Registered = { readonly client: string; readonly path: string };
type Application = Registered & { readonly services: readonly Service[] };
type Advertisement = Registered & { readonly properties: { readonly [name: string]: unknown } };

export class BluezStandIn implements Station {
  readonly address: string;
  /** Everything that programs had put on air, of each advertisement all that they named. */
  readonly onAir: { readonly [name: string]: unknown }[] = [];
  readonly #bus: MessageBus;
  readonly #air: Air;
  readonly #roles: readonly string[];
  readonly #devices = new Map<string, BluezDevice>();
  readonly #discovering = new Set<string>();
  /** Of our own characteristics, by path. */
  readonly #subscribed: string[] = [];
  #applications: readonly Application[] = [];
  #advertisements: readonly Advertisement[] = [];
  #powered: boolean;
  #refusal: Error | undefined;

  private constructor(bus: MessageBus, { air, address = "00:AA:01:00:00:42", adapter = "both", powered = true }: BluezOptions) {
    this.#bus = bus;
    this.#air = air;
    this.address = address;
    this.#powered = powered;
    this.#roles = adapter === "both" ? ["central", "peripheral"] : ["central"];
  }

  /** The bus has to let this process own org.bluez, which BlueZ's own policy gives root. */
  static async open(options: BluezOptions): Promise<BluezStandIn> {
    const bus = createClient({ busAddress: options.busAddress, authMethods: ["EXTERNAL"] });
    bus.connection.on("error", () => undefined); // the bus may end before it does
    const standIn = new BluezStandIn(bus, options);
    bus.exportObjectManager("/");
    if (options.adapter !== "none") standIn.#export();
    bus.connection.on("message", (message: Message) => standIn.#overhear(message));
    await bus.addMatch("type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'");
    await bus.addMatch("type='signal',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='org.bluez.GattCharacteristic1'");
    if ((await bus.requestName("org.bluez", 0)) !== 1) throw new Error("org.bluez is taken on this bus");
    options.air.add(standIn);
    return standIn;
  }

  get advertises(): readonly string[] {
    if (!this.#powered) return [];
    return this.#advertisements.flatMap(({ properties: { ServiceUUIDs } }) => (Array.isArray(ServiceUUIDs) ? ServiceUUIDs.map(String) : []));
  }

  get scans(): boolean {
    return this.#powered && this.#discovering.size > 0;
  }

  /** As the switch in the system's settings. */
  power(on: boolean): void {
    if (this.#powered === on) return;
    this.#powered = on;
    if (!on) {
      this.#air.drop(this);
      this.#discovering.clear();
      this.#advertisements = [];
    }
    this.#adapterChanged({ Powered: on, Discovering: this.scans });
  }

  /** From now on looking and advertising fail so, as `org.bluez.Error.` that name; undefined: no longer. */
  refuse(name?: string): void {
    this.#refusal = name === undefined ? undefined : bluezError(name, name);
  }

  async close(): Promise<void> {
    this.#air.remove(this);
    await this.#bus.close();
  }

  heard(other: Station, rssi: number): void {
    this.#device(other).heard(rssi);
  }

  linked(link: AirLink): readonly Service[] {
    this.#device(link.central).linkedBy(link);
    return this.#applications.flatMap(({ services }) => services);
  }

  unlinked(link: AirLink): void {
    const other = link.central === this ? link.peripheral : link.central;
    this.#devices.get(other.address)?.unlinked();
    if (link.peripheral !== this) return;
    for (const path of this.#subscribed.splice(0)) this.subscribe(link, path, false).catch(() => undefined); // who served it may be gone
  }

  async read(link: AirLink, path: string): Promise<Uint8Array> {
    const options = callerOptions(this.#device(link.central).path);
    return (await callCharacteristic(this.#bus, this.#serverOf(path), path, "ReadValue", "a{sv}", [options])) as Uint8Array;
  }

  async write(link: AirLink, path: string, value: Uint8Array, kind: WriteKind): Promise<void> {
    const options = callerOptions(this.#device(link.central).path, { type: new Variant("s", kind) });
    const hand = kind === "request" ? callCharacteristic : tellCharacteristic;
    await hand(this.#bus, this.#serverOf(path), path, "WriteValue", "aya{sv}", [Buffer.from(value), options]);
  }

  async subscribe(_link: AirLink, path: string, on: boolean): Promise<void> {
    if (on) this.#subscribed.push(path);
    await callCharacteristic(this.#bus, this.#serverOf(path), path, on ? "StartNotify" : "StopNotify");
  }

  notified(link: AirLink, path: string, value: Uint8Array): void {
    this.#devices.get(link.peripheral.address)?.notified(path, value);
  }

  #device(station: Station): BluezDevice {
    const known = this.#devices.get(station.address);
    if (known !== undefined) return known;
    const device = new BluezDevice({ bus: this.#bus, adapter: ADAPTER, station, connect: (to) => this.#connect(to) });
    this.#devices.set(station.address, device);
    return device;
  }

  #connect({ station }: BluezDevice): AirLink {
    this.#ready();
    if (this.#air.hears(station.address) !== station) throw bluezError("Failed", "le-connection-abort-by-local");
    return this.#air.connect(this, station);
  }

  #serverOf(path: string): string {
    const found = this.#applications.find(({ services }) => services.some(({ characteristics }) => characteristics.some((one) => one.path === path)));
    if (found === undefined) throw bluezError("Failed", "Not connected");
    return found.client;
  }

  #ready(): void {
    if (!this.#powered) throw bluezError("NotReady", "Resource Not Ready");
    if (this.#refusal !== undefined) throw this.#refusal;
  }

  #overhear(message: Message): void {
    const { member, sender, body = [] } = message;
    if (member === "NameOwnerChanged" && sender === "org.freedesktop.DBus" && body[2] === "") this.#forget(String(body[0]));
    for (const { client } of this.#applications) {
      const changed = changedValue(message, client);
      const link = changed && [...this.#devices.values()].find((device) => device.link?.peripheral === this)?.link;
      if (changed && link) void link.carry("down", changed.value, () => link.central.notified(link, changed.path, changed.value));
    }
  }

  /** A program that left the bus. */
  #forget(client: string): void {
    this.#applications = this.#applications.filter((one) => one.client !== client);
    this.#advertisements = this.#advertisements.filter((one) => one.client !== client);
    if (this.#discovering.delete(client)) this.#adapterChanged({ Discovering: this.scans });
  }

  #adapterChanged(properties: { readonly [name: string]: unknown }): void {
    this.#bus.emitPropertiesChanged(ADAPTER, INTERFACE.adapter, properties);
  }

  #export(): void {
    const served = [this.#adapter(), this.#gattManager(), ...(this.#roles.includes("peripheral") ? [this.#advertisingManager()] : [])];
    for (const definition of served) this.#bus.exportInterface(...exported(ADAPTER, definition));
  }

  #adapter(): DefinedInterface {
    return defineInterface({
      name: INTERFACE.adapter,
      methods: {
        StartDiscovery: (_none, { sender = "" }) => {
          this.#ready();
          this.#discovering.add(sender);
          this.#adapterChanged({ Discovering: true });
        },
        StopDiscovery: (_none, { sender = "" }) => {
          if (!this.#discovering.delete(sender)) throw bluezError("Failed", "No discovery started");
          this.#adapterChanged({ Discovering: this.scans });
        },
        SetDiscoveryFilter: { in: { properties: "a{sv}" }, handler: () => undefined },
        RemoveDevice: { in: { device: "o" }, handler: ({ device }) => this.#removeDevice(device) },
      },
      properties: {
        Address: readOnly("s", () => this.address),
        AddressType: readOnly("s", () => "public"),
        Name: readOnly("s", () => "stand-in"),
        Alias: readOnly("s", () => "stand-in"),
        Powered: { type: "b", get: () => this.#powered, set: (on) => this.power(on === true) },
        Discoverable: readOnly("b", () => false),
        Discovering: readOnly("b", () => this.scans),
        UUIDs: readOnly("as", () => []),
        Roles: readOnly("as", () => this.#roles),
      },
    });
  }

  #removeDevice(path: string): void {
    const found = [...this.#devices].find(([, device]) => device.path === path);
    if (found === undefined) throw bluezError("DoesNotExist", "Does Not Exist");
    found[1].remove();
    this.#devices.delete(found[0]);
  }

  #gattManager(): DefinedInterface {
    return defineInterface({
      name: INTERFACE.gatt,
      methods: {
        RegisterApplication: {
          in: { application: "o", options: "a{sv}" },
          handler: async ({ application: path }, { sender: client = "" }) => {
            this.#applications = [...this.#applications, { client, path, services: await servicesOf(this.#bus, client, path) }];
          },
        },
        UnregisterApplication: {
          in: { application: "o" },
          handler: ({ application }, { sender }) => {
            this.#applications = without(this.#applications, sender, application);
          },
        },
      },
    });
  }

  #advertisingManager(): DefinedInterface {
    return defineInterface({
      name: INTERFACE.advertising,
      methods: {
        RegisterAdvertisement: {
          in: { advertisement: "o", options: "a{sv}" },
          handler: async ({ advertisement: path }, { sender: client = "" }) => {
            this.#ready();
            const properties = await advertisementOf(this.#bus, client, path);
            this.onAir.push(properties);
            this.#advertisements = [...this.#advertisements, { client, path, properties }];
          },
        },
        UnregisterAdvertisement: {
          in: { advertisement: "o" },
          handler: ({ advertisement }, { sender }) => {
            this.#advertisements = without(this.#advertisements, sender, advertisement);
          },
        },
      },
      properties: {
        ActiveInstances: readOnly("y", () => this.#advertisements.length),
        SupportedInstances: readOnly("y", () => 5 - this.#advertisements.length),
        SupportedIncludes: readOnly("as", () => []),
      },
    });
  }
}

/** Throws what BlueZ answers when there is no such. */
function without<R extends Registered>(all: readonly R[], client: string | undefined, path: string): readonly R[] {
  const left = all.filter((one) => one.client !== client || one.path !== path);
  if (left.length === all.length) throw bluezError("DoesNotExist", "Does Not Exist");
  return left;
}
