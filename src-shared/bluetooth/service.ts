// The GATT service by its UUIDs: a fixed half that says Keyferry and, in the service's own, the random id this opening of Receive is announced by.

/** The first half of the service's UUID; the second is the id, 16 hexadecimal digits, new each time Receive opens. */
const SERVICE_HALF = "6b657966657272f1";

/** RX: write, write without response. TX: notify. INFO: read. */
export const CHARACTERISTICS = {
  rx: "6b657966657272f200000000000000a1",
  tx: "6b657966657272f200000000000000a2",
  info: "6b657966657272f200000000000000a3",
} as const;

/** 32 hexadecimal digits without dashes. */
export function serviceUuid(id: string): string {
  return SERVICE_HALF + id;
}

/** The id in an advertised service UUID, with or without dashes; undefined when it is not ours. */
export function nearbyIdOf(uuid: string): string | undefined {
  const plain = uuid.replaceAll("-", "").toLowerCase();
  return plain.length === 32 && plain.startsWith(SERVICE_HALF) ? plain.slice(SERVICE_HALF.length) : undefined;
}

/** The same UUID as 8-4-4-4-12. */
export function dashed(uuid: string): string {
  return uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** What INFO reads: the version of all this; no name, no identity. A central that reads something else does not go on. */
export const INFO_VALUE: Uint8Array = Uint8Array.of(1);
