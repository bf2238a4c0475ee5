// Argon2 (RFC 9106) for passphrases and KDBX files, by @node-rs/argon2 on its own threads.

import { hashRaw } from "@node-rs/argon2";
import { ExchangeError } from "../../src-shared/errors.ts";

export type Argon2Cost = { readonly memoryKiB: number; readonly passes: number; readonly lanes: number };

/** What new vaults use: 64 MiB, 3 passes, 4 lanes. */
export const DEFAULT_ARGON2_COST: Argon2Cost = { memoryKiB: 65_536, passes: 3, lanes: 4 };

/** The most a file may ask for: 1 GiB; what is above it would take the computer down. */
const MAXIMUM: Argon2Cost = { memoryKiB: 1 << 20, passes: 10_000, lanes: 64 };

const ALGORITHM = { d: 0, id: 2 } as const;
const VERSION = { 16: 0, 19: 1 } as const;

export type Argon2Kind = keyof typeof ALGORITHM;
export type Argon2Version = keyof typeof VERSION;

/** `length` bytes. Throws `format.limit-exceeded` for a cost above 1 GiB, 10,000 passes or 64 lanes, `format.malformed` for one Argon2 does not have. */
export async function argon2(
  kind: Argon2Kind,
  version: Argon2Version,
  passphrase: Uint8Array,
  salt: Uint8Array,
  cost: Argon2Cost,
  length: number,
): Promise<Uint8Array> {
  checkCost(cost);
  try {
    const raw = await hashRaw(passphrase, {
      algorithm: ALGORITHM[kind],
      version: VERSION[version],
      salt,
      memoryCost: cost.memoryKiB,
      timeCost: cost.passes,
      parallelism: cost.lanes,
      outputLen: length,
    });
    return new Uint8Array(raw.buffer, raw.byteOffset, raw.length);
  } catch (cause) {
    throw new ExchangeError("format.malformed", { detail: "argon2 parameters", cause });
  }
}

/** Argon2id, version 1.3: how a passphrase becomes a key. */
export function argon2id(passphrase: Uint8Array, salt: Uint8Array, cost: Argon2Cost, length: number): Promise<Uint8Array> {
  return argon2("id", 0x13, passphrase, salt, cost, length);
}

function checkCost({ memoryKiB, passes, lanes }: Argon2Cost): void {
  for (const value of [memoryKiB, passes, lanes]) {
    if (!Number.isSafeInteger(value) || value < 1) throw new ExchangeError("format.malformed", { detail: "argon2 parameters" });
  }
  if (memoryKiB > MAXIMUM.memoryKiB || passes > MAXIMUM.passes || lanes > MAXIMUM.lanes) {
    throw new ExchangeError("format.limit-exceeded", { detail: "argon2 cost" });
  }
}
