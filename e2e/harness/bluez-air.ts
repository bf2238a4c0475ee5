// The air between stand-ins of BlueZ (bluez-stand-in.ts): who hears whom, links and what they carry, and what can go wrong with them on command.

export type Service = { readonly path: string; readonly uuid: string; readonly characteristics: readonly Characteristic[] };
export type Characteristic = { readonly path: string; readonly uuid: string; readonly flags: readonly string[] };
export type WriteKind = "request" | "command";

/** One computer's radio. */
export interface Station {
  readonly address: string;
  readonly advertises: readonly string[];
  readonly scans: boolean;
  heard(other: Station, rssi: number): void;
  /** Its services, for a central whose link came up; the link appears on this side. */
  linked(link: AirLink): readonly Service[];
  unlinked(link: AirLink): void;
  read(link: AirLink, path: string): Promise<Uint8Array>;
  write(link: AirLink, path: string, value: Uint8Array, kind: WriteKind): Promise<void>;
  subscribe(link: AirLink, path: string, on: boolean): Promise<void>;
  notified(link: AirLink, path: string, value: Uint8Array): void;
}

/** Milliseconds between two advertisements. */
const INTERVAL = 100;
/** Bytes that a stack takes before what sends has to wait. */
const QUEUE = 4096;
const NO_RATE = Number.POSITIVE_INFINITY;

export class Air {
  /** dBm that advertisements are heard with. */
  rssi = -52;
  /** Bytes each direction of a link carries in a second. */
  rate = NO_RATE;
  /** A link breaks whenever so many values went over it. */
  dropEvery = NO_RATE;
  /** Links that came up so far. */
  links = 0;
  readonly #stations = new Set<Station>();
  readonly #open = new Set<AirLink>();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => this.#advertise(), INTERVAL);
  }

  add(station: Station): void {
    this.#stations.add(station);
  }

  /** As when it is carried away. */
  remove(station: Station): void {
    this.#stations.delete(station);
    this.drop(station);
  }

  hears(address: string): Station | undefined {
    return [...this.#stations].find((station) => station.address === address && station.advertises.length > 0);
  }

  connect(central: Station, peripheral: Station): AirLink {
    const link = new AirLink(this, central, peripheral, () => this.#open.delete(link));
    this.#open.add(link);
    this.links++;
    return link;
  }

  /** Breaks every link, or those of one station. */
  drop(of?: Station): void {
    for (const link of [...this.#open]) if (of === undefined || link.central === of || link.peripheral === of) link.drop();
  }

  close(): void {
    clearInterval(this.#timer);
    this.drop();
  }

  #advertise(): void {
    const all = [...this.#stations];
    for (const from of all) if (from.advertises.length > 0) for (const to of all) if (to !== from && to.scans) to.heard(from, this.rssi);
  }
}

export class AirLink {
  readonly central: Station;
  readonly peripheral: Station;
  readonly #air: Air;
  readonly #onEnd: () => void;
  /** Resolves when it is broken. */
  readonly ended: Promise<void>;
  readonly #end = Promise.withResolvers<void>();
  readonly #ways = { up: new Way(), down: new Way() };
  #values = 0;
  #open = true;

  constructor(air: Air, central: Station, peripheral: Station, onEnd: () => void) {
    this.#air = air;
    this.central = central;
    this.peripheral = peripheral;
    this.#onEnd = onEnd;
    this.ended = this.#end.promise;
  }

  /** Calls `deliver` when the value is across, in order, unless the link breaks before. Resolves when more can be sent. */
  async carry(way: "up" | "down", value: Uint8Array, deliver: () => void): Promise<void> {
    if (++this.#values % this.#air.dropEvery === 0) this.drop();
    await this.#ways[way].take(value.length, this.#air.rate, () => {
      if (this.#open) deliver();
    });
  }

  drop(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#onEnd();
    this.#end.resolve();
    this.central.unlinked(this);
    this.peripheral.unlinked(this);
  }
}

/** One direction of a link, as fast as the air allows. */
class Way {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  readonly #room: (() => void)[] = [];

  async take(length: number, rate: number, deliver: () => void): Promise<void> {
    if (rate === NO_RATE) return deliver();
    this.#waiting += length;
    this.#last = this.#last.then(async () => {
      await new Promise((resolve) => setTimeout(resolve, (length / rate) * 1000));
      this.#waiting -= length;
      deliver();
      if (this.#waiting <= QUEUE) for (const resolve of this.#room.splice(0)) resolve();
    });
    if (this.#waiting > QUEUE) await new Promise<void>((resolve) => this.#room.push(resolve));
  }
}
