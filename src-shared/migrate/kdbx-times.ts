// The times of a KDBX entry or group: ISO 8601 text in KDBX 3, Base64 of 64-bit little-endian seconds since the year 1 in KDBX 4.

import { fromBase64 } from "./base64.ts";
import { unixSeconds } from "./iso-time.ts";
import type { Findings } from "./reasons.ts";
import { at } from "./source-path.ts";
import { childOf, childText, type XmlElement } from "./xml-reader.ts";

/** Seconds from 0001-01-01 to 1970-01-01. */
const YEAR_ONE = 62_135_596_800n;

export type Times = { readonly creationAt?: number | undefined; readonly modifiedAt?: number | undefined };

export function kdbxTimes(element: XmlElement, path: string, about: string, findings: Findings): Times {
  const times = childOf(element, "Times");
  const read = (name: string): number | undefined => {
    const text = childText(times, name);
    const seconds = text === undefined ? undefined : kdbxTime(text);
    if (text !== undefined && seconds === undefined) findings.add("repaired", at(path, "Times", name), "unreadable-time", about);
    return seconds;
  };
  return { creationAt: read("CreationTime"), modifiedAt: read("LastModificationTime") };
}

/** Unix seconds; undefined before 1970 and for anything that is no time. */
export function kdbxTime(text: string): number | undefined {
  if (text.includes(":")) return unixSeconds(text);
  const bytes = fromBase64(text);
  if (bytes?.length !== 8) return undefined;
  const seconds = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true) - YEAR_ONE;
  return seconds >= 0n && seconds <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seconds) : undefined;
}
