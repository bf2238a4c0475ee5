// Receiving, as the window sees it: shown to others for a while, then one transfer into the vault, every step a view.

import { hex } from "../../../src-shared/bytes.ts";
import { newPhoneCode } from "../../../src-shared/crypto/phone-code.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { ImportOwner, Observer } from "../../../src-shared/exchange/ports.ts";
import type { Receipt } from "../../../src-shared/exchange/receipt.ts";
import type { ArgsOf, Decisions } from "../../../src-shared/ipc/contract.ts";
import type { CounterpartView, ProgressView, ReceiveMode, ReceiveView } from "../../../src-shared/ipc/views-transfer.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { importRequest } from "../approval-requests.ts";
import type { ExchangeService } from "../exchange.ts";
import type { AcceptingPorts } from "../links/accepting.ts";
import { wasNobody } from "../links/nobody.ts";
import { Approvals } from "./approvals.ts";
import { type Cameras, Facing } from "./cameras.ts";
import { conflictRows, countsView, outcomesView } from "./contents-view.ts";
import { counterpartView } from "./counterpart-view.ts";
import { deciding } from "./decisions.ts";
import { failureView } from "./failure-view.ts";
import { Listening, type Told } from "./listening.ts";
import { Question } from "./question.ts";
import { type ReceiptFate, receiptView } from "./receipt-view.ts";
import { type TransferParts, TransferRun } from "./transfer-parts.ts";

/** Before somebody said something that this program understands. */
const UNGREETED: ReadonlySet<string> = new Set(["waiting-hello", "failed"]);

/** One opening of the screen. `quietly`: it was closed before anybody came, which is no failure. */
type Opening = { readonly run: TransferRun; readonly mode: ReceiveMode; greeted: boolean; quietly: boolean; digits: string | undefined };

export class Receiving {
  readonly #parts: TransferParts;
  readonly #cameras: Cameras;
  readonly #match = new Question<boolean>();
  readonly #approvals: Approvals;
  readonly #merge = new Question<Decisions>();
  #opening: Opening | undefined;
  #finished = Promise.resolve();

  constructor(parts: TransferParts, cameras: Cameras) {
    this.#parts = parts;
    this.#cameras = cameras;
    this.#approvals = new Approvals(parts.session, parts.grants);
  }

