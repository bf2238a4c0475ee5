// Desktop programs without a window: real vaults in temporary directories, real TCP on this computer, a network of their own to be found on.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { nodeCredentialKeys } from "../../src-main/platform/credential-keys.ts";
import { diskFiles } from "../../src-main/platform/files.ts";
import { migratePorts } from "../../src-main/platform/migrate-ports.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { createSqliteVault, openSqliteVault } from "../../src-main/platform/sqlite-vault.ts";
import { systemClock } from "../../src-main/platform/system-clock.ts";
import { connectTcp, listenTcp } from "../../src-main/platform/tcp.ts";
import { AppState } from "../../src-main/services/desktop/app-view.ts";
import { answerCall, type Calls } from "../../src-main/services/desktop/calls.ts";
import { firstViews } from "../../src-main/services/desktop/first-views.ts";
import type { DesktopPorts } from "../../src-main/services/desktop/ports.ts";
import { Session } from "../../src-main/services/desktop/session.ts";
import { type TransferHalf, transferCalls } from "../../src-main/services/desktop/transfer-calls.ts";
import { ViewBoard } from "../../src-main/services/desktop/view-board.ts";
import type { Lan } from "../../src-main/services/links/ports.ts";
import { MigrationService } from "../../src-main/services/migration.ts";
import { VaultService } from "../../src-main/services/vaults.ts";
import type { Bluetooth } from "../../src-shared/bluetooth/ports.ts";
import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError, toExchangeError } from "../../src-shared/errors.ts";
import type { Discovery, Nearby } from "../../src-shared/exchange/discovery.ts";
import type { ArgsOf, CallName, ResultOf, ViewName, Views } from "../../src-shared/ipc/contract.ts";
import type { Reply } from "../../src-shared/ipc/reply.ts";
import { FakeRoom } from "../../src-shared/testing/fake-bluetooth.ts";
import { FakePresence, YES } from "../../src-shared/testing/fake-presence.ts";
import { quickKdf } from "../../src-shared/testing/vault-fixture.ts";

export const PASSPHRASE = "correct horse battery staple";

/** Everybody on it hears of everybody else, unless it is down. */
export class FakeNetwork {
  readonly #there = new Map<string, Nearby>();
  readonly #browsing = new Set<(one: Nearby) => void>();
  readonly #down: boolean;

  constructor({ down = false }: { readonly down?: boolean } = {}) {
    this.#down = down;
  }

  get advertised(): number {
    return this.#there.size;
  }

