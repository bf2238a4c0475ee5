// Sending, as the window sees it: the owner's answers come from its calls, and every step is a view.

import { CAMERA_LIMIT } from "../../../src-shared/camera/estimate.ts";
import { normalisePhoneCode } from "../../../src-shared/crypto/phone-code.ts";
import { normaliseDigits } from "../../../src-shared/crypto/sas.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Channel, LinkKind } from "../../../src-shared/exchange/channel.ts";
import type { Links } from "../../../src-shared/exchange/links.ts";
import type { ExportOwner, Observer, PairingMode } from "../../../src-shared/exchange/ports.ts";
import type { Receipt } from "../../../src-shared/exchange/receipt.ts";
import type { ArgsOf } from "../../../src-shared/ipc/contract.ts";
import type { RehearsalView, SendView } from "../../../src-shared/ipc/views-transfer.ts";
import { exportRequest } from "../approval-requests.ts";
import { DestinationService } from "../destinations.ts";
import type { Chosen, ExchangeService } from "../exchange.ts";
import { ExporterLinks } from "../links/exporter-links.ts";
import { reach } from "../reach.ts";
import { Approvals } from "./approvals.ts";
import type { Cameras } from "./cameras.ts";
import { chosenBy } from "./chosen.ts";
import { countsView, lossRows, staysRows } from "./contents-view.ts";
import { counterpartView } from "./counterpart-view.ts";
import { estimateView } from "./estimate-view.ts";
import { failureView } from "./failure-view.ts";
import type { NearbyWatch } from "./nearby.ts";
import { Question } from "./question.ts";
import { NOT_UNDOABLE, receiptView } from "./receipt-view.ts";
import { rehearse } from "./rehearsal.ts";
import { type TransferParts, TransferRun } from "./transfer-parts.ts";
import { type Way, wayTo } from "./way-to.ts";

type Step = SendView extends infer View ? (View extends SendView ? Omit<View, "rehearsal"> : never) : never;

/** States of the exporter in which the other side can read what was sent. docs/protocol.md §9 */
const DISCLOSED: ReadonlySet<string> = new Set(["waiting-receipt", "concluding", "done"]);

/** The link a transfer begins on, how it gets others, and the code when a picture said it. */
type First = { readonly channel: Channel; readonly links?: Links; readonly code?: string | undefined };

export class Sending {
  readonly #parts: TransferParts;
  readonly #nearby: NearbyWatch;
  readonly #cameras: Cameras;
  readonly #code = new Question<string>();
  readonly #approvals: Approvals;
  #mode: PairingMode = "screens";
  #run: TransferRun | undefined;
  #finished = Promise.resolve();
  #step: Step = { step: "idle" };
  #rehearsal: RehearsalView | undefined;

  constructor(parts: TransferParts, nearby: NearbyWatch, cameras: Cameras) {
    this.#parts = parts;
    this.#cameras = cameras;
    this.#nearby = nearby;
    this.#approvals = new Approvals(parts.session, parts.grants);
  }

