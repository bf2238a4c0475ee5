// Computers nearby that show Receive, for the window: looked for only while it asks, each under a label made from its id.

import { toExchangeError } from "../../../src-shared/errors.ts";
import type { Discovery, Nearby } from "../../../src-shared/exchange/discovery.ts";
import type { NearbyRow, NearbyView } from "../../../src-shared/ipc/views-transfer.ts";
import type { ViewBoard } from "./view-board.ts";

/** Such as “4F·A2”: what both computers show of an id. */
export function nearbyLabel(id: string): string {
  return `${id.slice(0, 2)}·${id.slice(2, 4)}`.toUpperCase();
}

const NOBODY: NearbyView = { looking: false, computers: [] };

export class NearbyWatch {
  readonly #discovery: Discovery;
  readonly #board: Pick<ViewBoard, "put">;
  readonly #found = new Map<string, Nearby>();
  #browsing: { stop(): void } | undefined;

  constructor(discovery: Discovery, board: Pick<ViewBoard, "put">) {
    this.#discovery = discovery;
    this.#board = board;
  }

  look(on: boolean): void {
    if (on === (this.#browsing !== undefined)) return;
    if (on) this.#start();
    else this.stop();
  }

  /** Where the one with this id is, when it is among those that are shown. */
  find(id: string): Nearby | undefined {
    return this.#found.get(id);
  }

  stop(): void {
    if (this.#browsing === undefined) return;
    this.#browsing.stop();
    this.#browsing = undefined;
    this.#found.clear();
    this.#board.put("nearby", NOBODY);
  }

  #start(): void {
    const only = (work: () => void) => {
      if (this.#browsing === browsing) work();
    };
    let inner = { stop: () => {} };
    const browsing = { stop: () => inner.stop() };
    this.#browsing = browsing;
    this.#show();
    try {
      inner = this.#discovery.browse(
        (one) => only(() => this.#put(() => this.#found.set(one.id, one))),
        (id) => only(() => this.#put(() => this.#found.delete(id))),
        ({ code }) => only(() => this.#show({ trouble: code })),
      );
    } catch (thrown) {
      this.#show({ trouble: toExchangeError(thrown).code });
    }
  }

  #put(change: () => void): void {
    change();
    this.#show();
  }

  #show(trouble: Pick<NearbyView, "trouble"> = {}): void {
    const computers = Array.from(this.#found.keys(), (id): NearbyRow => ({ id, label: nearbyLabel(id), links: ["lan"] }));
    this.#board.put("nearby", { looking: true, computers, ...trouble });
  }
}
