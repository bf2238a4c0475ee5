// From an id that was seen to a GattLink: BlueZ connects to the device, resolves its services, and subscribes to TX.

import { type GattLink, LARGEST_VALUE } from "../../../src-shared/bluetooth/ports.ts";
import { CHARACTERISTICS, dashed, serviceUuid } from "../../../src-shared/bluetooth/service.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { adapterFor } from "./bluez-adapter.ts";
import { Bluez, type BluezPorts, CHARACTERISTIC, DEVICE, type Patience, SERVICE } from "./bluez-bus.ts";
import { announcedId, discover } from "./bluez-discovery.ts";
import { dbusNameOf } from "./bluez-errors.ts";
import type { HeldDevices } from "./bluez-leftovers.ts";
import { BluezLink, type Ends, isOver, letGo } from "./bluez-link.ts";

type Parts = { readonly device: string; readonly rx: string; readonly tx: string; readonly info: string };
type Wanted = { readonly adapter: string; readonly id: string; readonly held: HeldDevices };
type Held = { readonly device: string; readonly id: string; readonly free: () => void };

const FIND: Patience = { milliseconds: 30_000, purpose: "connecting" };
const CONNECT: Patience = { milliseconds: 20_000, purpose: "connecting" };
const RESOLVE: Patience = { milliseconds: 15_000, purpose: "connecting" };
const ASK: Patience = { milliseconds: 10_000, purpose: "connecting" };
const WRITE: Patience = { milliseconds: 15_000, purpose: "link" };
/** A radio often misses the first try. */
const TRIES = 2;
/** Bytes of a write besides the value. */
const WRITE_HEAD = 3;

/** Over a connection to BlueZ of its own: the link does not depend on whether anybody looks. Throws as `Sighting.connect` says. */
export async function connectTo(ports: BluezPorts, id: string, held: HeldDevices, signal: AbortSignal): Promise<GattLink> {
  const bluez = await Bluez.open(ports);
  let free = () => {};
  try {
    const device = await findFree(bluez, { adapter: adapterFor(bluez, "central", ports.adapter), id, held }, signal);
    free = held.hold(device);
    return await connectHeld(bluez, { device, id, free }, signal);
  } catch (thrown) {
    free();
    bluez.close();
    throw thrown;
  }
}

async function connectHeld(bluez: Bluez, { device, id, free }: Held, signal: AbortSignal): Promise<GattLink> {
  const wasConnected = bluez.properties(device, DEVICE)?.Connected === true;
  const release = () => letGo(bluez, device, wasConnected);
  let dropped = false;
  bluez.listen((path, changed) => {
    dropped ||= path === device && isOver(bluez, device, changed);
  });
  const resolved = () => {
    if (dropped) throw new ExchangeError("transport.unreachable");
    return partsOf(bluez, device, id);
  };
  try {
    await unlessAborted(connect(bluez, device), signal);
    const parts = await bluez.until(resolved, RESOLVE, signal);
    const after = () => {
      free();
      bluez.close();
    };
    return await open(bluez, parts, { release, after }, signal);
  } catch (thrown) {
    await release();
    throw thrown;
  }
}

/** One that a connection of ours still leaves is found anew afterwards. */
async function findFree(bluez: Bluez, { adapter, id, held }: Wanted, signal: AbortSignal): Promise<string> {
  for (;;) {
    const device = await find(bluez, adapter, id, signal);
    const left = held.until(device);
    if (left === undefined) return device;
    await unlessAborted(bluez.within(left, FIND), signal);
  }
}

async function find(bluez: Bluez, adapter: string, id: string, signal: AbortSignal): Promise<string> {
  const look = () => bluez.all(DEVICE).findLast(([path, device]) => path.startsWith(`${adapter}/`) && announcedId(device) === id)?.[0];
  const known = look();
  if (known !== undefined) return known;
  await discover(bluez, adapter);
  return bluez.until(look, FIND, signal);
}

async function connect(bluez: Bluez, device: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await bluez.call({ path: device, interface: DEVICE, member: "Connect" }, CONNECT);
      return;
    } catch (thrown) {
      const cause = thrown instanceof ExchangeError ? thrown.cause : undefined;
      if (dbusNameOf(cause) === "org.bluez.Error.AlreadyConnected") return;
      if (tries === TRIES || dbusNameOf(cause) !== "org.bluez.Error.Failed") throw thrown;
    }
  }
}

/** Undefined until its services are resolved. */
function partsOf(bluez: Bluez, device: string, id: string): Parts | undefined {
  if (bluez.properties(device, DEVICE)?.ServicesResolved !== true) return undefined;
  const service = bluez.all(SERVICE).find(([, { Device, UUID }]) => Device === device && UUID === dashed(serviceUuid(id)))?.[0];
  const named = (uuid: string) => bluez.all(CHARACTERISTIC).find(([, { Service, UUID }]) => Service === service && UUID === dashed(uuid))?.[0];
  const [rx, tx, info] = [named(CHARACTERISTICS.rx), named(CHARACTERISTICS.tx), named(CHARACTERISTICS.info)];
  if (service === undefined || rx === undefined || tx === undefined || info === undefined) return undefined;
  return { device, rx, tx, info };
}

async function open(bluez: Bluez, { device, rx, tx, info }: Parts, ends: Pick<Ends, "release" | "after">, signal: AbortSignal): Promise<GattLink> {
  const said = await ask(bluez, info, "ReadValue", signal);
  if (!(said instanceof Uint8Array)) throw new ExchangeError("transport.unreachable");
  const hand = (value: Uint8Array, confirmed: boolean) => writeValue(bluez, rx, value, confirmed);
  const link = new BluezLink({ role: "central", bluez, device, info: new Uint8Array(said), hand, ...ends });
  bluez.listen((path, { Value }) => {
    if (path === tx && Value instanceof Uint8Array) link.deliver(Value);
  });
  await ask(bluez, tx, "StartNotify", signal);
  return link;
}

function ask(bluez: Bluez, path: string, member: "ReadValue" | "StartNotify", signal: AbortSignal): Promise<unknown> {
  const words = member === "ReadValue" ? { signature: "a{sv}", body: [[]] } : {};
  return unlessAborted(bluez.call({ path, interface: CHARACTERISTIC, member, ...words }, ASK), signal);
}

async function writeValue(bluez: Bluez, rx: string, value: Uint8Array, confirmed: boolean): Promise<void> {
  // What does not fit one write BlueZ would cut into several, of the confirmed kind alone.
  const { MTU } = bluez.properties(rx, CHARACTERISTIC) ?? {};
  if (value.length > (typeof MTU === "number" ? MTU - WRITE_HEAD : LARGEST_VALUE)) throw new ExchangeError("transport.closed", { detail: "too large" });
  const options = [["type", ["s", confirmed ? "request" : "command"]]];
  await bluez.call({ path: rx, interface: CHARACTERISTIC, member: "WriteValue", signature: "aya{sv}", body: [Buffer.from(value), options] }, WRITE);
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(new ExchangeError("owner.cancelled"));
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
