// Computers nearby that show Receive, found on the network and by Bluetooth: one entry for each, with the ways that lead there.

import type { BleCentral, Sighting } from "../../../src-shared/bluetooth/ports.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import { type ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { type Discovery, isNearbyId, MAXIMUM_NEARBY, type Nearby } from "../../../src-shared/exchange/discovery.ts";
import type { Address } from "../address.ts";
import { type Closeness, closenessOf, withSignal } from "./closeness.ts";
import type { LinkPorts, Way } from "./ports.ts";

export type Computer = {
  /** As it is announced on both. */
  readonly id: string;
  readonly lan?: Pick<Nearby, "addresses" | "port">;
  readonly bluetooth?: Sighting;
  readonly closeness?: Closeness;
};

export type Finder = {
  /** Again when another way leads there, one is gone, an address came, or how close it seems changed. */
  readonly found: (computer: Computer) => void;
  readonly lost?: (id: string) => void;
  /** It cannot be looked for in this way now; the looking goes on. */
  readonly trouble?: (way: Way, error: ExchangeError) => void;
};

/** How computers are found by the links that are to be used. */
export function findingBy({ lan, bluetooth }: LinkPorts, discovery: Discovery, clock: Clock): FindingPorts {
  return { clock, ...(lan && { discovery }), ...(bluetooth && { central: bluetooth.central }) };
}

export type FindingPorts = { readonly discovery?: Discovery; readonly central?: BleCentral; readonly clock: Clock };

/** Milliseconds without an advertisement after which Bluetooth has lost a computer. */
const FADES = 10_000;

/** Where it is on the network, best first. */
export function addressesOf({ lan }: Pick<Computer, "lan">): readonly Address[] {
  return lan?.addresses.map((host) => ({ host, port: lan.port })) ?? [];
}

export function waysTo({ lan, bluetooth }: Computer): readonly Way[] {
  return [...(lan ? (["lan"] as const) : []), ...(bluetooth ? (["ble"] as const) : [])];
}

/** Looks until `stop`; nothing is told afterwards. */
export function findComputers({ discovery, central, clock }: FindingPorts, finder: Finder): { stop(): void } {
  const computers = new Computers(clock, finder);
  const trouble = (way: Way) => (error: ExchangeError) => computers.trouble(way, error);
  const looking = [
    begun(trouble("lan"), () =>
      discovery?.browse(
        (one) => computers.announced(one),
        (id) => computers.silent(id),
        trouble("lan"),
      ),
    ),
    begun(trouble("ble"), () => central?.scan((one) => computers.seen(one), trouble("ble"))),
  ];
  return {
    stop() {
      computers.stop();
      for (const one of looking) one?.stop();
    },
  };
}

function begun<T>(trouble: (error: ExchangeError) => void, begin: () => T): T | undefined {
  try {
    return begin();
  } catch (thrown) {
    trouble(toExchangeError(thrown));
    return undefined;
  }
}

type Known = { computer: Computer; signals: readonly number[]; seenAt: number; cancelFading: () => void };

class Computers {
  readonly #clock: Clock;
  readonly #finder: Finder;
  readonly #known = new Map<string, Known>();
  #stopped = false;

  constructor(clock: Clock, finder: Finder) {
    this.#clock = clock;
    this.#finder = finder;
  }

  announced({ id, addresses, port }: Nearby): void {
    const known = this.#entry(id);
    if (known === undefined) return;
    this.#put(known, { ...known.computer, lan: { addresses, port } });
  }

  /** Says goodbye on the network. */
  silent(id: string): void {
    const known = this.#known.get(id);
    if (known === undefined) return;
    const { lan: _, ...rest } = known.computer;
    this.#put(known, rest);
  }

  seen(sighting: Sighting): void {
    const known = isNearbyId(sighting.id) ? this.#entry(sighting.id) : undefined;
    if (known === undefined) return;
    known.signals = withSignal(known.signals, sighting.rssi);
    known.seenAt = this.#clock.elapsed();
    if (known.computer.bluetooth === undefined) this.#watchFading(known, FADES);
    const closeness = closenessOf(known.signals);
    const { closeness: _, ...rest } = known.computer;
    this.#put(known, { ...rest, bluetooth: sighting, ...(closeness && { closeness }) });
  }

  trouble(way: Way, error: ExchangeError): void {
    if (!this.#stopped) this.#finder.trouble?.(way, error);
  }

  stop(): void {
    this.#stopped = true;
    for (const { cancelFading } of this.#known.values()) cancelFading();
    this.#known.clear();
  }

  /** Undefined when there is no room for another one. */
  #entry(id: string): Known | undefined {
    const known = this.#known.get(id);
    if (known !== undefined || this.#stopped || this.#known.size >= MAXIMUM_NEARBY) return known;
    const fresh: Known = { computer: { id }, signals: [], seenAt: 0, cancelFading: () => {} };
    this.#known.set(id, fresh);
    return fresh;
  }

  #watchFading(known: Known, milliseconds: number): void {
    known.cancelFading = this.#clock.after(milliseconds, () => {
      const rest = known.seenAt + FADES - this.#clock.elapsed();
      if (rest > 0) return this.#watchFading(known, rest);
      known.signals = [];
      const { bluetooth: _, closeness: __, ...without } = known.computer;
      this.#put(known, without);
    });
  }

  #put(known: Known, computer: Computer): void {
    const before = known.computer;
    known.computer = computer;
    if (waysTo(computer).length === 0) {
      known.cancelFading();
      this.#known.delete(computer.id);
      this.#finder.lost?.(computer.id);
    } else if (shown(before) !== shown(computer)) this.#finder.found(computer);
  }
}

/** What makes it worth telling again; the strength of each advertisement is not. */
function shown({ lan, bluetooth, closeness }: Computer): string {
  return JSON.stringify([lan?.addresses, lan?.port, bluetooth !== undefined, closeness]);
}
