// Keys in a Mac's Secure Enclave: one that only the fingers known when it was made can use wraps a vault's key; another, which asks nobody, is
// this device's identity. What is kept outside is a version, the random tag the key is found by, and the wrapped key.

import { concat, hex } from "../../src-shared/bytes.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import { type IdentityHardware, type KeyHardware, MAXIMUM_HARDWARE_BLOB } from "../../src-shared/vault/ports.ts";
import { withHardware } from "./hardware-failure.ts";
import type { SecureEnclave } from "./native.ts";
import { nodePrimitives } from "./primitives.ts";
import { rawSignature } from "./tpm-identity.ts";

const VERSION = 1;
const TAG = 16;
const HEAD = 1 + TAG;
const POINT = 64;
/** A DER signature over P-256 is at most 72 bytes. */
const SIGNATURE = 80;
const LONGEST_KEY = 64;

export function secureEnclaveHardware(enclave: SecureEnclave): KeyHardware {
  return {
    provider: "secure-enclave",
    state: async () => enclave.state(),
    wrap: (key) =>
      withHardware(async () => {
        const head = newHead();
        const into = new Uint8Array(MAXIMUM_HARDWARE_BLOB - HEAD);
        const length = await enclave.wrap(tagOf(head), key, into);
        return concat(head, into.subarray(0, length));
      }),
    unwrap: (wrapped, { text }) =>
      withHardware(async () => {
        const into = new Uint8Array(new ArrayBuffer(LONGEST_KEY));
        const length = await enclave.unwrap(tagOf(wrapped), wrapped.subarray(HEAD), text, into);
        return into.subarray(0, length);
      }),
    forget: (wrapped) => withHardware(() => enclave.forget(tagOf(wrapped))),
  };
}

export function secureEnclaveIdentity(enclave: SecureEnclave): IdentityHardware {
  return {
    provider: "secure-enclave",
    // it asks for no finger: a sensor that is locked does not matter
    state: async () => (enclave.state() === "unavailable" ? "unavailable" : "ready"),
    create: () =>
      withHardware(async () => {
        const key = newHead();
        const publicKey = new Uint8Array(POINT);
        await enclave.createIdentity(tagOf(key), publicKey);
        return { key, publicKey };
      }),
    sign: (key, message) =>
      withHardware(async () => {
        const into = new Uint8Array(SIGNATURE);
        const length = await enclave.sign(tagOf(key), message, into);
        return rawSignature(into.subarray(0, length));
      }),
  };
}

function newHead(): Uint8Array {
  return concat(Uint8Array.of(VERSION), nodePrimitives.random(TAG));
}

/** Throws `hardware.changed` for what was not made here. */
function tagOf(kept: Uint8Array): string {
  if (kept.length < HEAD || kept[0] !== VERSION) throw new ExchangeError("hardware.changed", { detail: "form" });
  return `app.keyferry.${hex(kept.subarray(1, HEAD))}`;
}
