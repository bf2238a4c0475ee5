// A program on a stand-in's bus, as bluetoothd sees one: what it registered to be advertised and served, and calls into it.

import type { DBusPromise, Message, MessageBus } from "dbus-native";
import type { Characteristic, Service } from "./bluez-air.ts";

const OBJECTS = "org.freedesktop.DBus.ObjectManager";
const PROPERTIES = "org.freedesktop.DBus.Properties";
const SERVICE = "org.bluez.GattService1";
const CHARACTERISTIC = "org.bluez.GattCharacteristic1";
const ADVERTISEMENT = "org.bluez.LEAdvertisement1";
const NO_REPLY_EXPECTED = 1;

type Tree = { readonly [path: string]: { readonly [iface: string]: { readonly [property: string]: unknown } } };

export function bluezError(name: string, message: string): Error {
  return Object.assign(new Error(message), { dbusName: `org.bluez.Error.${name}` });
}

/** What a program advertises: everything it named, as it goes on air. */
export async function advertisementOf(bus: MessageBus, client: string, path: string): Promise<{ readonly [property: string]: unknown }> {
  const call = { destination: client, path, interface: PROPERTIES, member: "GetAll", signature: "s", body: [ADVERTISEMENT] };
  return (await bus.invoke(call)) as { readonly [property: string]: unknown };
}

/** Its GATT services, and their characteristics as it serves them. */
export async function servicesOf(bus: MessageBus, client: string, root: string): Promise<readonly Service[]> {
  const tree = (await bus.invoke({ destination: client, path: root, interface: OBJECTS, member: "GetManagedObjects" })) as Tree;
  const characteristics = Object.entries(tree).flatMap(([path, { [CHARACTERISTIC]: found }]) => (found ? [{ path, found }] : []));
  return Object.entries(tree).flatMap(([path, { [SERVICE]: service }]) => {
    if (service === undefined) return [];
    const own = characteristics.filter(({ found }) => found.Service === path);
    return [{ path, uuid: String(service.UUID), characteristics: own.map((one): Characteristic => toCharacteristic(one.path, one.found)) }];
  });
}

function toCharacteristic(path: string, { UUID, Flags }: { readonly [property: string]: unknown }): Characteristic {
  return { path, uuid: String(UUID), flags: Array.isArray(Flags) ? Flags.map(String) : [] };
}

/** A call of a characteristic of the program that wants no answer, as bluetoothd hands on a write without response. */
export async function tellCharacteristic(bus: MessageBus, client: string, path: string, member: string, signature: string, body: unknown[]): Promise<void> {
  await bus.invoke({ destination: client, path, interface: CHARACTERISTIC, member, flags: NO_REPLY_EXPECTED, signature, body });
}

/** A call of a characteristic of the program. */
export function callCharacteristic(
  bus: MessageBus,
  client: string,
  path: string,
  member: string,
  ...[signature, body]: [string?, unknown[]?]
): DBusPromise<unknown> {
  return bus.invoke({ destination: client, path, interface: CHARACTERISTIC, member, ...(signature && body && { signature, body }) });
}

/** The new value when the message is one of the client's characteristic changing its own. */
export function changedValue(message: Message, client: string): { readonly path: string; readonly value: Uint8Array } | undefined {
  const { sender, path, interface: iface, member, body = [] } = message;
  if (sender !== client || path === undefined || iface !== PROPERTIES || member !== "PropertiesChanged" || body[0] !== CHARACTERISTIC) return undefined;
  const value = (body[1] as { readonly Value?: Uint8Array }).Value;
  return value && { path, value };
}
