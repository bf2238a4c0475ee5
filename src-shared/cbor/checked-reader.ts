// A plain reader for CBOR that the strict check has accepted: for maps with integer keys, and for the documents cbor-x would not restore exactly.

import { fromUtf8 } from "../bytes.ts";
import type { CborKey, CborValue } from "./codec.ts";

/** `maps`: as Map, not as plain objects. `shared`: byte strings are parts of `bytes`, not copies. Recursion is bounded by the depth the check allowed. */
export function readChecked(bytes: Uint8Array, { maps, shared }: { readonly maps: boolean; readonly shared: boolean }): CborValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  const argument = (low: number): number => {
    if (low < 24) return low;
    const size = 1 << (low - 24);
    let value = 0;
    for (const end = at + size; at < end; at++) value = value * 256 + view.getUint8(at);
    return value;
  };
  const take = (length: number): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const entry = (): [CborKey, CborValue] => [read() as CborKey, read()];
  const entries = (length: number): CborValue => {
    const pairs = Array.from({ length }, entry);
    return maps ? new Map(pairs) : Object.fromEntries(pairs);
  };
  const simple = (initial: number): CborValue => {
    if (initial !== 0xfb) return initial === 0xf6 ? null : initial === 0xf5;
    at += 8;
    return view.getFloat64(at - 8);
  };
  const read = (): CborValue => {
    const initial = view.getUint8(at++);
    const major = initial >> 5;
    if (major === 7) return simple(initial);
    const value = argument(initial & 31);
    if (major === 0) return value;
    if (major === 1) return -1 - value;
    if (major === 2) return shared ? take(value) : take(value).slice();
    if (major === 3) return fromUtf8(take(value));
    return major === 4 ? Array.from({ length: value }, read) : entries(value);
  };
  return read();
}
