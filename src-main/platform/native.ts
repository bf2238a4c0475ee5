// The addon of native/: the only file that loads it. Everything here works without it and then says what is missing.

import { createRequire } from "node:module";
import { Secret, type SecretCell } from "../../src-shared/secret.ts";

/** `code` of what the addon throws. */
export const NATIVE_FAILURES = [
  "no-memory",
  "wiped",
  "not-a-socket",
  "gone",
  "unreadable",
  "unavailable",
  "missing",
  "changed",
  "cancelled",
  "denied",
  "locked-out",
  "busy",
  "too-long",
  "off",
  "no-peripheral-role",
  "failed",
] as const;
export type NativeFailure = (typeof NATIVE_FAILURES)[number];

/** What the process refuses from now on. `tracing`: other programs of this user read its memory no more. */
export type Hardened = "core-dumps" | "tracing" | "remote-images" | "extension-points";

/** The process at the other end of a local socket, as the system vouches for it. */
export type PeerCredentials = {
  readonly pid: number;
  /** Absent on Windows. */
  readonly uid?: number;
  /** Path of the program that runs there. Absent on Linux where the process lets other programs of its user not look into it. */
  readonly executable?: string;
  /** macOS: `team identifier/signing identifier`; Windows: the signer's name. Absent: nobody vouches for the code. */
  readonly signer?: string;
  /** False: pid and path are of the process that has its number now; before Linux 6.5 nothing tells whether it is the one that connected. */
  readonly pinned: boolean;
};

type Cell = { readonly length: number; readonly locked: boolean; copyTo(to: Uint8Array): void; wipe(): void };

/** Keys of the Secure Enclave, each found by a tag of ours. Results are written into the array given; the number of bytes is answered. */
export type SecureEnclave = {
  /** Asks nobody. */
  state(): "ready" | "locked-out" | "unavailable";
  /** Makes a key that only the fingers known now can use, and wraps `key` for it. Asks nobody. */
  wrap(tag: string, key: Uint8Array, into: Uint8Array): Promise<number>;
  /** Shows Touch ID with `reason`. */
  unwrap(tag: string, wrapped: Uint8Array, reason: string, into: Uint8Array): Promise<number>;
  forget(tag: string): Promise<void>;
  /** `into`: x || y, 64 bytes. */
  createIdentity(tag: string, into: Uint8Array): Promise<number>;
  /** ECDSA with SHA-256 over `message`, as DER. Asks nobody. */
  sign(tag: string, message: Uint8Array, into: Uint8Array): Promise<number>;
};

/** Windows Hello and keys of the platform's crypto provider, each found by a name of ours. */
export type WindowsHello = {
  /** Whether the system can ask the person; nothing is shown. */
  consentState(): Promise<"ready" | "locked-out" | "unavailable">;
  /** Shows the prompt over the window (its handle, as Electron gives it). */
  verifyConsent(window: Uint8Array, text: string): Promise<void>;
  /** Takes the prompt away; its call fails with `cancelled`. */
  cancelConsent(): void;
  keyState(): Promise<"ready" | "unavailable">;
  /** Makes a key that signs after the gesture only. Shows the prompt. */
  createKey(name: string): Promise<void>;
  /** RSA PKCS#1 v1.5 with SHA-256, the same every time. Shows the prompt. */
  sign(name: string, challenge: Uint8Array, into: Uint8Array): Promise<number>;
  forgetKey(name: string): Promise<void>;
  identityState(): "ready" | "unavailable";
  /** `into`: x || y, 64 bytes. */
  createIdentity(name: string, into: Uint8Array): Promise<number>;
  /** `digest`: SHA-256 of the message; `into`: r || s, 64 bytes. Asks nobody. */
  signIdentity(name: string, digest: Uint8Array, into: Uint8Array): Promise<number>;
  platformPasskeys(): Promise<readonly PlatformPasskey[]>;
};

/** `subscribed` to TX, `unsubscribed` or gone, `written` to RX; of nobody `stopped`: it is advertised no more. */
export type GattEvent = "subscribed" | "unsubscribed" | "written" | "stopped";