  /** Throws `usage.invalid` for what is no destination, and while a transfer runs; what happens later is in the view. */
  start({ to, selection }: ArgsOf<"send.start">): void {
    const chosen = chosenBy(selection);
    const way = wayTo(to, this.#nearby);
    const run = new TransferRun(this.#parts, "sending");
    run.turn.began();
    this.#run = run;
    this.#rehearsal = to.by === "rehearsal" ? {} : undefined;
    this.#put(way.by === "cameras" ? { step: "facing" } : { step: "connecting", to: way.label });
    this.#finished = this.#go(run, () => (way.by === "rehearsal" ? this.#rehearse(run) : this.#send(run, way, chosen)));
  }

  /** Throws `usage.invalid` when no code was asked for, or when it cannot be one: a slip of the finger costs no attempt. */
  code(typed: string): void {
    const code = this.#mode === "screens" ? normaliseDigits(typed) : normalisePhoneCode(typed);
    if (code === undefined) throw new ExchangeError("usage.invalid", { detail: "code" });
    this.#code.answer(code);
  }

  approve(secret: string): Promise<void> {
    return this.#approvals.approve(secret);
  }

  decline(): void {
    this.#approvals.decline();
  }

  stop(): void {
    this.#run?.stop();
  }

  /** The transfer is paused by its own means. */
  locked(): void {
    this.#approvals.locked();
  }

  /** Stopped, and everything it held let go. */
  stopped(): Promise<void> {
    this.stop();
    return this.#finished;
  }

  /** Throws `usage.invalid` while it runs. */
  done(): void {
    if (this.#run !== undefined) throw new ExchangeError("usage.invalid", { detail: "a transfer runs" });
    this.#rehearsal = undefined;
    this.#put({ step: "idle" });
  }

  async #go(run: TransferRun, work: () => Promise<Receipt>): Promise<void> {
    const { primitives } = this.#parts.ports.exchange;
    const last = await work()
      .then((receipt): Step => {
        const fate = { ...NOT_UNDOABLE, rehearsal: this.#rehearsal !== undefined };
        return { step: "receipt", receipt: receiptView(primitives, receipt, fate) };
      })
      .catch((thrown): Step => ({ step: "failed", failure: failureView(thrown, run.progress.disclosed) }));
    run.end();
    this.#run = undefined;
    this.#put(last);
  }

  async #send(run: TransferRun, way: Exclude<Way, { by: "rehearsal" }>, selection: Chosen): Promise<Receipt> {
    const exchange = run.exchange(this.#parts.ports, way.by === "cameras");
    if (way.by === "cameras") return this.#over(run, exchange, { channel: await this.#face(run, exchange, selection) }, selection);
    const links = await this.#reach(run, way);
    return this.#over(run, exchange, { channel: links.channel, links, code: way.code }, selection).finally(() => links.close());
  }

  async #over(run: TransferRun, exchange: ExchangeService, { channel, links, code }: First, selection: Chosen): Promise<Receipt> {
    const further = links && { links: run.link.throughAll(links) };
    run.progress.carriedBy(channel.kind);
    try {
      return await exchange.exportTo({ channel: run.link.through(channel), ...further, selection, ...this.#owner(run, code) });
    } finally {
      channel.close();
    }
  }

  async #reach(run: TransferRun, { wanted }: Extract<Way, { by: "computer" }>): Promise<ExporterLinks> {
    const ports = { ...this.#parts.links(), clock: this.#parts.ports.exchange.clock, onCarrier: (kind?: LinkKind) => run.progress.carriedBy(kind) };
    const destinations = new DestinationService(this.#parts.finding());
    return new ExporterLinks(ports, await reach({ ...ports, destinations }, wanted, run.signal));
  }

  /** Throws `usage.invalid` for more than cameras can carry. */
  async #face(run: TransferRun, exchange: ExchangeService, selection: Chosen): Promise<Channel> {
    const { length } = await exchange.preview(selection);
    if (length > CAMERA_LIMIT) throw new ExchangeError("usage.invalid", { detail: "too much for the cameras" });
    if (run.signal.aborted) throw new ExchangeError("owner.cancelled");
    const facing = this.#cameras.face("exporter");
    run.signal.addEventListener("abort", () => facing.close(), { once: true });
    return facing.next().catch((thrown) => {
      throw run.signal.aborted ? new ExchangeError("owner.cancelled") : thrown;
    });
  }

  /** All of the made-up items go, whatever was chosen in the vault. */
  #rehearse(run: TransferRun): Promise<Receipt> {
    const { link, signal } = run;
    const showDigits = (digits: string) => {
      if (this.#run !== run) return;
      this.#rehearsal = { digits };
      this.#put(this.#step);
    };
    return rehearse({
      ports: this.#parts.ports,
      link,
      signal,
      showDigits,
      send: (exchange, channel) => exchange.exportTo({ channel, selection: { by: "all" }, ...this.#owner(run) }),
    });
  }

  /** `code`: the picture on the other screen said it. */
  #owner(run: TransferRun, code?: string): { readonly owner: ExportOwner; readonly observer: Observer; readonly signal: AbortSignal } {
    const { progress, signal } = run;
    const observer: Observer = {
      state: (name) => {
        progress.disclosed ||= DISCLOSED.has(name);
      },
      progress: (report) => progress.report(report),
    };
    return { owner: this.#answers(run, code), observer, signal };
  }

  #answers(run: TransferRun, scanned: string | undefined): ExportOwner {
    const { link, progress } = run;
    const put = (step: Step) => {
      if (this.#run === run) this.#put(step);
    };
    return {
      enterCode: async (mode, signal) => {
        await link.passed();
        if (scanned !== undefined) {
          // who offers another way than the picture on its screen is not the computer that shows it
          if (mode !== "phone") throw new ExchangeError("counterpart.not-authenticated", { detail: "another way of pairing than its screen says" });
          put({ step: "waiting" });
          return scanned;
        }
        this.#mode = mode;
        const asking = this.#code.ask(signal);
        put({ step: "code", mode });
        const code = await asking;
        put({ step: "waiting" });
        return code;
      },
      approveExport: async (review, signal) => {
        await link.passed();
        const { counts, stays, losses } = review;
        progress.items = counts.items;
        const counterpart = counterpartView(this.#parts.ports.exchange.primitives, review.counterpart);
        const shown = { counterpart, counts: countsView(counts), stays: staysRows(stays), losses: lossRows(losses), ...estimateView(review.estimate) };
        const text = this.#parts.words().send(counts.items, counterpart.knownAs ?? counterpart.claims);
        const question = { ...run.approvedBy("export"), request: exportRequest(review), text };
        const grant = await this.#approvals.ask(question, (approval) => put({ step: "review", ...shown, approval }), signal);
        if (grant === undefined) return false;
        this.#parts.grants.redeem(grant, exportRequest(review));
        progress.shownBy((view) => put({ step: "progress", counterpart, progress: view }));
        return true;
      },
    };
  }

  #put(step: Step): void {
    this.#step = step;
    const rehearsal = this.#rehearsal;
    this.#parts.board.put("send", { ...step, ...(rehearsal !== undefined && { rehearsal }) } as SendView);
  }
}
