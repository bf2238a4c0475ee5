// The words of an item's parts: a field's name, and its value as a person reads it.

import type { FieldView } from "../../src-shared/ipc/views-vault.ts";
import { kindWord } from "./kind-words.ts";
import { ENGLISH, type MessageId } from "./messages.ts";
import type { Fill, Language } from "./text.tsx";

type Named = Pick<FieldView, "member"> & { readonly label?: string | undefined };

/** The owner's own label, else the member's name within that type of credential, else the member as it is. */
export function fieldWord(text: Fill, type: string, { member, label }: Named): string {
  if (label !== undefined && label !== "") return label;
  return memberWord(text, member, type);
}

export function memberWord(text: Fill, member: string, type = ""): string {
  const id = [`items.field.${type}.${member}`, `items.field.${member}`].find(isMessage);
  return id === undefined ? member : text(id);
}

/** What differs between two versions: `title`, `basic-auth/password`, or the type of a credential that came or went. */
export function changedWord(text: Fill, changed: string): string {
  const [type = "", member] = changed.split("/");
  if (member !== undefined) return memberWord(text, member, type);
  return isMessage(`items.field.${changed}`) ? memberWord(text, changed) : kindWord(text, changed);
}

export function valueWord(text: Fill, type: string, value: string, language: Language): string {
  switch (type) {
    case "boolean":
      return value === "true" ? text("items.yes") : value === "false" ? text("items.no") : value;
    case "country-code":
      return countryWord(value, language) ?? value;
    case "date":
      return dateWord(value, language, { dateStyle: "long" }) ?? value;
    case "year-month":
      return dateWord(`${value}-01`, language, { year: "numeric", month: "long" }) ?? value;
    default:
      return choiceWord(text, value);
  }
}

/** Undefined when it is not a day there is. */
function dateWord(value: string, language: Language, format: Intl.DateTimeFormatOptions): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const day = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(value)) return undefined;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...format, timeZone: "UTC" }).format(day);
}

/** One of a closed list of values. */
export function choiceWord(text: Fill, value: string): string {
  const id = `items.wifi.${value}`;
  return isMessage(id) ? text(id) : value;
}

/** Such as “Germany (DE)”; undefined when there is no such country. */
export function countryWord(code: string, language: Language): string | undefined {
  if (!/^[A-Z]{2}$/.test(code)) return undefined;
  const name = new Intl.DisplayNames([language], { type: "region", fallback: "none" }).of(code);
  return name === undefined ? undefined : `${name} (${code})`;
}

function isMessage(id: string): id is MessageId {
  return Object.hasOwn(ENGLISH, id);
}
