// What the vault needs from its host: a store for sealed records, a passphrase function, a key store, randomness and time.

import type { Clock } from "../clock.ts";
import type { Primitives } from "../crypto/primitives.ts";
import type { Secret } from "../secret.ts";

/** A record as it rests: `body` is nonce (12) || ciphertext, `tag` its 16-byte GCM tag, `id` 16 bytes, uniform. */
export type SealedRecord = {
  readonly kind: number;
  readonly id: Uint8Array;
  /** The number of the change that wrote it, 32 bits. */
  readonly revision: number;
  readonly tag: Uint8Array;
  readonly body: Uint8Array;
};

/** Bytes in one entry of `RecordReader.index`: kind 1, id 16, revision 4, tag 16. */
export const INDEX_ENTRY = 37;

/** Every method may throw `vault.corrupt` when the store itself is damaged. */
export interface RecordReader {
  record(kind: number, id: Uint8Array): SealedRecord | undefined;
  /** The records whose id begins with the byte `bucket`: their entries joined, ascending by id. */
  index(bucket: number): Uint8Array;
  page(bucket: number): Uint8Array | undefined;
  head(): Uint8Array | undefined;
}

/** A frozen view of the store; changes made after it was taken do not show. */
export interface FrozenStore extends RecordReader {
  close(): void;
}

/** One per vault directory and computer: opening it twice throws `vault.in-use`. Writes throw `vault.write-failed`. */
export interface RecordStore extends RecordReader {
  /** The key slots, readable before the vault is unlocked. */
  header(): Uint8Array | undefined;
  /** All that `work` writes or nothing; on disk at return. Does not nest; the write methods below belong inside. */
  transaction<T>(work: () => T): T;
  put(record: SealedRecord): void;
  remove(kind: number, id: Uint8Array): void;
  writePage(bucket: number, sealed: Uint8Array): void;
  writeHead(sealed: Uint8Array): void;
  /** After the transaction what it replaces is erased, as far as the file system lets it. */
  writeHeader(bytes: Uint8Array): void;
  freeze(): FrozenStore;
  /** An empty staging store beside the records; one at a time, an older one is deleted. */
  staging(): StagingStore;
  close(): void;
}

/** Sealed records on their way in; not durable, gone at `close` and after a crash. */
export interface StagingStore {
  hold(sequence: number, bytes: Uint8Array): void;
  held(sequence: number): Uint8Array | undefined;
  /** Forgets what `hold` kept. */
  release(): void;
  put(record: SealedRecord): void;
  record(kind: number, id: Uint8Array): SealedRecord | undefined;
  index(bucket: number): Uint8Array;
  remove(kind: number, id: Uint8Array): void;
  /** Inside a transaction of the record store: everything left here becomes its records, in the order they were put. */
  adopt(): void;
  close(): void;
}

/** Argon2id, RFC 9106. */
export type PassphraseCost = { readonly memoryKiB: number; readonly passes: number; readonly lanes: number };
export type PassphraseKdf = (passphrase: Uint8Array, salt: Uint8Array, cost: PassphraseCost, length: number) => Promise<Uint8Array>;

/** `locked`: it may be there, but the store has to be unlocked first. `unavailable`: there is no store to ask. */
export type KeyState = "present" | "missing" | "locked" | "unavailable";

/** The operating system's key store; keeps keys of 16 to 64 bytes under a name. */
export interface KeyStore {
  /** Never asks the person. */
  state(name: string): Promise<KeyState>;
  /** May ask the person to unlock. Throws `key-store.locked`, `key-store.missing`, `key-store.unavailable` or `key-store.denied`; never answers "nothing". */
  get(name: string): Promise<Uint8Array>;
  /** Resolves after the value was read back. Throws as `get` does. */
  put(name: string, key: Uint8Array): Promise<void>;
  /** False when there was nothing. */
  remove(name: string): Promise<boolean>;
}

/** What in this computer keeps a key so that only the owner's gesture here gives it back. */
export const HARDWARE_PROVIDERS = ["tpm", "secure-enclave", "windows-hello"] as const;
export type HardwareProvider = (typeof HARDWARE_PROVIDERS)[number];

/** `pin` is typed in Keyferry (TPM); the others show the system's own prompt with `text` in it. */
export type Gesture = { readonly pin?: Secret; readonly text: string };

/** `locked-out`: too many wrong gestures; it opens again after a while. */
export type HardwareState = "ready" | "locked-out" | "unavailable";

/** Wraps keys of 32 bytes. Throws `hardware.unavailable`, `hardware.wrong-pin`, `hardware.locked-out` (detail: seconds, where known), `hardware.changed`, or a `presence.…` code when the system's prompt was not answered with yes. */
export interface KeyHardware {
  readonly provider: HardwareProvider;
  /** Asks nobody. */
  state(): Promise<HardwareState>;
  /** Why it is unavailable, as one public word such as `no-device`, `no-tools` or `no-permission`; undefined when it is not, or nobody knows. */
  trouble?(): Promise<string | undefined>;
  /** What to keep in the vault's header, at most `MAXIMUM_HARDWARE_BLOB` bytes; useless without this hardware. */
  wrap(key: Uint8Array, gesture: Gesture): Promise<Uint8Array>;
  unwrap(wrapped: Uint8Array, gesture: Gesture): Promise<Uint8Array>;
  /** Lets go of what the hardware itself keeps for it. */
  forget(wrapped: Uint8Array): Promise<void>;
}

/** A P-256 signing key that cannot leave this computer's hardware. Errors as `KeyHardware`. */
export interface IdentityHardware {
  readonly provider: HardwareProvider;
  state(): Promise<HardwareState>;
  /** `key`: what to keep, useless without this hardware. `publicKey`: x || y, 64 bytes. */
  create(): Promise<{ readonly key: Uint8Array; readonly publicKey: Uint8Array }>;
  /** COSE ESP256: r || s, 64 bytes. */
  sign(key: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
}

export const MAXIMUM_HARDWARE_BLOB = 4096;

export type VaultPorts = {
  readonly primitives: Primitives;
  readonly clock: Clock;
  readonly store: RecordStore;
  readonly passphraseKdf: PassphraseKdf;
  readonly keyStore?: KeyStore;
  /** What this computer has, the preferred one first. */
  readonly hardware?: readonly KeyHardware[];
  /** Takes ownership of bytes that stay in memory as long as a vault is open, and puts them where this host guards them best; an ordinary array when absent. */
  readonly guard?: (bytes: Uint8Array) => Secret;
};
