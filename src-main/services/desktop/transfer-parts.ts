// What both sides of a transfer are made of, and one run of it: its pause, its progress, and the way to stop it.

import { patient } from "../../../src-shared/camera/patience.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Approval } from "../../../src-shared/ipc/views-approval.ts";
import type { Grants } from "../../../src-shared/presence/approval.ts";
import type { Presence } from "../../../src-shared/presence/presence.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { approvalSettings } from "../approval-settings.ts";
import { boundPresence } from "../bound-presence.ts";
import { ExchangeService } from "../exchange.ts";
import type { FindingPorts } from "../links/computers.ts";
import type { LinkPorts } from "../links/ports.ts";
import type { ApprovalQuestion } from "./approvals.ts";
import type { OneTransfer, Turn } from "./one-transfer.ts";
import { PausedLink } from "./paused-link.ts";
import type { DesktopPorts } from "./ports.ts";
import type { PromptWords } from "./prompt-words.ts";
import type { Session } from "./session.ts";
import { TransferProgress } from "./transfer-progress.ts";
import type { ViewBoard } from "./view-board.ts";

export type TransferParts = {
  readonly ports: DesktopPorts;
  readonly session: Session;
  readonly board: ViewBoard;
  readonly one: OneTransfer;
  readonly grants: Grants;
  readonly words: () => PromptWords;
  /** The links that the owner wants to be used, and how computers are found by them. */
  readonly links: () => LinkPorts;
  readonly finding: () => FindingPorts;
  /** The vault's content changed. */
  readonly changed: () => void;
};

export class TransferRun {
  readonly vault: Vault;
  readonly link: PausedLink;
  readonly progress: TransferProgress;
  readonly turn: Turn;
  readonly #by: NonNullable<Approval["typed"]>;
  readonly #presence: Presence;
  readonly #stop = new AbortController();

  /** Throws `vault.locked`, and `usage.invalid` while another transfer runs. */
  constructor({ ports, session, one }: TransferParts, what: "sending" | "receiving") {
    this.vault = session.vault;
    this.#by = session.approvalBy();
    this.#presence = boundPresence(ports.presence, this.vault, { hardware: ports.hardware, clock: ports.exchange.clock });
    this.turn = one.take(what);
    this.link = new PausedLink(session.gate, ports.exchange.clock, this.signal);
    this.progress = new TransferProgress(session.gate, this.link.clock);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** How the owner of this vault approves `action`. */
  approvedBy(action: "export" | "import"): Pick<ApprovalQuestion, "presence" | "by" | "typedAsWell"> {
    const typedAsWell = action === "export" && approvalSettings(this.vault).passphraseOnExport;
    return { presence: this.#presence, by: this.#by, typedAsWell };
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Of this computer's vault; `slowly` over cameras. Throws `pairing.locked-out` during a back-off, with the seconds as its detail. */
  exchange({ exchange }: DesktopPorts, slowly: boolean): ExchangeService {
    const clock = slowly ? patient(this.link.clock) : this.link.clock;
    const service = new ExchangeService({ ...exchange, clock }, this.vault);
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
