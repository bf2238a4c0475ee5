// What a path of the contract names in an item: the text of a field, an address, or a one-time code's section.

import { totpCode } from "../../../src-shared/crypto/totp.ts";
import { type CredentialType, type Item, isType, type Totp } from "../../../src-shared/cxf/document.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { credentialFields, type FieldEntry } from "./credential-fields.ts";

/** The text at `credentials/0/password` and the like, or `urls/0`. Throws `usage.invalid`; a passkey's key has no path. */
export function valueAt(item: Item, account: Uint8Array, path: string): string {
  const url = /^urls\/(\d+)$/.exec(path)?.[1];
  if (url !== undefined) return item.scope?.urls[Number(url)] ?? nothing();
  return fieldAt(item, account, path).text;
}

function fieldAt(item: Item, account: Uint8Array, path: string): FieldEntry {
  const index = Number(/^credentials\/(\d+)\//.exec(path)?.[1]);
  const credential = item.credentials[index] ?? nothing();
  return credentialFields(credential, index, account).find((field) => field.path === path) ?? nothing();
}

/** What is copied: a value, or for a one-time code's section `credentials/1` its code at `moment`. */
export function copiedAt(item: Item, account: Uint8Array, path: string, moment: number): string {
  const index = /^credentials\/(\d+)$/.exec(path)?.[1];
  return index === undefined ? valueAt(item, account, path) : codeAt(item, Number(index), moment);
}

/** Whether what is there is a secret: a concealed field, or a one-time code's section. Throws `usage.invalid`. */
export function concealedAt(item: Item, account: Uint8Array, path: string): boolean {
  if (/^credentials\/\d+$/.test(path)) return true;
  if (/^urls\/\d+$/.test(path)) return false;
  return fieldAt(item, account, path).concealed;
}

/** Throws `usage.invalid` when that credential is no one-time code that works. */
export function codeAt(item: Item, index: number, moment: number): string {
  const totp: Totp = credentialAt(item, index, "totp");
  return (totp.period > 0 ? totpCode(totp, moment) : undefined) ?? nothing();
}

/** Throws `usage.invalid`. */
export function credentialAt<T extends CredentialType>(item: Item, index: number, type: T) {
  const credential = item.credentials[index];
  return credential !== undefined && isType(credential, type) ? credential : nothing();
}

function nothing(): never {
  throw new ExchangeError("usage.invalid", { detail: "nothing there" });
}
