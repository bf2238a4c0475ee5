// Looking for computers that show Receive, through noble: the only file that loads it. macOS and Windows; on Linux only in tests.

import type { EventEmitter } from "node:events";
import type { BleCentral, BluetoothState, Sighting } from "../../../src-shared/bluetooth/ports.ts";
import { nearbyIdOf } from "../../../src-shared/bluetooth/service.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { AdapterState, orProblem, stateOf } from "./adapter-state.ts";
import { inTime } from "./in-time.ts";
import { decibels, type NoblePeripheral, openNobleLink } from "./noble-link.ts";

/** What is used of noble. */
export type Noble = EventEmitter & {
  startScanning(services: readonly string[], allowDuplicates: boolean, done: (error?: Error | null) => void): void;
  stopScanning(): void;
};

export type NobleOptions = { readonly clock: Clock; readonly load?: () => Promise<Noble> };
type Loaded = { readonly noble: Noble; readonly adapter: AdapterState };

/** Milliseconds until a scan that did not begin is tried again. */
const AGAIN = 5_000;
/** Milliseconds after which somebody is told again whose signal is the same. */
const STILL_THERE = 1_000;
/** Ids remembered for telling a new signal from the same; anybody can advertise any number. */
const IDS = 256;

/** Works without noble being there: the state then says so, and so does every scan. */
export function nobleCentral({ clock, load = loadNoble }: NobleOptions): BleCentral {
  return new NobleCentral(clock, load);
}

class NobleCentral implements BleCentral {
  readonly #clock: Clock;
  readonly #load: () => Promise<Noble>;
  #loaded: Promise<Loaded> | undefined;
  #scans = 0;

  constructor(clock: Clock, load: () => Promise<Noble>) {
    this.#clock = clock;
    this.#load = load;
  }

  state(): Promise<BluetoothState> {
    return stateOf(() => this.#library());
  }

  scan(onSeen: (sighting: Sighting) => void, onTrouble: (error: ExchangeError) => void): { stop(): void } {
    const stopped = new AbortController();
    this.#library().then(
      (loaded) => {
        if (!stopped.signal.aborted) this.#look(loaded, onSeen, onTrouble, stopped.signal);
      },
      (thrown) => {
        if (!stopped.signal.aborted) onTrouble(toExchangeError(thrown));
      },
    );
    return { stop: () => stopped.abort() };
  }

  #look({ noble, adapter }: Loaded, onSeen: (sighting: Sighting) => void, onTrouble: (error: ExchangeError) => void, stopped: AbortSignal): void {
    const onDiscover = this.#discoverer(onSeen);
    let cancelAgain = () => {};
    const begin = async () => {
      cancelAgain();
      try {
        await inTime("scan", () => scanning(noble), { clock: this.#clock, cancelled: stopped });
      } catch (cause) {
        if (stopped.aborted) return;
        onTrouble(new ExchangeError("bluetooth.unavailable", { cause }));
        cancelAgain = this.#clock.after(AGAIN, begin);
      }
    };
    const hear = (state: BluetoothState) => {
      cancelAgain();
      if (state === "ready") void begin();
      else if (state !== "unknown") onTrouble(new ExchangeError(state));
    };
    noble.on("discover", onDiscover);
    let unhear = () => {};
    this.#scans++;
    void adapter.settled().then((state) => {
      if (stopped.aborted) return;
      hear(state);
      unhear = adapter.onChange(hear);
    });
    stopped.addEventListener("abort", () => {
      cancelAgain();
      unhear();
      noble.off("discover", onDiscover);
      if (--this.#scans === 0) noble.stopScanning();
    });
  }

  #discoverer(onSeen: (sighting: Sighting) => void): (peripheral: NoblePeripheral) => void {
    const heard = new Map<string, { readonly rssi: number | undefined; readonly at: number }>();
    return (peripheral) => {
      const ids = (peripheral.advertisement.serviceUuids ?? []).map(nearbyIdOf).filter((id) => id !== undefined);
      const rssi = decibels(peripheral.rssi);
      for (const id of ids) {
        const [before, at] = [heard.get(id), this.#clock.elapsed()];
        if (before !== undefined && before.rssi === rssi && at - before.at < STILL_THERE) continue;
        if (heard.size >= IDS) heard.clear();
        heard.set(id, { rssi, at });
        onSeen({ id, ...(rssi !== undefined && { rssi }), connect: (signal) => openNobleLink(peripheral, id, this.#clock, signal) });
      }
    };
  }

  #library(): Promise<Loaded> {
    this.#loaded ??= orProblem(async () => {
      const noble = await this.#load();
      return { noble, adapter: new AdapterState(noble, this.#clock) };
    });
    return this.#loaded;
  }
}

/** Without a filter, since the service's UUID is another one each time; duplicates, since the signal changes. */
function scanning(noble: Noble): Promise<void> {
  return new Promise((resolve, reject) => noble.startScanning([], true, (error) => (error instanceof Error ? reject(error) : resolve())));
}

async function loadNoble(): Promise<Noble> {
  const { default: noble } = (await import("@abandonware/noble")) as unknown as { readonly default: Noble };
  return noble;
}
