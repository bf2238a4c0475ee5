// The operating system's key store through keytar: the only file that loads it. One call at a time, each with a deadline, values as
// base64 (keytar cuts a value at a zero byte), and on Linux only after the Secret Service said that the secret is there and open.

import { ExchangeError } from "../../src-shared/errors.ts";
import type { KeyState, KeyStore } from "../../src-shared/vault/ports.ts";
import { type SecretState, secretState, type UnlockOutcome, unlockSecret } from "./linux-secret-service.ts";

/** What is used of keytar. */
export type Keytar = {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
};

/** What tells a locked store from an empty one; keytar itself cannot. */
export type SecretProbe = {
  state(service: string, account: string): Promise<SecretState>;
  unlock(service: string, account: string, deadline: number): Promise<UnlockOutcome>;
};

export type KeytarOptions = {
  /** The name all entries are kept under. */
  readonly service: string;
  /** Milliseconds for one call that asks nobody; 10,000 unless given. */
  readonly deadline?: number;
  /** Milliseconds the person has to answer an unlock prompt; 60,000 unless given. */
  readonly unlockDeadline?: number;
  readonly load?: () => Promise<Keytar>;
  /** Undefined where the operating system needs none. */
  readonly probe?: SecretProbe | undefined;
};

const KEY_LENGTH = { minimum: 16, maximum: 64 };

/** Works without keytar being installed: every method but `state` then throws `key-store.unavailable`. */
export function keytarKeyStore(options: KeytarOptions): KeyStore {
  return new KeytarKeyStore(options);
}

class KeytarKeyStore implements KeyStore {
  readonly #service: string;
  readonly #deadline: number;
  readonly #unlockDeadline: number;
  readonly #load: () => Promise<Keytar>;
  readonly #probe: SecretProbe | undefined;
  /** Settles when the last call has really ended, which may be long after its deadline. */
  #last: Promise<unknown> = Promise.resolve();
  /** While the person is asked: whoever else needs it waits for the same answer, instead of one prompt after the other. */
  #unlocking: Promise<UnlockOutcome> | undefined;

  constructor({ service, deadline = 10_000, unlockDeadline = 60_000, load = loadKeytar, ...options }: KeytarOptions) {
    this.#service = service;
    this.#deadline = deadline;
    this.#unlockDeadline = unlockDeadline;
    this.#load = load;
    this.#probe = "probe" in options ? options.probe : systemProbe();
  }

  async state(name: string): Promise<KeyState> {
    const state = await this.#state(name);
    return state === "no-collection" ? "missing" : state;
  }

  async get(name: string): Promise<Uint8Array> {
    const state = await this.#unlocked(name);
    if (state !== "present") throw new ExchangeError("key-store.missing");
    const value = await this.#call((keytar) => keytar.getPassword(this.#service, name));
    if (value === null) throw new ExchangeError("key-store.missing");
    const key = Uint8Array.from(Buffer.from(value, "base64"));
    if (!isKey(key)) throw new ExchangeError("key-store.denied", { detail: "not a key" });
    return key;
  }

  async put(name: string, key: Uint8Array): Promise<void> {
    if (!isKey(key)) throw new ExchangeError("internal.bug", { detail: "key length" });
    const state = await this.#unlocked(name);
    if (state === "no-collection") throw new ExchangeError("key-store.unavailable", { detail: "no keyring" });
    const value = Buffer.from(key).toString("base64");
    await this.#call((keytar) => keytar.setPassword(this.#service, name, value));
    const kept = await this.#call((keytar) => keytar.getPassword(this.#service, name));
    if (kept !== value) throw new ExchangeError("key-store.denied", { detail: "not kept" });
  }

  async remove(name: string): Promise<boolean> {
    if ((await this.#unlocked(name)) !== "present") return false;
    return this.#call((keytar) => keytar.deletePassword(this.#service, name));
  }

  async #state(name: string): Promise<SecretState> {
    if (this.#probe !== undefined) return this.#probe.state(this.#service, name);
    try {
      return (await this.#call((keytar) => keytar.getPassword(this.#service, name))) === null ? "missing" : "present";
    } catch (thrown) {
      if (thrown instanceof ExchangeError && thrown.code === "key-store.unavailable") return "unavailable";
      throw thrown;
    }
  }

  /** The state after the person was asked to unlock, where that was needed. */
  async #unlocked(name: string): Promise<"present" | "missing" | "no-collection"> {
    let state = await this.#state(name);
    if (state === "locked") {
      this.#unlocking ??= this.#unlock(name);
      const outcome = await this.#unlocking;
      if (outcome === "dismissed" || outcome === "timed-out") throw new ExchangeError("key-store.locked", { detail: outcome });
      state = await this.#state(name);
    }
    if (state === "locked") throw new ExchangeError("key-store.locked");
    if (state === "unavailable") throw new ExchangeError("key-store.unavailable");
    return state;
  }

  #unlock(name: string): Promise<UnlockOutcome> {
    const asking = this.#probe?.unlock(this.#service, name, this.#unlockDeadline) ?? Promise.resolve("unavailable");
    return asking.finally(() => {
      this.#unlocking = undefined;
    });
  }

  /** A call that hangs holds one thread of the pool; a second one is not started beside it. Throws `key-store.locked` at the deadline. */
  async #call<T>(work: (keytar: Keytar) => Promise<T>): Promise<T> {
    const keytar = await this.#load().catch((cause: unknown) => {
      throw new ExchangeError("key-store.unavailable", { detail: "keytar", cause });
    });
    const call = this.#last.then(() => work(keytar));
    this.#last = call.catch(() => undefined);
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new ExchangeError("key-store.locked", { detail: "no answer" })), this.#deadline);
    try {
      return await Promise.race([call, late]);
    } catch (cause) {
      throw cause instanceof ExchangeError ? cause : new ExchangeError("key-store.denied", { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

function isKey(key: Uint8Array): boolean {
  return key.length >= KEY_LENGTH.minimum && key.length <= KEY_LENGTH.maximum;
}

function systemProbe(): SecretProbe | undefined {
  return process.platform === "linux" ? { state: secretState, unlock: unlockSecret } : undefined;
}

async function loadKeytar(): Promise<Keytar> {
  const { default: keytar } = await import("keytar");
  return keytar;
}
