// A key of Windows Hello as a way to keep a vault's key: its RSA signature over a kept challenge is the same every time and exists only after the
// gesture; a key derived from it wraps. The prompt has the system's own words. And this device's identity key in the TPM, which asks nobody.

import { concat, hex, utf8, wipe } from "../../src-shared/bytes.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { IdentityHardware, KeyHardware } from "../../src-shared/vault/ports.ts";
import { withHardware } from "./hardware-failure.ts";
import type { WindowsHello } from "./native.ts";
import { nodePrimitives as p } from "./primitives.ts";

const VERSION = 1;
const NAME = 16;
const CHALLENGE = 32;
const NONCE = 12;
const KEK = 32;
const POINT = 64;
/** Of RSA with 4096 bits; Windows makes 2048. */
const SIGNATURE = 512;
const HEAD = 1 + NAME + CHALLENGE + NONCE;

/** What is kept: version || name || challenge || nonce || the sealed key. */
export function windowsHelloHardware(hello: WindowsHello): KeyHardware {
  return {
    provider: "windows-hello",
    state: () => withHardware(() => hello.keyState()),
    wrap: (key) =>
      withHardware(async () => {
        const head = concat(Uint8Array.of(VERSION), p.random(NAME), p.random(CHALLENGE), p.random(NONCE));
        await hello.createKey(nameOf(head));
        try {
          return concat(head, await sealed(hello, head, key));
        } catch (thrown) {
          await hello.forgetKey(nameOf(head));
          throw thrown;
        }
      }),
    unwrap: (wrapped) =>
      withHardware(async () => {
        const name = nameOf(wrapped);
        const kek = await wrappingKey(hello, name, wrapped);
        const key = p.open(kek, nonceOf(wrapped), wrapped.subarray(0, HEAD), wrapped.subarray(HEAD));
        wipe(kek);
        if (key === undefined) throw new ExchangeError("hardware.changed", { detail: "another signature" });
        return key;
      }),
    forget: (wrapped) => withHardware(() => hello.forgetKey(nameOf(wrapped))),
  };
}

export function windowsIdentity(hello: WindowsHello): IdentityHardware {
  return {
    provider: "tpm",
    state: async () => hello.identityState(),
    create: () =>
      withHardware(async () => {
        const key = concat(Uint8Array.of(VERSION), p.random(NAME));
        const publicKey = new Uint8Array(POINT);
        await hello.createIdentity(nameOf(key, key.length), publicKey);
        return { key, publicKey };
      }),
    sign: (key, message) =>
      withHardware(async () => {
        const signature = new Uint8Array(POINT);
        await hello.signIdentity(nameOf(key, 1 + NAME), p.sha256(message), signature);
        return signature;
      }),
  };
}

async function sealed(hello: WindowsHello, head: Uint8Array, key: Uint8Array): Promise<Uint8Array> {
  const kek = await wrappingKey(hello, nameOf(head), head);
  const out = p.seal(kek, nonceOf(head), head, key);
  wipe(kek);
  return out;
}

/** Shows the prompt. */
async function wrappingKey(hello: WindowsHello, name: string, head: Uint8Array): Promise<Uint8Array> {
  const challenge = head.subarray(1 + NAME, 1 + NAME + CHALLENGE);
  const signature = new Uint8Array(SIGNATURE);
  try {
    const length = await hello.sign(name, challenge, signature);
    return p.hkdfSha256(signature.subarray(0, length), challenge, utf8("keyferry windows hello v1"), KEK);
  } finally {
    wipe(signature);
  }
}

function nonceOf(head: Uint8Array): Uint8Array {
  return head.subarray(HEAD - NONCE, HEAD);
}

/** Throws `hardware.changed` for what was not made here. */
function nameOf(kept: Uint8Array, least = HEAD): string {
  if (kept.length < least || kept[0] !== VERSION) throw new ExchangeError("hardware.changed", { detail: "form" });
  return `keyferry-${hex(kept.subarray(1, 1 + NAME))}`;
}
