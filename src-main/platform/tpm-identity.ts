// A P-256 signing key that cannot leave a TPM 2.0: this device's identity. It has no PIN, and works while wrong PINs have locked the chip.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { IdentityHardware } from "../../src-shared/vault/ports.ts";
import { created, load, look, primary, told } from "./tpm.ts";
import type { TpmPlace, TpmTools } from "./tpm-tools.ts";

/** An uncompressed P-256 point with its first byte, 4: how a DER public key ends. */
const POINT = 65;
const COORDINATE = 32;

export function tpmIdentity(tools: TpmTools): IdentityHardware {
  return {
    provider: "tpm",
    state: async () => ((await look(tools)).state === "unavailable" ? "unavailable" : "ready"),
    create: () => tools.sequence((place) => told(place, () => create(place))),
    sign: (key, message) => tools.sequence((place) => told(place, () => sign(place, key, message))),
  };
}

async function create(place: TpmPlace) {
  await primary(place);
  const attributes = "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|sign|noda";
  const key = await created(place, ["-C", place.file("primary"), "-G", "ecc256:ecdsa-sha256", "-a", attributes]);
  await load(place, key);
  await place.run("tpm2_readpublic", ["-Q", "-c", place.file("object"), "-f", "der", "-o", place.file("point")]);
  const point = (await readFile(place.file("point"))).subarray(-POINT);
  if (point.length !== POINT || point[0] !== 4) throw new ExchangeError("hardware.unavailable", { detail: "public key" });
  return { key, publicKey: Uint8Array.from(point.subarray(1)) };
}

async function sign(place: TpmPlace, key: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  await primary(place);
  await load(place, key);
  const digest = createHash("sha256").update(message).digest();
  const args = ["-Q", "-c", place.file("object"), "-g", "sha256", "-s", "ecdsa", "-d", "-f", "plain", "-o", place.file("signature")];
  await place.run("tpm2_sign", args, { input: digest });
  return rawSignature(await readFile(place.file("signature")));
}

/** r || s of a DER signature (RFC 3279 §2.2.3). Throws `hardware.unavailable` for anything else. */
export function rawSignature(der: Uint8Array): Uint8Array {
  const out = new Uint8Array(2 * COORDINATE);
  let at = 2;
  for (const end of [COORDINATE, 2 * COORDINATE]) {
    const length = der[at + 1] ?? 0;
    const value = der.subarray(at + 2, at + 2 + length);
    const digits = value[0] === 0 ? value.subarray(1) : value;
    if (der[at] !== 2 || value.length !== length || digits.length > COORDINATE) throw new ExchangeError("hardware.unavailable", { detail: "signature" });
    out.set(digits, end - digits.length);
    at += 2 + length;
  }
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || at !== der.length) throw new ExchangeError("hardware.unavailable", { detail: "signature" });
  return out;
}
