// Whether a stored passkey works: it signs a challenge, its own public half verifies. The answers are kept sealed in the vault, one
// setting an item.

import { base64url, concat, utf8 } from "../../../src-shared/bytes.ts";
import type { CredentialKeys, Primitives } from "../../../src-shared/crypto/primitives.ts";
import type { Passkey } from "../../../src-shared/cxf/document.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import type { Ref, Setting, Vault } from "../../../src-shared/vault/model.ts";
import { refKey } from "./item-ref.ts";

/** What is signed can never be a WebAuthn assertion: those begin with a SHA-256 of the rpId. */
const DOMAIN = utf8("keyferry passkey test v1\0");
const CHALLENGE = 32;

export type PasskeyTests = { readonly [testKey: string]: { readonly at: number; readonly working: boolean } };

/** Throws `format.unsupported` for a key of a kind that cannot be tried on this computer. */
export async function tryPasskey(keys: CredentialKeys, primitives: Pick<Primitives, "random">, { key }: Passkey): Promise<boolean> {
  const message = concat(DOMAIN, primitives.random(CHALLENGE));
  try {
    if (keys.algorithm(key) === undefined) throw new ExchangeError("format.unsupported", { detail: "passkey algorithm" });
    return await keys.verify(key, message, await keys.sign(key, message));
  } catch (thrown) {
    if (toExchangeError(thrown).code === "format.malformed") return false;
    throw thrown;
  }
}

/** Tells the passkeys of one item apart. */
export function testKey({ credentialId, rpId }: Passkey): string {
  return `${rpId} ${base64url(credentialId)}`;
}

export function passkeyTests(vault: Vault, ref: Ref): PasskeyTests {
  const kept = vault.setting(settingOf(ref));
  if (typeof kept !== "object" || kept === null || Array.isArray(kept) || kept instanceof Uint8Array) return {};
  return Object.fromEntries(Object.entries(kept).flatMap(([key, value]) => (isTest(value) ? [[key, { at: value[0], working: value[1] }]] : [])));
}

export function keepPasskeyTest(vault: Vault, ref: Ref, passkey: Passkey, answer: { readonly at: number; readonly working: boolean }): void {
  const tests = { ...passkeyTests(vault, ref), [testKey(passkey)]: answer };
  vault.putSetting(settingOf(ref), Object.fromEntries(Object.entries(tests).map(([key, { at, working }]) => [key, [at, working]])));
}

export function forgetPasskeyTests(vault: Vault, ref: Ref): void {
  vault.putSetting(settingOf(ref), undefined);
}

function settingOf(ref: Ref): string {
  return `passkey-tests/${refKey(ref)}`;
}

function isTest(value: Setting): value is readonly [number, boolean] {
  return Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "boolean";
}