  /** Throws `usage.invalid` while a transfer runs; what happens later is in the view. */
  open({ mode }: ArgsOf<"receive.open">): void {
    const opening: Opening = { run: new TransferRun(this.#parts, "receiving"), mode, greeted: false, quietly: false, digits: undefined };
    this.#opening = opening;
    this.#finished = this.#go(opening);
  }

  confirm(match: boolean): void {
    this.#match.answer(match);
  }

  approve(secret: string): Promise<void> {
    return this.#approvals.approve(secret);
  }

  decline(): void {
    if (this.#match.open) this.#match.answer(false);
    else this.#approvals.decline();
  }

  decide(decisions: Decisions): void {
    this.#merge.answer(decisions);
  }

  stop(): void {
    const opening = this.#opening;
    if (opening === undefined) return;
    opening.quietly = !opening.greeted;
    opening.run.stop();
  }

  /** Nobody is let in while the vault is locked; a transfer that runs is paused by its own means. */
  locked(): void {
    this.#approvals.locked();
    if (this.#opening?.greeted === false) this.stop();
  }

  /** Stopped, and everything it held let go. */
  stopped(): Promise<void> {
    this.stop();
    return this.#finished;
  }

  /** Throws `usage.invalid` while it runs. */
  done(): void {
    if (this.#opening !== undefined) throw new ExchangeError("usage.invalid", { detail: "a transfer runs" });
    this.#parts.board.put("receive", { step: "idle" });
  }

  async #go(opening: Opening): Promise<void> {
    const { run } = opening;
    const last = await this.#receive(opening)
      .then((receipt): ReceiveView => ({ step: "receipt", receipt: this.#receipt(run.vault, receipt) }))
      .catch((thrown): ReceiveView => (opening.quietly ? { step: "idle" } : { step: "failed", failure: failureView(thrown) }));
    run.end();
    this.#opening = undefined;
    this.#parts.board.put("receive", last);
    if (opening.greeted && !this.#parts.session.locked) this.#parts.changed();
  }

  #receipt(vault: Vault, receipt: Receipt) {
    return receiptView(this.#parts.ports.exchange.primitives, receipt, importFate(vault, receipt.transferId));
  }

  async #receive(opening: Opening): Promise<Receipt> {
    const { ports } = this.#parts;
    const { run } = opening;
    const exchange = run.exchange(ports, opening.mode === "cameras");
    const code = opening.mode === "scan" ? newPhoneCode(ports.exchange.primitives) : undefined;
    const told: Told = { changed: () => show(), over: () => this.stop(), carriedBy: (kind) => run.progress.carriedBy(kind) };
    const listening = opening.mode === "cameras" ? this.#cameras.face("importer") : await Listening.open(this.#accepting(), told, code);
    const show = () => this.#put(opening, listening.view);
    const close = () => listening.close();
    run.signal.addEventListener("abort", close, { once: true });
    try {
      if (run.signal.aborted) throw new ExchangeError("owner.cancelled");
      return await this.#takeOne(opening, exchange, listening, code);
    } finally {
      run.signal.removeEventListener("abort", close);
      close();
    }
  }

  #accepting(): AcceptingPorts {
    const { ports, links } = this.#parts;
    const { clock, primitives } = ports.exchange;
    return { ...links(), discovery: ports.discovery, clock, primitives };
  }

  /** A connection that says nothing is not a transfer: the next one is waited for. */
  async #takeOne(opening: Opening, exchange: ExchangeService, listening: Listening | Facing, phoneCode: string | undefined): Promise<Receipt> {
    const { run } = opening;
    const mode = opening.mode === "phone" || opening.mode === "scan" ? "phone" : "screens";
    const pairing = { mode, ...(phoneCode !== undefined && { phoneCode }) } as const;
    for (;;) {
      opening.digits = undefined;
      this.#put(opening, listening.view);
      const channel = await listening.next().catch((thrown) => {
        throw run.signal.aborted ? new ExchangeError("owner.cancelled") : thrown;
      });
      try {
        const owner = this.#answers(opening);
        const observer = this.#observer(opening, () => (listening instanceof Listening ? listening.paired(channel.kind) : listening.close()));
        const links = listening instanceof Listening && { links: run.link.throughAll(listening.links) };
        run.progress.carriedBy(channel.kind);
        return await exchange.importFrom({ channel: run.link.through(channel), ...links, owner, ...pairing, observer, signal: run.signal });
      } catch (thrown) {
        if (opening.greeted || listening instanceof Facing || !wasNobody(thrown)) throw thrown;
      } finally {
        channel.close();
      }
    }
  }

  #observer(opening: Opening, paired: () => void): Observer {
    const { progress, turn } = opening.run;
    return {
      state: (name) => {
        if (opening.greeted || UNGREETED.has(name)) return;
        opening.greeted = true;
        turn.began();
        paired();
        this.#showCode(opening);
      },
      progress: (report) => {
        if (report.phase === "key-handed-over") {
          progress.items = report.total;
          progress.disclosed = true;
        }
        progress.report(report);
      },
    };
  }

  /** Not before somebody is there to type it. */
  #showCode(opening: Opening): void {
    const { greeted, digits, mode } = opening;
    if (greeted && digits !== undefined) this.#put(opening, { step: "code", digits, mode: mode === "cameras" ? "screens" : mode });
  }

  #answers(opening: Opening): ImportOwner {
    const { run } = opening;
    const { link, progress } = run;
    const { primitives } = this.#parts.ports.exchange;
    const put = (view: ReceiveView) => this.#put(opening, view);
    const showProgress = (counterpart: CounterpartView) => progress.shownBy((view: ProgressView) => put({ step: "progress", counterpart, progress: view }));
    let counterpart: CounterpartView = { claims: "", fingerprint: "" };
    return {
      showCode: (digits) => {
        opening.digits = digits;
        this.#showCode(opening);
      },
      confirmCodesMatch: async (other, signal) => {
        await link.passed();
        const answer = this.#match.ask(signal);
        put({ step: "confirm", counterpart: counterpartView(primitives, other) });
        return answer;
      },
      approveImport: async (other, signal) => {
        await link.passed();
        counterpart = counterpartView(primitives, other);
        const text = this.#parts.words().receive(counterpart.knownAs ?? counterpart.claims);
        const question = { ...run.approvedBy("import"), request: importRequest(other), text };
        const grant = await this.#approvals.ask(question, (approval) => put({ step: "approve", counterpart, approval }), signal);
        if (grant === undefined) return false;
        this.#parts.grants.redeem(grant, importRequest(other));
        showProgress(counterpart);
        return true;
      },
      reviewMerge: async ({ counts, outcomes, conflicts }, signal) => {
        await link.passed();
        progress.hide();
        const answer = this.#merge.ask(signal);
        put({ step: "merge", counterpart, counts: countsView(counts), outcomes: outcomesView(outcomes), conflicts: conflictRows(conflicts) });
        const decide = deciding(await answer);
        showProgress(counterpart);
        return decide;
      },
    };
  }

  #put(opening: Opening, view: ReceiveView): void {
    if (this.#opening === opening) this.#parts.board.put("receive", view);
  }
}

/** Whether what came with a transfer can be taken back. */
export function importFate(vault: Pick<Vault, "transfers">, transferId: string): ReceiptFate {
  const transfer = vault.transfers().find((one) => hex(one.transferId) === transferId);
  return { undoable: transfer?.undone === false, undone: transfer?.undone ?? false, rehearsal: false };
}
