// Objects as JSON and CBOR give them, before anything is known of their members.

export type Plain = { [name: string]: unknown };

export function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
