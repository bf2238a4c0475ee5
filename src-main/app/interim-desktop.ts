// Stands in for the desktop program until it is there: the session's calls alone.

import type { ArgsOf } from "../../src-shared/ipc/contract.ts";
import type { Reply } from "../../src-shared/ipc/reply.ts";
import type { LockReason } from "../../src-shared/ipc/views-app.ts";
import { AppState } from "../services/desktop/app-view.ts";
import { answerCall, type Calls } from "../services/desktop/calls.ts";
import type { DesktopPorts } from "../services/desktop/ports.ts";
import { Session } from "../services/desktop/session.ts";
import { ViewBoard } from "../services/desktop/view-board.ts";

export class Desktop {
  readonly board: ViewBoard;
  readonly session: Session;
  readonly #calls: Partial<Calls>;

  constructor(ports: DesktopPorts, { closeWindow }: { readonly closeWindow: () => void }) {
    this.board = new ViewBoard({
      app: {
        phase: { name: "no-vault" },
        preferences: { theme: "system", language: "system", autoLockMinutes: 10, clipboardSeconds: 30, tray: false },
        deviceName: ports.exchange.deviceName,
        vaultDirectory: ports.vaultDirectory,
        closing: false,
        transfer: "none",
        clipboard: false,
        ...ports.about,
      },
      vault: null,
      nearby: { looking: false, computers: [] },
      send: { step: "idle" },
      receive: { step: "idle" },
      bringIn: { step: "idle" },
    });
    const app = new AppState(this.board);
    const session = new Session(ports, app);
    this.session = session;
    this.#calls = {
      view: ({ name }) => this.board.get(name),
      "setup.create": ({ passphrase, keyStore }) => session.create(passphrase, keyStore),
      "setup.recoveryKey": () => session.recoveryKey(),
      "setup.confirm": ({ ending }) => session.confirm(ending),
      "session.unlock": ({ by, secret }) => session.unlock(by, secret),
      "session.lock": () => session.lock("owner"),
      "settings.set": (part: ArgsOf<"settings.set">) => app.put({ preferences: { ...app.view.preferences, ...(part as object) } }),
      "window.close": () => closeWindow(),
    };
  }

  start(): void {
    this.session.start();
  }

  answer(name: unknown, args: unknown): Promise<Reply<unknown>> {
    return answerCall(this.#calls as Calls, this.session.locked, name, args);
  }

  lock(because: LockReason): void {
    this.session.lock(because);
  }

  mayClose(): boolean {
    return true;
  }

  async quit(): Promise<void> {
    this.session.close("owner");
  }
}
