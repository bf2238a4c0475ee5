// The desktop program behind its window: one vault, the views of it, and an answer to every call. Its host lends it the ports, shows the
// views and closes the window.

import { toExchangeError } from "../../../src-shared/errors.ts";
import type { Reply } from "../../../src-shared/ipc/reply.ts";
import type { LockReason, Preferences } from "../../../src-shared/ipc/views-app.ts";
import { AppState } from "./app-view.ts";
import { answerCall, type Calls } from "./calls.ts";
import { CopiedSecret } from "./copied-secret.ts";
import { firstViews } from "./first-views.ts";
import { Generator } from "./generator.ts";
import type { DesktopPorts } from "./ports.ts";
import { loadPreferences } from "./preferences.ts";
import { prepareSearchAfterOpening } from "./prepare-search.ts";
import { Session } from "./session.ts";
import { type TransferHalf, transferCalls } from "./transfer-calls.ts";
import { vaultCalls } from "./vault-calls.ts";
import { VaultState } from "./vault-state.ts";
import { ViewBoard } from "./view-board.ts";

export type DesktopHost = { readonly closeWindow: () => void };

export class Desktop {
  readonly board: ViewBoard;
  readonly session: Session;
  readonly #ports: DesktopPorts;
  readonly #host: DesktopHost;
  readonly #app: AppState;
  readonly #copied: CopiedSecret;
  readonly #transfers: TransferHalf;
  readonly #calls: Calls;
  /** The page holds something typed that is not saved. */
  #unsaved = false;

  constructor(ports: DesktopPorts, host: DesktopHost) {
    const { about, exchange, vaultDirectory } = ports;
    this.#ports = ports;
    this.#host = host;
    this.board = new ViewBoard(firstViews({ ...about, deviceName: exchange.deviceName, vaultDirectory, preferences: loadPreferences(ports.preferences) }));
    this.#app = new AppState(this.board);
    this.session = new Session(ports, this.#app);
    this.session.listen({ opened: purgeExpired });
    prepareSearchAfterOpening(this.session, ports.exchange.clock);
    this.#copied = new CopiedSecret({ clipboard: ports.clipboard, clock: exchange.clock }, this.#app);
    const generator = new Generator((length) => exchange.primitives.random(length));
    const state = new VaultState(this.session, this.board);
    const shared = { ports, session: this.session, app: this.#app, board: this.board };
    this.#transfers = transferCalls({ ...shared, changed: () => state.changed() });
    const undone = (transferId: string) => this.#transfers.undone(transferId);
    const vault = vaultCalls({ ...shared, state, copied: this.#copied, generator, undone });
    this.#calls = { ...vault, ...this.#transfers.calls, ...this.#windowCalls() };
    const forget = () => {
      generator.forget();
      void this.#copied.clear();
    };
    const forgetTyped = () => {
      this.#unsaved = false;
    };
    this.session.listen({ locked: forget, closing: forget });
    this.session.listen({ locked: forgetTyped });
  }

  get preferences(): Preferences {
    return this.#app.view.preferences;
  }

  /** What the window shows first. */
  start(): void {
    this.session.start();
  }

  answer(name: unknown, args: unknown): Promise<Reply<unknown>> {
    return answerCall(this.#calls, this.session.locked, name, args);
  }

  lock(because: LockReason): void {
    this.session.lock(because);
  }

  /** False while a transfer runs or something is not saved: the owner is asked first, and answers with `window.close` or `window.stay`. */
  mayClose(): boolean {
    const held = this.#transfers.running() || this.#unsaved;
    if (held) this.#app.put({ closing: true });
    return !held;
  }

  /** Takes the secret off the clipboard, stops what runs and closes the vault. */
  async quit(): Promise<void> {
    await Promise.all([this.#copied.clear(), this.#transfers.stopAll()]);
    if (this.#ports.vaultExists()) this.session.close("owner");
  }

  #windowCalls(): Pick<Calls, "window.close" | "window.stay" | "window.unsaved"> {
    return {
      "window.close": async ({ stopTransfer }) => {
        this.#app.put({ closing: false });
        if (stopTransfer) await this.#transfers.stopAll();
        this.#host.closeWindow();
      },
      "window.stay": () => this.#app.put({ closing: false }),
      "window.unsaved": ({ on }) => {
        this.#unsaved = on;
      },
    };
  }
}

/** What waited its time in the trash goes when the vault is opened; a vault that cannot be written is opened all the same. */
function purgeExpired(vault: { purgeExpired(): number }): void {
  try {
    vault.purgeExpired();
  } catch (thrown) {
    if (toExchangeError(thrown).code !== "vault.write-failed") throw thrown;
  }
}
