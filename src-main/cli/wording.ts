// Numbers as people read them: sizes, durations, dates, counts of credentials, and a pairing code in groups.

import { plainLine } from "./plain-text.ts";

export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}

const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** Decimal units, three significant digits. */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${UNITS[unit]}`;
}

/** Such as 0:07 or 1:02:40. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** Of Unix seconds, in this computer's time zone, such as 2026-03-09 14:05. */
export function date(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
}

/** Eight digits as 1234 5678; a code that has its own groups stays. */
export function grouped(code: string): string {
  return /^\d{8}$/.test(code) ? `${code.slice(0, 4)} ${code.slice(4)}` : code;
}

const KIND_NAMES: { readonly [type: string]: string } = {
  "api-key": "API key",
  "basic-auth": "password",
  "credit-card": "card",
  "custom-fields": "set of custom fields",
  "drivers-license": "driver's licence",
  "generated-password": "generated password",
  "identity-document": "identity document",
  "item-reference": "link to an item",
  "person-name": "name",
  "ssh-key": "SSH key",
  totp: "one-time code",
  wifi: "Wi-Fi network",
};
const PLURALS: { readonly [name: string]: string } = {
  "set of custom fields": "sets of custom fields",
  "link to an item": "links to items",
  address: "addresses",
};

/** The person's word for a CXF credential type; an unknown type is named as it came. */
export function kindName(type: string): string {
  return Object.hasOwn(KIND_NAMES, type) ? (KIND_NAMES[type] ?? type) : plainLine(type);
}

export function kindCount(number: number, type: string): string {
  const name = kindName(type);
  const plural = Object.hasOwn(PLURALS, name) ? PLURALS[name] : undefined;
  return number === 1 || plural === undefined ? count(number, name) : `${number.toLocaleString("en-US")} ${plural}`;
}
