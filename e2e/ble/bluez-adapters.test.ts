// Our BlueZ adapters over a real D-Bus, against the stand-in for bluetoothd: what they report, whom they let in, and what they leave behind.

import { createClient } from "dbus-native";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BluezPorts } from "../../src-main/platform/bluetooth/bluez-bus.ts";
import { bluezCentral } from "../../src-main/platform/bluetooth/bluez-central.ts";
import { bluezPeripheral } from "../../src-main/platform/bluetooth/bluez-peripheral.ts";
import { systemClock } from "../../src-main/platform/system-clock.ts";
import type { GattLink, Sighting } from "../../src-shared/bluetooth/ports.ts";
import { dashed, infoValue, serviceUuid } from "../../src-shared/bluetooth/service.ts";
import { toExchangeError } from "../../src-shared/errors.ts";
import { Air } from "../harness/bluez-air.ts";
import { type BluezOptions, BluezStandIn } from "../harness/bluez-stand-in.ts";
import { isInstalled } from "../harness/os-services.ts";
import { openPrivateBus } from "../harness/private-bus.ts";

const ID = "0011223344556677";
const missing = isInstalled("dbus-daemon") ? undefined : "needs dbus-daemon";
const ends: (() => unknown)[] = [];
let air: Air;

type Computer = { readonly bluez: BluezStandIn; readonly address: string; readonly ports: BluezPorts };

async function computer(options: Partial<BluezOptions> = {}): Promise<Computer> {
  const { address, ports } = await emptyBus();
  const bluez = await BluezStandIn.open({ busAddress: address, air, ...options });
  ends.push(() => bluez.close());
  return { bluez, address, ports };
}

/** With an adapter that the kernel knows, and no BlueZ. */
async function emptyBus(hardware: readonly string[] = ["hci0"]): Promise<{ readonly address: string; readonly ports: BluezPorts }> {
  const bus = await openPrivateBus();
  ends.push(() => bus.close());
  const connect = async () => {
    const client = createClient({ busAddress: bus.address, authMethods: ["EXTERNAL"], timeout: 0 });
    client.connection.on("error", () => undefined); // the bus may end before it does
    await client.listNames();
    return client;
  };
  return { address: bus.address, ports: { clock: systemClock(), connect, hardware: () => hardware } };
}

async function receiver(): Promise<Computer & { readonly link: Promise<GattLink>; readonly stop: () => Promise<void> }> {
  const one = await computer({ address: "00:AA:01:00:00:42" });
  const { promise: link, resolve } = Promise.withResolvers<GattLink>();
  const { stop } = await bluezPeripheral(one.ports).advertise(ID, resolve);
  ends.push(stop);
  return { ...one, link, stop };
}

/** The first that it sees, of those that fit. */
function sighting({ ports }: Computer, fits: (seen: Sighting) => boolean = () => true): Promise<Sighting> {
  return new Promise((resolve, reject) => {
    const { stop } = bluezCentral(ports).scan((seen) => fits(seen) && resolve(seen), reject);
    ends.push(stop);
  });
}

async function connected(sender: Computer): Promise<GattLink> {
  const link = await (await sighting(sender)).connect(new AbortController().signal);
  ends.push(() => link.close());
  return link;
}

/** Both sides of a link over which the sender has written one byte. */
async function linked() {
  const [to, from] = [await receiver(), await computer({ address: "00:AA:01:01:00:42" })];
  const sending = await connected(from);
  await sending.send(Uint8Array.of(7), true);
  return { to, from, sending, receiving: await to.link };
}

function heard(link: GattLink): number[][] {
  const values: number[][] = [];
  link.receive((value) => void values.push([...value]));
  return values;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "nothing",
    (thrown) => toExchangeError(thrown).code,
  );

