// What the desktop program needs from its host beyond the core's ports: links, the system's dialogs, the clipboard, files and preferences.

import type { Bluetooth } from "../../../src-shared/bluetooth/ports.ts";
import type { Discovery } from "../../../src-shared/exchange/discovery.ts";
import type { AppView, Preferences } from "../../../src-shared/ipc/views-app.ts";
import type { CameraAnswer } from "../../../src-shared/ipc/views-transfer.ts";
import type { Presence } from "../../../src-shared/presence/presence.ts";
import type { KeyHardware, KeyStore } from "../../../src-shared/vault/ports.ts";
import type { DoctorProbes } from "../doctor.ts";
import type { ExchangePorts } from "../exchange.ts";
import type { Lan } from "../links/ports.ts";
import type { MigrationService } from "../migration.ts";
import type { SelfTestProbes } from "../self-test.ts";
import type { VaultService } from "../vaults.ts";

/** Marks what it writes as concealed, so that clipboard histories leave it out, where the system has such a mark. */
export interface Clipboard {
  /** Whether there is such a mark to write. */
  readonly marks: boolean;
  write(text: string): Promise<void>;
  /** Only when it still holds `text`. */
  clear(text: string): Promise<void>;
}

/** The system's dialogs; undefined when the owner cancelled. */
export interface Dialogs {
  openFile(): Promise<string | undefined>;
  saveFile(suggestedName: string): Promise<string | undefined>;
}

/** The page may use the camera while it is in use, and never the microphone. `use` asks the system where that has a say. */
export interface CameraAccess {
  use(on: boolean): Promise<CameraAnswer>;
}

export interface Files {
  /** Throws `format.limit-exceeded` above `most` bytes and `usage.invalid` when it cannot be read. */
  read(path: string, most: number): Promise<Uint8Array>;
  /** Readable by its owner only. Throws `vault.write-failed`; no part of the file is left then. */
  write(path: string, pieces: Iterable<Uint8Array>): Promise<void>;
  name(path: string): string;
  /** A fresh directory that only its owner can read, for a rehearsal's vaults. */
  temporaryDirectory(): Promise<string>;
  remove(directory: string): Promise<void>;
}

export interface PreferenceStore {
  /** What was kept, unchecked; undefined when nothing was. */
  load(): unknown;
  save(preferences: Preferences): void;
}

export type DesktopPorts = {
  readonly exchange: ExchangePorts;
  readonly vaults: VaultService;
  readonly migration: MigrationService;
  readonly discovery: Discovery;
  readonly lan: Lan;
  readonly bluetooth: Bluetooth;
  readonly keyStore: KeyStore;
  /** What this computer has to keep a key in, the preferred one first. */
  readonly hardware: readonly KeyHardware[];
  /** The system's own prompt. */
  readonly presence: Presence;
  readonly probes: DoctorProbes;
  readonly selfTest: SelfTestProbes;
  readonly clipboard: Clipboard;
  readonly dialogs: Dialogs;
  readonly files: Files;
  readonly camera: CameraAccess;
  readonly preferences: PreferenceStore;
  readonly vaultDirectory: string;
  /** True when there is a vault in that directory, whatever its state. */
  readonly vaultExists: () => boolean;
  readonly about: Pick<AppView, "platform" | "version" | "systemLanguage">;
};
