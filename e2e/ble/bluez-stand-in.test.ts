// The stand-in of BlueZ behaves as bluetoothd does where the product can tell: seen through D-Bus, by programs on two buses that share an air.

import { createClient, defineInterface, type ManagedObjects, type MessageBus, Variant } from "dbus-native";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Air } from "../harness/bluez-air.ts";
import { exported, readOnly } from "../harness/bluez-device.ts";
import { type BluezOptions, BluezStandIn } from "../harness/bluez-stand-in.ts";
import { isInstalled } from "../harness/os-services.ts";
import { openPrivateBus, type PrivateBus } from "../harness/private-bus.ts";

const ADAPTER = "/org/bluez/hci0";
const [ADAPTER1, DEVICE, CHARACTERISTIC] = ["org.bluez.Adapter1", "org.bluez.Device1", "org.bluez.GattCharacteristic1"];
const UUID = "6b657966-6572-72f1-0011-223344556677";
const ends: (() => unknown)[] = [];
let air: Air;

/** A computer's bus with BlueZ, and a program on it. */
class Computer {
  readonly bluez: BluezStandIn;
  readonly program: MessageBus;
  readonly objects: ManagedObjects;
  readonly written: string[] = [];

  private constructor(bluez: BluezStandIn, program: MessageBus, objects: ManagedObjects) {
    this.bluez = bluez;
    this.program = program;
    this.objects = objects;
  }

  static async open(options: Partial<BluezOptions> = {}): Promise<Computer> {
    const bus: PrivateBus = await openPrivateBus();
    ends.push(() => bus.close());
    const bluez = await BluezStandIn.open({ busAddress: bus.address, air, ...options });
    const program = createClient({ busAddress: bus.address, authMethods: ["EXTERNAL"] });
    program.connection.on("error", () => undefined); // it may be closed while it answers
    ends.push(
      () => program.close(),
      () => bluez.close(),
    );
    return new Computer(bluez, program, await program.objects("org.bluez", "/"));
  }

  call(path: string, iface: string, member: string, signature?: string, body?: unknown[]): PromiseLike<unknown> {
    return this.program.invoke({ destination: "org.bluez", path, interface: iface, member, ...(signature && { signature, body: body ?? [] }) });
  }

  /** Serves one service with one characteristic that is written to and one that notifies, and advertises it. */
  async receive(): Promise<void> {
    const { program } = this;
    program.exportObjectManager("/app");
    const characteristic = (uuid: string, flags: readonly string[], methods: Parameters<typeof defineInterface>[0]["methods"]) =>
      defineInterface({
        name: CHARACTERISTIC,
        methods: { ...methods },
        properties: {
          UUID: readOnly("s", () => uuid),
          Service: readOnly("o", () => "/app/s"),
          Flags: readOnly("as", () => flags),
          Value: readOnly("ay", () => Buffer.alloc(0)),
        },
      });
    const write = {
      in: { value: "ay", options: "a{sv}" },
      handler: ({ value, options }: { value: Buffer; options: { type: string } }) => void this.written.push(`${options.type} ${value}`),
    };
    const service = defineInterface({ name: "org.bluez.GattService1", properties: { UUID: readOnly("s", () => UUID), Primary: readOnly("b", () => true) } });
    const advertisement = defineInterface({
      name: "org.bluez.LEAdvertisement1",
      methods: { Release: () => undefined },
      properties: { Type: readOnly("s", () => "peripheral"), ServiceUUIDs: readOnly("as", () => [UUID]) },
    });
    program.exportInterface(...exported("/app/s", service));
    program.exportInterface(...exported("/app/s/rx", characteristic("rx", ["write", "write-without-response"], { WriteValue: write })));
    program.exportInterface(...exported("/app/s/tx", characteristic("tx", ["notify"], { StartNotify: () => undefined, StopNotify: () => undefined })));
    program.exportInterface(...exported("/advertisement", advertisement));
    await this.call(ADAPTER, "org.bluez.GattManager1", "RegisterApplication", "oa{sv}", ["/app", []]);
    await this.call(ADAPTER, "org.bluez.LEAdvertisingManager1", "RegisterAdvertisement", "oa{sv}", ["/advertisement", []]);
  }

  /** The path of the other computer, when it was heard. */
  async find(): Promise<string> {
    await this.call(ADAPTER, ADAPTER1, "StartDiscovery");
    return vi.waitUntil(() => Object.keys(this.objects.filter(DEVICE))[0]);
  }

  /** The path of a characteristic of the other computer, connected. */
  async connect(uuid: string): Promise<string> {
    const device = await this.find();
    await this.call(device, DEVICE, "Connect");
    await vi.waitUntil(() => this.objects.get(device)?.[DEVICE]?.ServicesResolved === true);
    return Object.entries(this.objects.filter(CHARACTERISTIC)).find(([, { UUID: found }]) => found === uuid)?.[0] ?? "";
  }
}

