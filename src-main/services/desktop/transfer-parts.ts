// What both sides of a transfer are made of, and one run of it: its pause, its progress, and the way to stop it.

import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Approval } from "../../../src-shared/ipc/views-transfer.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { ExchangeService } from "../exchange.ts";
import type { OneTransfer, Turn } from "./one-transfer.ts";
import { PausedLink } from "./paused-link.ts";
import type { DesktopPorts } from "./ports.ts";
import type { Session } from "./session.ts";
import { TransferProgress } from "./transfer-progress.ts";
import type { ViewBoard } from "./view-board.ts";

export type TransferParts = {
  readonly ports: DesktopPorts;
  readonly session: Session;
  readonly board: ViewBoard;
  readonly one: OneTransfer;
  /** The vault's content changed. */
  readonly changed: () => void;
};

export class TransferRun {
  readonly vault: Vault;
  readonly approvalBy: Approval["by"];
  readonly link: PausedLink;
  readonly progress: TransferProgress;
  readonly turn: Turn;
  readonly #stop = new AbortController();

  /** Throws `vault.locked`, and `usage.invalid` while another transfer runs. */
  constructor({ ports, session, one }: TransferParts, what: "sending" | "receiving") {
    this.vault = session.vault;
    this.approvalBy = session.approvalBy();
    this.turn = one.take(what);
    this.link = new PausedLink(session.gate, ports.exchange.clock, this.signal);
    this.progress = new TransferProgress(session.gate, this.link.clock);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Of this computer's vault. Throws `pairing.locked-out` during a back-off, with the seconds as its detail. */
  exchange({ exchange }: DesktopPorts): ExchangeService {
    const service = new ExchangeService({ ...exchange, clock: this.link.clock }, this.vault);
    const wait = service.waitBeforePairing();
    if (wait > 0) throw new ExchangeError("pairing.locked-out", { detail: `${wait}` });
    return service;
  }

  end(): void {
    this.link.end();
    this.progress.end();
    this.turn.end();
  }
}
