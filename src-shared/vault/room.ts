// Typed arrays that grow: a larger one with the same beginning.

type Growing = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

const LEAST = 64;

/** The array itself when it has `length` members, else a copy with as many or a quarter more than it had. */
export function withRoom<A extends Growing>(array: A, length: number): A {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => A)(Math.max(length, Math.ceil(array.length * 1.25), LEAST));
  larger.set(array);
  return larger;
}