  /** Of those who are announced. */
  get ids(): readonly string[] {
    return [...this.#there.keys()];
  }

  get discovery(): Discovery {
    return {
      advertise: async ({ id, port }) => {
        if (this.#down) throw new ExchangeError("transport.unreachable");
        const one = { id, addresses: ["127.0.0.1"], port };
        this.#there.set(id, one);
        for (const found of this.#browsing) found(one);
        return { stop: async () => void this.#there.delete(id) };
      },
      browse: (onFound) => {
        this.#browsing.add(onFound);
        for (const one of this.#there.values()) onFound(one);
        return { stop: () => void this.#browsing.delete(onFound) };
      },
    };
  }
}

export type DeskOptions = {
  readonly name: string;
  readonly network?: FakeNetwork;
  readonly clock?: Clock;
  readonly lan?: Lan;
  readonly bluetooth?: Bluetooth;
  readonly file?: string;
  readonly presence?: FakePresence;
};

const tcp: Lan = { connect: (host, port, options) => connectTcp(host, port, options), listen: () => listenTcp({ host: "127.0.0.1" }) };

export class Desk {
  readonly board: ViewBoard;
  readonly session: Session;
  readonly half: TransferHalf;
  readonly directory: string;
  readonly presence: FakePresence;
  readonly copied: string[] = [];
  /** Every view that was pushed. */
  readonly pushed: { readonly name: ViewName; readonly view: Views[ViewName] }[] = [];
  /** Times that the vault's content was said to have changed. */
  changes = 0;
  readonly #waiting = new Set<() => void>();

  constructor({
    name,
    network = new FakeNetwork(),
    clock = systemClock(),
    lan = tcp,
    bluetooth = noBluetooth(clock),
    file,
    presence = FakePresence.answering(YES),
  }: DeskOptions) {
    this.presence = presence;
    this.directory = mkdtempSync(join(tmpdir(), "keyferry-desk-"));
    const vaultDirectory = join(this.directory, "vault");
    const about = { platform: "linux", version: "0", systemLanguage: "en" } as const;
    const preferences = { theme: "system", language: "system", autoLockMinutes: 10, clipboardSeconds: 30, tray: false, useBluetooth: true } as const;
    this.board = new ViewBoard(firstViews({ ...about, preferences, deviceName: name, vaultDirectory }));
    const app = new AppState(this.board);
    const ports: DesktopPorts = {
      exchange: { primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, clock, deviceName: name },
      vaults: new VaultService({
        primitives: nodePrimitives,
        clock,
        passphraseKdf: quickKdf(nodePrimitives),
        createStore: createSqliteVault,
        openStore: openSqliteVault,
      }),
      migration: new MigrationService({ primitives: nodePrimitives, clock, migrate: migratePorts(nodePrimitives) }),
      discovery: network.discovery,
      lan,
      bluetooth,
      keyStore: { state: async () => "unavailable", get: missing, put: missing, remove: missing },
      presence,
      hardware: [],
      probes: {
        interfaces: () => [{ name: "eth0", addresses: ["192.168.1.5"], internal: false }],
        defaultRoute: async () => ({ by: "wg0" }),
        routeTo: async () => ({ by: "eth0" }),
        neighbour: async () => "silent",
        tryConnection: async () => "ETIMEDOUT",
        listen: async () => undefined,
        firewall: async () => ({ state: "open", by: "nftables" }),
        bindMulticastPort: async () => undefined,
        multicast: async () => [],
        bluetooth: async () => ({ central: "ready", peripheral: "bluetooth.no-peripheral-role" }),
        keyStore: async () => "locked",
      },
      selfTest: { memory: () => ({ guarded: false, closed: false }), readableByOthers: async () => false, screen: () => "shared", origin: () => "source" },
      clipboard: { marks: false, write: async (text) => void this.copied.push(text), clear: async () => {} },
      dialogs: { openFile: async () => file, saveFile: async () => undefined },
      files: { ...diskFiles, name: (path) => basename(path), temporaryDirectory: async () => mkdtempSync(join(this.directory, "rehearsal-")) },
      camera: { use: async () => "allowed" },
      preferences: { load: () => undefined, save: () => {} },
      vaultDirectory,
      vaultExists: () => true,
      about,
    };
    this.session = new Session(ports, app);
    this.half = transferCalls({ ports, session: this.session, app, board: this.board, changed: () => void this.changes++ });
    this.board.listen((name, view) => {
      this.pushed.push({ name, view });
      for (const look of [...this.#waiting]) look();
    });
  }

  /** With a vault that is open. */
  static async open(options: DeskOptions): Promise<Desk> {
    const desk = new Desk(options);
    await desk.session.create(PASSPHRASE, false);
    desk.session.confirm(desk.session.recoveryKey().split("-").at(-1) ?? "");
    return desk;
  }

  /** As the window calls; throws what the reply says. */
  async call<N extends CallName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>> {
    const reply = (await answerCall(this.half.calls as Calls, this.session.locked, name, args)) as Reply<ResultOf<N>>;
    if (reply.ok) return reply.value;
    throw new ExchangeError(reply.code, reply.detail === undefined ? {} : { detail: reply.detail });
  }

  /** The code of what the call throws. */
  async refusal<N extends CallName>(name: N, args: ArgsOf<N>): Promise<string> {
    return this.call(name, args).then(
      () => "nothing",
      (thrown) => toExchangeError(thrown).code,
    );
  }

  /** The view, as soon as it is at one of these steps. */
  async at<N extends "send" | "receive" | "bringIn", S extends Views[N]["step"]>(name: N, ...steps: readonly S[]): Promise<Extract<Views[N], { step: S }>> {
    return this.when(name, (view) => (steps as readonly string[]).includes(view.step)) as Promise<Extract<Views[N], { step: S }>>;
  }

  async when<N extends ViewName>(name: N, fits: (view: Views[N]) => boolean): Promise<Views[N]> {
    const { promise, resolve } = Promise.withResolvers<Views[N]>();
    const look = () => {
      const view = this.board.get(name);
      if (fits(view)) resolve(view);
    };
    this.#waiting.add(look);
    look();
    return promise.finally(() => this.#waiting.delete(look));
  }

  async close(): Promise<void> {
    await this.half.stopAll();
    this.session.close("owner");
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function noBluetooth(clock: Clock): Bluetooth {
  return new FakeRoom(clock).adapter({ central: "bluetooth.no-adapter", peripheral: "bluetooth.no-adapter" });
}

async function missing(): Promise<never> {
  throw new ExchangeError("key-store.unavailable");
}
