// A desktop's ports in memory for tests: vaults that outlive being closed, a clipboard, dialogs and files that do as they are told.

import type { Clock } from "../../../../src-shared/clock.ts";
import type { CredentialKeys, Primitives } from "../../../../src-shared/crypto/primitives.ts";
import { ExchangeError } from "../../../../src-shared/errors.ts";
import { FakeRoom } from "../../../../src-shared/testing/fake-bluetooth.ts";
import { FakeClock } from "../../../../src-shared/testing/fake-clock.ts";
import { FakeHardware } from "../../../../src-shared/testing/fake-hardware.ts";
import { FakePresence, YES } from "../../../../src-shared/testing/fake-presence.ts";
import { MemoryRecordStore } from "../../../../src-shared/testing/memory-record-store.ts";
import { noblePrimitives } from "../../../../src-shared/testing/noble-primitives.ts";
import { seededRandom } from "../../../../src-shared/testing/random.ts";
import { quickKdf } from "../../../../src-shared/testing/vault-fixture.ts";
import type { KeyState, KeyStore } from "../../../../src-shared/vault/ports.ts";
import { MigrationService } from "../../migration.ts";
import { VaultService } from "../../vaults.ts";
import type { FirstViews } from "../first-views.ts";
import type { Clipboard, DesktopPorts, Dialogs, Files } from "../ports.ts";
import { loadPreferences } from "../preferences.ts";

export class FakeClipboard implements Clipboard {
  readonly marks = true;
  text = "";
  fails = false;

  async write(text: string): Promise<void> {
    this.text = text;
  }

  async clear(text: string): Promise<void> {
    if (this.fails) throw new ExchangeError("internal.bug", { detail: "as asked" });
    if (this.text === text) this.text = "";
  }
}

/** What the owner picks; undefined cancels. */
export class FakeDialogs implements Dialogs {
  picked: string | undefined;
  saveTo: string | undefined;
  suggested: string | undefined;

  async openFile(): Promise<string | undefined> {
    return this.picked;
  }

  async saveFile(suggestedName: string): Promise<string | undefined> {
    this.suggested = suggestedName;
    return this.saveTo;
  }
}

export class MemoryFiles implements Files {
  readonly content = new Map<string, Uint8Array>();

  async read(path: string, most: number): Promise<Uint8Array> {
    const bytes = this.content.get(path);
    if (bytes === undefined) throw new ExchangeError("usage.invalid", { detail: "no such file" });
    if (bytes.length > most) throw new ExchangeError("format.limit-exceeded", { detail: "file size" });
    return bytes;
  }

  async write(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
    this.content.set(path, Uint8Array.from([...pieces].flatMap((piece) => [...piece])));
  }

  name(path: string): string {
    return path.split("/").at(-1) ?? path;
  }

  async temporaryDirectory(): Promise<string> {
    return "/temporary";
  }

  async remove(): Promise<void> {}
}

export class MemoryKeyStore implements KeyStore {
  readonly keys = new Map<string, Uint8Array>();
  override: KeyState | undefined;

  async state(name: string): Promise<KeyState> {
    return this.override ?? (this.keys.has(name) ? "present" : "missing");
  }

  async get(name: string): Promise<Uint8Array> {
    const key = this.keys.get(name);
    if (key === undefined) throw new ExchangeError("key-store.missing");
    return key.slice();
  }

  async put(name: string, key: Uint8Array): Promise<void> {
    this.keys.set(name, key.slice());
  }

  async remove(name: string): Promise<boolean> {
    return this.keys.delete(name);
  }
}

/** Keys that cannot sign anything: for what has nothing to do with passkeys. */
const NO_KEYS: CredentialKeys = {
  algorithm: () => undefined,
  sign: async () => new Uint8Array(0),
  verify: async () => false,
};

export const FIRST: FirstViews = {
  platform: "linux",
  version: "0.0.0",
  systemLanguage: "en",
  deviceName: "this computer",
  vaultDirectory: "/vault",
  preferences: loadPreferences({ load: () => undefined, save: () => {} }),
};

type Keys = Pick<DesktopPorts, "keyStore" | "hardware" | "presence">;

function memoryVaults(primitives: Primitives, clock: Clock, keys: Keys) {
  const stores = new Map<string, MemoryRecordStore>();
  const createStore = (directory: string) => {
    if (stores.has(directory)) throw new ExchangeError("vault.exists");
    const store = new MemoryRecordStore();
    stores.set(directory, store);
    return store;
  };
  const openStore = (directory: string) => {
    const store = stores.get(directory);
    if (store === undefined) throw new ExchangeError("vault.missing");
    return store;
  };
  return { stores, vaults: new VaultService({ primitives, clock, ...keys, passphraseKdf: quickKdf(primitives), createStore, openStore }) };
}

export type FakeDesktopPorts = DesktopPorts & {
  readonly exchange: { readonly clock: FakeClock };
  readonly clipboard: FakeClipboard;
  readonly dialogs: FakeDialogs;
  readonly files: MemoryFiles;
  readonly keyStore: MemoryKeyStore;
  readonly presence: FakePresence;
  /** A security chip that takes a PIN. */
  readonly hardware: readonly [FakeHardware];
};

/** Nobody is nearby and nobody can be reached. */
export function fakeDesktopPorts(credentialKeys: CredentialKeys = NO_KEYS): FakeDesktopPorts {
  const primitives = noblePrimitives(seededRandom("desktop"));
  const clock = new FakeClock();
  const keyStore = new MemoryKeyStore();
  const hardware = [new FakeHardware(primitives)] as const;
  const presence = FakePresence.answering(YES);
  const { stores, vaults } = memoryVaults(primitives, clock, { keyStore, hardware, presence });
  const unreachable = async () => {
    throw new ExchangeError("transport.unreachable");
  };
  const nothing = async () => undefined;
  const refuse = () => {
    throw new ExchangeError("format.unsupported");
  };
  const migrate = { primitives, argon2: refuse, pbkdf2Sha256: refuse, aesCbcDecrypt: () => undefined, inflateRaw: () => undefined };
  return {
    exchange: { primitives, credentialKeys, clock, deviceName: FIRST.deviceName },
    vaults,
    migration: new MigrationService({ primitives, clock, migrate }),
    discovery: { advertise: unreachable, browse: () => ({ stop: () => {} }) },
    lan: { connect: unreachable, listen: unreachable },
    bluetooth: new FakeRoom(clock).adapter({ central: "bluetooth.no-adapter", peripheral: "bluetooth.no-adapter" }),
    keyStore,
    hardware,
    presence,
    probes: {
      interfaces: () => [],
      defaultRoute: nothing,
      routeTo: nothing,
      neighbour: async () => "unknown",
      tryConnection: nothing,
      listen: nothing,
      firewall: async () => ({ state: "open", by: "nftables" }),
      bindMulticastPort: nothing,
      multicast: async () => [],
      bluetooth: async () => ({ central: "bluetooth.no-adapter", peripheral: "bluetooth.no-adapter" }),
      keyStore: async () => "missing",
    },
    selfTest: {
      memory: () => ({ guarded: true, closed: true }),
      readableByOthers: async () => false,
      screen: () => "asks",
      origin: () => "installed",
    },
    clipboard: new FakeClipboard(),
    dialogs: new FakeDialogs(),
    files: new MemoryFiles(),
    camera: { use: async () => "allowed" },
    preferences: { load: () => undefined, save: () => {} },
    vaultDirectory: FIRST.vaultDirectory,
    vaultExists: () => stores.has(FIRST.vaultDirectory),
    about: FIRST,
  };
}
