// At most one transfer at once, on either side: who runs it holds the vault, and the window knows that it runs.

import { ExchangeError } from "../../../src-shared/errors.ts";
import type { AppState } from "./app-view.ts";
import type { Session } from "./session.ts";

export type Turn = {
  /** The vault is needed from now on. */
  began(): void;
  /** Once; more often does nothing. */
  end(): void;
};

export class OneTransfer {
  readonly #session: Pick<Session, "hold">;
  readonly #app: Pick<AppState, "put">;
  #turn: Turn | undefined;
  #running = false;

  constructor(session: Pick<Session, "hold">, app: Pick<AppState, "put">) {
    this.#session = session;
    this.#app = app;
  }

  get running(): boolean {
    return this.#running;
  }

  /** Throws `usage.invalid` while another one has it. */
  take(what: "sending" | "receiving"): Turn {
    if (this.#turn !== undefined) throw new ExchangeError("usage.invalid", { detail: "a transfer runs already" });
    let release = () => {};
    const turn: Turn = {
      began: () => {
        if (this.#turn !== turn || this.#running) return;
        this.#running = true;
        release = this.#session.hold();
        this.#app.put({ transfer: what });
      },
      end: () => {
        if (this.#turn !== turn) return;
        this.#turn = undefined;
        this.#running = false;
        this.#app.put({ transfer: "none" });
        release();
      },
    };
    this.#turn = turn;
    return turn;
  }
}