beforeEach(() => {
  air = new Air();
  ends.push(() => air.close());
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe.skipIf(missing !== undefined)(`BlueZ over D-Bus${missing === undefined ? "" : ` (${missing})`}`, () => {
  test.each([
    ["there", {}, "ready", "ready"],
    ["switched off", { powered: false }, "bluetooth.off", "bluetooth.off"],
    ["without an adapter", { adapter: "none" }, "bluetooth.no-adapter", "bluetooth.no-adapter"],
    ["with an adapter that cannot be found", { adapter: "central" }, "ready", "bluetooth.no-peripheral-role"],
  ] as const)("%s is told by the state of each role", async (_how, options, central, peripheral) => {
    const { ports } = await computer(options);
    expect([await bluezCentral(ports).state(), await bluezPeripheral(ports).state()]).toEqual([central, peripheral]);
  });

  test.each([
    ["that does not run is unavailable where there is an adapter", ["hci0"], "bluetooth.unavailable"],
    ["that does not run for want of an adapter is no adapter", [], "bluetooth.no-adapter"],
  ])("%s", async (_what, hardware, code) => {
    expect(await bluezCentral((await emptyBus(hardware)).ports).state()).toBe(code);
  });

  test.each([
    ["NotReady", "bluetooth.off"],
    ["InProgress", "bluetooth.busy"],
    ["NotPermitted", "bluetooth.busy"],
    ["NotAuthorized", "bluetooth.denied"],
  ])("that refuses to advertise with %s is %s", async (name, code) => {
    const { bluez, ports } = await computer();
    bluez.refuse(name);
    expect(await codeOf(bluezPeripheral(ports).advertise(ID, () => {}))).toBe(code);
  });

  test("is told once that looking does not work, and goes on by itself when it does", async () => {
    await receiver();
    const { bluez, ports } = await computer({ address: "00:AA:01:01:00:42", powered: false });
    const troubles: string[] = [];
    const seen = new Promise<Sighting>((resolve) => {
      const { stop } = bluezCentral(ports).scan(resolve, ({ code }) => {
        troubles.push(code);
        bluez.power(true);
      });
      ends.push(stop);
    });
    expect([(await seen).id, troubles]).toEqual([ID, ["bluetooth.off"]]);
  });

  test("puts the service's UUID on air, and no name", async () => {
    const { bluez } = await receiver();
    expect(bluez.onAir).toEqual([{ Type: "peripheral", ServiceUUIDs: [dashed(serviceUuid(ID))], Discoverable: true }]);
  });

  test("tells whom it sees, and how strongly", async () => {
    await receiver();
    const seen = await sighting(await computer({ address: "00:AA:01:01:00:42" }), ({ rssi }) => rssi !== undefined);
    expect(seen).toMatchObject({ id: ID, rssi: -52 });
  });

  test("carries values both ways", async () => {
    const { sending, receiving } = await linked();
    const [to, from] = [heard(receiving), heard(sending)];
    await sending.send(Uint8Array.of(8, 9), false);
    await receiving.send(Uint8Array.of(1, 2), false);
    await vi.waitFor(() => expect([to, from]).toEqual([[[7], [8, 9]], [[1, 2]]]));
  });

  test("reads INFO when it connects", async () => {
    expect((await linked()).sending.info).toEqual(infoValue());
  });

  test("is not on air while one is connected", async () => {
    const { to } = await linked();
    await vi.waitFor(() => expect(to.bluez.advertises).toEqual([]));
  });

  test("gives the link to who writes first, and refuses who was connected besides", async () => {
    const to = await receiver();
    const [first, second] = [await computer({ address: "00:AA:01:01:00:42" }), await computer({ address: "00:AA:01:02:00:42" })];
    const [one, other] = [await connected(first), await connected(second)];
    await one.send(Uint8Array.of(7), true);
    await to.link;
    expect(await codeOf(other.send(Uint8Array.of(8), true))).toBe("transport.closed");
  });

  test("says on both sides that a connection is gone, and can be found again", async () => {
    const { sending, receiving, from } = await linked();
    air.drop();
    await Promise.all([sending.closed, receiving.closed]);
    expect((await sighting(from)).id).toBe(ID);
  });

  test("forgets the other computer when the connection is closed", async () => {
    const { sending, from } = await linked();
    const program = createClient({ busAddress: from.address, authMethods: ["EXTERNAL"] });
    ends.push(() => program.close());
    const { objects } = await program.objects("org.bluez", "/");
    const known = () => Object.values(objects).filter((interfaces) => "org.bluez.Device1" in interfaces).length;
    const before = known();
    sending.close();
    await sending.closed;
    await vi.waitFor(() => expect([before, known()]).toEqual([1, 0]));
  });

  test("sends nothing over a connection that is closed", async () => {
    const { sending } = await linked();
    sending.close();
    expect(await codeOf(sending.send(Uint8Array.of(1), false))).toBe("transport.closed");
  });

  test("ends connecting when its owner does not want it any more", async () => {
    await receiver();
    const seen = await sighting(await computer({ address: "00:AA:01:01:00:42" }));
    expect(await codeOf(seen.connect(AbortSignal.abort()))).toBe("owner.cancelled");
  });

  test("takes a write from BlueZ alone", async () => {
    const { address, link } = await receiver();
    const stranger = createClient({ busAddress: address, authMethods: ["EXTERNAL"] });
    ends.push(() => stranger.close());
    const names = ((await stranger.listNames()) as string[]).filter((name) => name.startsWith(":"));
    const body = [Buffer.of(1), [["device", ["o", "/org/bluez/hci0/dev_x"]]]];
    const path = "/app/keyferry/gatt/service/rx";
    const write = (destination: string) =>
      stranger.invoke({ destination, path, interface: "org.bluez.GattCharacteristic1", member: "WriteValue", signature: "aya{sv}", body });
    const answers = await Promise.all(
      names.map((name) =>
        Promise.resolve(write(name)).then(
          () => "taken",
          ({ dbusName }) => String(dbusName),
        ),
      ),
    );
    const opened = await Promise.race([link.then(() => "a link"), Promise.resolve("no link")]);
    expect([answers.includes("taken"), answers.includes("org.freedesktop.DBus.Error.AccessDenied"), opened]).toEqual([false, true, "no link"]);
  });

  test("is off the air after stop", async () => {
    const { bluez, stop } = await receiver();
    await stop();
    expect(bluez.advertises).toEqual([]);
  });
});
