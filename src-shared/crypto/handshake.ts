// HELLO, HELLO, REVEAL with a commitment, and the keys both sides take from it. docs/protocol.md §4, §5; crypto.md §2.2, §2.3

import { ExchangeError } from "../errors.ts";
import type { TrafficKey } from "./kdf.ts";
import type { PairingMode } from "./pairing-mode.ts";
import type { Primitives } from "./primitives.ts";

export type ImporterHello = { readonly mode: PairingMode; readonly hello: Uint8Array };
export type ExporterHello = { readonly mode: PairingMode };
export type ImporterRevealed = { readonly mode: PairingMode };
export type ExporterRevealed = { readonly mode: PairingMode };

export type EarlyKeys = { readonly importerToExporter: TrafficKey; readonly exporterToImporter: TrafficKey };

export type SessionKeys = {
  /** th2, 32 bytes. */
  readonly transcript: Uint8Array;
  /** 8 digits. */
  readonly shortCode: string;
  /** The MAC values over the transcript, 32 bytes each. */
  readonly finishedExporter: Uint8Array;
  readonly finishedImporter: Uint8Array;
  readonly importerToExporter: TrafficKey;
  readonly exporterToImporter: TrafficKey;
  readonly hpkePsk: Uint8Array;
  readonly receiptKey: Uint8Array;
  readonly fingerprintKey: Uint8Array;
  readonly resumeSecret: Uint8Array;
};

export function importerHello(_p: Primitives, _mode: PairingMode): { state: ImporterHello; hello: Uint8Array } {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

export function exporterHello(
  _p: Primitives,
  _hello: Uint8Array,
): { state: ExporterHello; hello: Uint8Array; mode: PairingMode; sessionId: Uint8Array; early: EarlyKeys } {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

export function importerReveal(
  _p: Primitives,
  _state: ImporterHello,
  _exporterHello: Uint8Array,
  _phoneCode?: string,
): { state: ImporterRevealed; reveal: Uint8Array; early: EarlyKeys } {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

export function exporterReveal(_p: Primitives, _state: ExporterHello, _reveal: Uint8Array): { state: ExporterRevealed } {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

export function exporterAgree(_p: Primitives, _state: ExporterRevealed, _phoneCode?: string): { keys: SessionKeys; share?: Uint8Array } {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

export function importerAgree(_p: Primitives, _state: ImporterRevealed, _share?: Uint8Array): { keys: SessionKeys } {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** Overwrites every secret the state or key set holds. */
export function forget(_what: ImporterHello | ExporterHello | ImporterRevealed | ExporterRevealed | SessionKeys | EarlyKeys): void {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
