// Computers nearby that show Receive: the list a person picks from, and waiting for the one they named.

import { ExchangeError } from "../../src-shared/errors.ts";
import { type Computer, type Finder, type FindingPorts, findComputers } from "./links/computers.ts";
import type { Way } from "./links/ports.ts";

/** Milliseconds that the network may take after Bluetooth has found a computer: it is the faster of the two, once there. */
const NETWORK_MAY_FOLLOW = 1500;

export class DestinationService {
  readonly #ports: FindingPorts;

  constructor(ports: FindingPorts) {
    this.#ports = ports;
  }

  /** Reports until `signal` says stop. */
  async watch(finder: Finder, signal: AbortSignal): Promise<void> {
    const finding = findComputers(this.#ports, finder);
    try {
      await aborted(signal);
    } finally {
      finding.stop();
    }
  }

  /** Who is there after `milliseconds` of looking. When nobody is because there was no way to look, throws why: the network's reason first. */
  async list(milliseconds: number, signal: AbortSignal): Promise<readonly Computer[]> {
    const there = new Map<string, Computer>();
    const troubles = new Map<Way, ExchangeError>();
    const finder: Finder = {
      found: (one) => there.set(one.id, one),
      lost: (id) => there.delete(id),
      trouble: (way, error) => troubles.set(way, error),
    };
    await this.#while(finder, milliseconds, signal, new AbortController());
    const trouble = troubles.get(this.#ports.discovery ? "lan" : "ble");
    if (there.size === 0 && trouble !== undefined) throw trouble;
    return [...there.values()];
  }

  /** The one with this id, as soon as it is found. Throws `transport.unreachable` when it is not there in time. */
  async waitFor(id: string, milliseconds: number, signal: AbortSignal): Promise<Computer> {
    let wanted: Computer | undefined;
    let cancelWaiting = () => {};
    const enough = new AbortController();
    const found = (one: Computer) => {
      if (one.id !== id) return;
      const first = wanted === undefined;
      wanted = one;
      if (one.lan !== undefined || this.#ports.discovery === undefined) enough.abort();
      else if (first) cancelWaiting = this.#ports.clock.after(NETWORK_MAY_FOLLOW, () => enough.abort());
    };
    try {
      await this.#while({ found }, milliseconds, signal, enough);
    } finally {
      cancelWaiting();
    }
    if (wanted === undefined) throw new ExchangeError("transport.unreachable", { detail: "no destination with that id is nearby" });
    return wanted;
  }

  async #while(finder: Finder, milliseconds: number, signal: AbortSignal, enough: AbortController): Promise<void> {
    const cancelTimer = this.#ports.clock.after(milliseconds, () => enough.abort());
    try {
      await this.watch(finder, AbortSignal.any([signal, enough.signal]));
    } finally {
      cancelTimer();
    }
    if (signal.aborted) throw new ExchangeError("owner.cancelled");
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