async function two(): Promise<{ exporter: Computer; importer: Computer }> {
  const exporter = await Computer.open({ address: "00:AA:01:00:00:01" });
  const importer = await Computer.open({ address: "00:AA:01:00:00:02" });
  await importer.receive();
  return { exporter, importer };
}

function write(computer: Computer, path: string, text: string, type: "request" | "command"): PromiseLike<unknown> {
  return computer.call(path, CHARACTERISTIC, "WriteValue", "aya{sv}", [Buffer.from(text), [["type", new Variant("s", type)]]]);
}

const missing = isInstalled("dbus-daemon") ? undefined : "not run, not installed: dbus-daemon";

describe.skipIf(missing !== undefined)(`BlueZ's stand-in${missing ? ` (${missing})` : ""}`, () => {
  beforeEach(() => {
    air = new Air();
    ends.push(() => air.close());
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  test("one who advertises is heard by one who looks, with its service and its signal", async () => {
    const { exporter } = await two();
    const device = await exporter.find();
    expect(exporter.objects.get(device)?.[DEVICE]).toMatchObject({ UUIDs: [UUID], RSSI: -52, Connected: false });
  });

  test.each(["request", "command"] as const)("a %s arrives as one", async (type) => {
    const { exporter, importer } = await two();
    await write(exporter, await exporter.connect("rx"), "hello", type);
    await vi.waitUntil(() => importer.written.length > 0);
    expect(importer.written).toEqual([`${type} hello`]);
  });

  test("writes arrive in order, also where the air is slow", async () => {
    const { exporter, importer } = await two();
    const rx = await exporter.connect("rx");
    air.rate = 100_000;
    const sent = Array.from({ length: 50 }, (_, index) => `${index}`.padStart(200, "."));
    await Promise.all(sent.map((text) => write(exporter, rx, text, "command")));
    await vi.waitUntil(() => importer.written.length === sent.length);
    expect(importer.written).toEqual(sent.map((text) => `command ${text}`));
  });

  test("a notification comes to whoever asked for it", async () => {
    const { exporter, importer } = await two();
    const tx = await exporter.connect("tx");
    await exporter.call(tx, CHARACTERISTIC, "StartNotify");
    importer.program.emitPropertiesChanged("/app/s/tx", CHARACTERISTIC, { Value: Buffer.from("hi") });
    await vi.waitUntil(() => String(exporter.objects.get(tx)?.[CHARACTERISTIC]?.Value) === "hi");
  });

  test("both see a link that breaks", async () => {
    const { exporter, importer } = await two();
    await exporter.connect("rx");
    await vi.waitUntil(() => Object.values(importer.objects.filter(DEVICE))[0]?.Connected === true);
    air.drop();
    const gone = ({ objects }: Computer) => Object.values(objects.filter(DEVICE))[0]?.Connected === false;
    await vi.waitUntil(() => gone(exporter) && gone(importer) && Object.keys(exporter.objects.filter(CHARACTERISTIC)).length === 0);
  });

  test("a write is refused once the link broke", async () => {
    const { exporter } = await two();
    const rx = await exporter.connect("rx");
    air.dropEvery = 1;
    await expect(write(exporter, rx, "hello", "request")).rejects.toThrow("Not connected");
  });

  test("one who stopped advertising is not reached", async () => {
    const { exporter, importer } = await two();
    const device = await exporter.find();
    await importer.call(ADAPTER, "org.bluez.LEAdvertisingManager1", "UnregisterAdvertisement", "o", ["/advertisement"]);
    await expect(exporter.call(device, DEVICE, "Connect")).rejects.toThrow("le-connection-abort-by-local");
  });

  test("a program that leaves the bus advertises no more", async () => {
    const { importer } = await two();
    await importer.program.close();
    await vi.waitUntil(() => importer.bluez.advertises.length === 0);
  });

  test("switched off, it breaks links and says so", async () => {
    const { exporter, importer } = await two();
    await exporter.connect("rx");
    importer.bluez.power(false);
    await vi.waitUntil(() => importer.objects.get(ADAPTER)?.[ADAPTER1]?.Powered === false);
    await expect(importer.call(ADAPTER, ADAPTER1, "StartDiscovery")).rejects.toThrow("Resource Not Ready");
  });

  test("without the peripheral role there is nothing to advertise by", async () => {
    const { objects } = await Computer.open({ adapter: "central" });
    expect(Object.keys(objects.get(ADAPTER) ?? {})).not.toContain("org.bluez.LEAdvertisingManager1");
  });

  test("a computer without Bluetooth has no adapter", async () => {
    const { objects } = await Computer.open({ adapter: "none" });
    expect(objects.paths()).toEqual([]);
  });
});
