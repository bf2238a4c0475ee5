// An item's place as it crosses to the window and back: base64url there, bytes here.

import { base64url, fromBase64url } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { ItemRef } from "../../../src-shared/ipc/views-vault.ts";
import type { Ref } from "../../../src-shared/vault/model.ts";

export function itemRef({ account, item }: Ref): ItemRef {
  return { account: base64url(account), item: base64url(item) };
}

/** Throws `vault.item-missing` when it is no identifier. */
export function refOf({ account, item }: ItemRef): Ref {
  return { account: identifier(account), item: identifier(item) };
}

function identifier(text: string): Uint8Array {
  const bytes = fromBase64url(text)?.bytes;
  if (bytes === undefined || bytes.length === 0) throw new ExchangeError("vault.item-missing");
  return bytes;
}

export function refKey({ account, item }: Ref): string {
  return `${base64url(account)}/${base64url(item)}`;
}
