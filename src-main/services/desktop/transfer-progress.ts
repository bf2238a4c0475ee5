// The progress of one transfer from the core to a view: measured, marked while it is paused, and shown only while it is what is shown.

import type { Clock } from "../../../src-shared/clock.ts";
import type { LinkKind } from "../../../src-shared/exchange/channel.ts";
import type { Progress } from "../../../src-shared/exchange/ports.ts";
import type { ProgressView } from "../../../src-shared/ipc/views-transfer.ts";
import type { Gate } from "./gate.ts";
import { metered, NO_METER, overAnotherLink, progressView } from "./progress-view.ts";

export class TransferProgress {
  /** Of the whole transfer, once known. */
  items: number | undefined;
  /** The other side can read what was sent. */
  disclosed = false;
  readonly #gate: Gate;
  readonly #clock: Clock;
  readonly #unwatch: () => void;
  #meter = NO_METER;
  #link: ProgressView["link"];
  #show: ((view: ProgressView) => void) | undefined;

  constructor(gate: Gate, clock: Clock) {
    this.#gate = gate;
    this.#clock = clock;
    this.#unwatch = gate.watch(() => this.#put());
  }

  /** From now on through `show`. */
  shownBy(show: (view: ProgressView) => void): void {
    this.#show = show;
    this.#put();
  }

  /** Something else is shown. */
  hide(): void {
    this.#show = undefined;
  }

  report(progress: Progress): void {
    const before = this.#meter;
    this.#meter = metered(before, progress, this.#clock.elapsed());
    if (this.#meter !== before) this.#put();
  }

  /** What carries it from now on; undefined while nothing does. */
  carriedBy(kind: LinkKind | undefined): void {
    const link = kind === undefined ? "none" : kind === "memory" ? undefined : kind;
    if (link === this.#link) return;
    this.#link = link;
    this.#meter = overAnotherLink(this.#meter);
    this.#put();
  }

  end(): void {
    this.hide();
    this.#unwatch();
  }

  #put(): void {
    this.#show?.(progressView(this.#meter, { items: this.items, link: this.#link, paused: this.#gate.shut, disclosed: this.disclosed }));
  }
}