/** A service with the characteristics RX, TX and INFO that Windows serves. Each call may fail with `off`, `denied`, `busy`, `no-peripheral-role`, `gone`. */
export type NativeGattServer = {
  open(): Promise<void>;
  /** Resolves when it is on air. */
  advertise(): Promise<void>;
  /** Resolves when Windows has taken it. What does not fit one notification is not sent. */
  notify(client: string, value: Uint8Array): Promise<void>;
  /** Nothing is heard after it. */
  close(): Promise<void>;
};

/** Being found over Bluetooth, on Windows. */
export type NativeBluetooth = {
  peripheralState(): Promise<"ready" | "off" | "no-adapter" | "no-peripheral-role" | "unavailable">;
  /** `uuids`: of the service, RX, TX and INFO, 16 bytes each; `info`: what INFO reads; `client`: Windows' name for the other computer. */
  readonly GattServer: new (
    uuids: Uint8Array,
    info: Uint8Array,
    heard: (what: GattEvent, client: string, value: Uint8Array) => void,
  ) => NativeGattServer;
};

/** A passkey that Windows itself keeps. */
export type PlatformPasskey = { readonly rpId: string; readonly userName: string; readonly backedUp: boolean };

type NativeAddon = {
  readonly GuardedCell: new (bytes: Uint8Array) => Cell;
  hardenProcess(): readonly Hardened[];
  peerCredentials(handle: number): PeerCredentials;
  readonly secureEnclave?: SecureEnclave;
  readonly windowsHello?: WindowsHello;
  readonly bluetooth?: NativeBluetooth;
};

let loaded: { readonly addon: NativeAddon | undefined } | undefined;

/** Undefined where it was not built, or not for this system. */
export function nativeAddon(): NativeAddon | undefined {
  loaded ??= { addon: load() };
  return loaded.addon;
}

function load(): NativeAddon | undefined {
  const require = createRequire(import.meta.url);
  try {
    return require("@keyferry/native") as NativeAddon;
  } catch {
    return undefined; // the hosts say what that means
  }
}

/** Once, as early as the program can. Without the addon nothing is refused. */
export function hardenProcess(): readonly Hardened[] {
  return nativeAddon()?.hardenProcess() ?? [];
}

/** `handle`: the descriptor of a connected local socket; on Windows the handle of the pipe's own end. Undefined without the addon. Throws `NativeError`. */
export function peerCredentials(handle: number): PeerCredentials | undefined {
  return nativeAddon()?.peerCredentials(handle);
}

/** Passkeys that Windows keeps for this user; undefined where there is no such list. */
export async function platformPasskeys(): Promise<readonly PlatformPasskey[] | undefined> {
  return nativeAddon()?.windowsHello?.platformPasskeys();
}

/** For secrets that live long: in pages of their own, out of swap and dumps, closed except while lent. Takes ownership of `bytes`. In ordinary memory without the addon. */
export function guardedSecret(bytes: Uint8Array): Secret {
  const addon = nativeAddon();
  return new Secret(addon === undefined ? bytes : new GuardedBytes(new addon.GuardedCell(bytes)));
}

/** Lends a copy that is overwritten when the work is done with it, asynchronous work included. */
class GuardedBytes implements SecretCell {
  readonly #cell: Cell;
  readonly length: number;

  constructor(cell: Cell) {
    this.#cell = cell;
    this.length = cell.length;
  }

  lend<T>(work: (bytes: Uint8Array) => T): T {
    const copy = new Uint8Array(new ArrayBuffer(this.length)); // a small array without a buffer of its own would be moved about by the collector
    let pending = false;
    try {
      this.#cell.copyTo(copy);
      const result = work(copy);
      if (!(result instanceof Promise)) return result;
      pending = true;
      return result.finally(() => copy.fill(0)) as T;
    } finally {
      if (!pending) copy.fill(0);
    }
  }

  wipe(): void {
    this.#cell.wipe();
  }
}

/** The addon's own code for what it threw; undefined for anything else. */
export function nativeFailure(thrown: unknown): NativeFailure | undefined {
  if (!(thrown instanceof Error) || !("code" in thrown)) return undefined;
  return NATIVE_FAILURES.find((code) => code === thrown.code);
}
