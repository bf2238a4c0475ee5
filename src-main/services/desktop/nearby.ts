// Computers nearby that show Receive, for the window: looked for only while it asks, each under a label made from its id.

import type { NearbyRow, NearbyView } from "../../../src-shared/ipc/views-transfer.ts";
import { type Computer, type FindingPorts, findComputers, waysTo } from "../links/computers.ts";
import type { Way } from "../links/ports.ts";
import type { ViewBoard } from "./view-board.ts";

/** Such as “4F·A2”: what both computers show of an id. */
export function nearbyLabel(id: string): string {
  return `${id.slice(0, 2)}·${id.slice(2, 4)}`.toUpperCase();
}

type Troubles = Pick<NearbyView, "trouble" | "bluetooth">;

const NOBODY: NearbyView = { looking: false, computers: [] };
const SHOWN_AS: { readonly [way in Way]: keyof Troubles } = { lan: "trouble", ble: "bluetooth" };

export class NearbyWatch {
  readonly #ports: () => FindingPorts;
  readonly #board: Pick<ViewBoard, "put">;
  readonly #found = new Map<string, Computer>();
  #troubles: Troubles = {};
  #looking: { stop(): void } | undefined;

  /** `ports`: of the moment the looking begins. */
  constructor(ports: () => FindingPorts, board: Pick<ViewBoard, "put">) {
    this.#ports = ports;
    this.#board = board;
  }

  look(on: boolean): void {
    if (on === (this.#looking !== undefined)) return;
    if (on) this.#start();
    else this.stop();
  }

  /** Where the one with this id is, when it is among those that are shown. */
  find(id: string): Computer | undefined {
    return this.#found.get(id);
  }

  stop(): void {
    if (this.#looking === undefined) return;
    this.#looking.stop();
    this.#looking = undefined;
    this.#found.clear();
    this.#troubles = {};
    this.#board.put("nearby", NOBODY);
  }

  #start(): void {
    this.#looking = { stop: () => {} };
    this.#show();
    this.#looking = findComputers(this.#ports(), {
      found: (one) => {
        this.#found.set(one.id, one);
        for (const way of waysTo(one)) this.#forget(way);
        this.#show();
      },
      lost: (id) => {
        this.#found.delete(id);
        this.#show();
      },
      trouble: (way, { code }) => {
        this.#troubles = { ...this.#troubles, [SHOWN_AS[way]]: code };
        this.#show();
      },
    });
  }

  /** Somebody was found in this way: it works. */
  #forget(way: Way): void {
    const { [SHOWN_AS[way]]: _, ...others } = this.#troubles;
    this.#troubles = others;
  }

  #show(): void {
    const computers = Array.from(
      this.#found.values(),
      (one): NearbyRow => ({ id: one.id, label: nearbyLabel(one.id), links: waysTo(one), ...(one.closeness && { closeness: one.closeness }) }),
    );
    this.#board.put("nearby", { looking: true, computers, ...this.#troubles });
  }
}
