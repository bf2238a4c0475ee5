// The links of a session as its exporter gets them: it dials, by what it was told of the importer and by what the importer says in the session.

import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Channel, LinkKind } from "../../../src-shared/exchange/channel.ts";
import type { Links, Reach } from "../../../src-shared/exchange/links.ts";
import { type Address, addressText } from "../address.ts";
import type { Reached } from "../reach.ts";
import { addressesOf } from "./computers.ts";
import { dialBluetooth, dialLan } from "./dialling.ts";
import type { LinkPorts, Way } from "./ports.ts";
import { Redial } from "./redial.ts";

export type ExporterLinksPorts = LinkPorts & {
  readonly clock: Clock;
  /** Which kind of link carries the session from now on; undefined while none does. */
  readonly onCarrier?: (kind: LinkKind | undefined) => void;
};

/** Milliseconds between two looks at a link over the network, of silence before it is doubted, and that an answer to the doubt may take. */
const LOOK = 5000;
const DOUBTED = 10_000;
const ANSWER = 3000;
const MAXIMUM_ADDRESSES = 16;

export class ExporterLinks implements Links {
  /** The one that the session begins on. */
  readonly channel: Channel;
  readonly #ports: ExporterLinksPorts;
  readonly #redials: { readonly [way in Way]: Redial };
  readonly #ready: Channel[] = [];
  readonly #closing = new AbortController();
  #addresses: readonly Address[];
  #id: string | undefined;
  #carrier: LinkKind | undefined;
  #taker: ((channel: Channel) => void) | undefined;
  #cancelLook: (() => void) | undefined;

  constructor(ports: ExporterLinksPorts, { channel, where }: Reached) {
    this.#ports = ports;
    this.#addresses = placesOf(where);
    this.#id = "id" in where ? where.id : undefined;
    this.#carrier = channel.kind;
    const onLink = (link: Channel) => this.#give(link);
    const redial = (way: Way, dial: (signal: AbortSignal) => Promise<Channel>) => new Redial({ way, clock: ports.clock, dial, onLink }, channel.kind);
    this.#redials = { lan: redial("lan", (signal) => this.#dialLan(signal)), ble: redial("ble", (signal) => this.#dialBluetooth(signal)) };
    this.channel = channel.kind === "lan" || channel.kind === "ble" ? this.#redials[channel.kind].has(channel) : channel;
  }

  /** The session can go on elsewhere from the first call on. Rejects `owner.cancelled` when `signal` says so. */
  next(signal: AbortSignal): Promise<Channel> {
    if (signal.aborted) return Promise.reject(new ExchangeError("owner.cancelled"));
    const ready = this.#ready.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    const { promise, resolve, reject } = Promise.withResolvers<Channel>();
    const over = () => {
      signal.removeEventListener("abort", cancel);
      this.#taker = undefined;
      for (const redial of this.#possible()) redial.want(false);
    };
    const cancel = () => {
      over();
      reject(new ExchangeError("owner.cancelled"));
    };
    signal.addEventListener("abort", cancel, { once: true });
    this.#taker = (channel) => {
      over();
      resolve(channel);
    };
    this.#cancelLook ??= this.#lookLater();
    for (const redial of this.#possible()) redial.want(true);
    return promise;
  }

  carriedBy(kind: LinkKind | undefined): void {
    this.#carrier = kind;
    for (const redial of Object.values(this.#redials)) redial.carriedBy(kind);
    this.#ports.onCarrier?.(kind);
  }

  /** By the importer itself, inside the session: the network is tried at once. */
  reachable({ id, addresses, port }: Reach): void {
    const said = addresses.map((host) => ({ host, port }));
    const all = new Map([...said, ...this.#addresses].map((one) => [addressText(one.host, one.port), one]));
    this.#addresses = [...all.values()].slice(0, MAXIMUM_ADDRESSES);
    this.#id = id ?? this.#id;
    for (const redial of this.#possible()) {
      redial.want(this.#taker !== undefined);
      redial.again();
    }
  }

  /** The session is over. */
  close(): void {
    this.#closing.abort();
    this.#cancelLook?.();
    for (const redial of Object.values(this.#redials)) redial.want(false);
    for (const channel of this.#ready.splice(0)) channel.close();
  }

  #possible(): readonly Redial[] {
    const { lan, bluetooth } = this.#ports;
    if (this.#closing.signal.aborted) return [];
    return [...(lan && this.#addresses.length > 0 ? [this.#redials.lan] : []), ...(bluetooth && this.#id !== undefined ? [this.#redials.ble] : [])];
  }

  async #dialLan(signal: AbortSignal): Promise<Channel> {
    const { lan, clock } = this.#ports;
    if (lan === undefined) throw new ExchangeError("internal.bug", { detail: "no network to dial" });
    return dialLan(lan.connect, this.#addresses, clock, signal);
  }

  async #dialBluetooth(signal: AbortSignal): Promise<Channel> {
    const { bluetooth, clock } = this.#ports;
    if (bluetooth === undefined || this.#id === undefined) throw new ExchangeError("internal.bug", { detail: "no Bluetooth to dial" });
    return dialBluetooth({ central: bluetooth.central, id: this.#id, clock }, signal);
  }

  #give(channel: Channel): void {
    if (this.#taker !== undefined) this.#taker(channel);
    else if (this.#closing.signal.aborted) channel.close();
    else this.#ready.push(channel);
  }

  #lookLater(): () => void {
    return this.#ports.clock.after(LOOK, () => {
      void this.#look().finally(() => {
        if (!this.#closing.signal.aborted) this.#cancelLook = this.#lookLater();
      });
    });
  }

  /** A network that was cut says nothing: when the other side is silent for long and its address does not answer either, the link is gone. */
  async #look(): Promise<void> {
    const { link } = this.#redials.lan;
    if (this.#carrier !== "lan" || link === undefined || link.silence() < DOUBTED) return;
    const late = new AbortController();
    const cancelTimer = this.#ports.clock.after(ANSWER, () => late.abort());
    const answers = await this.#dialLan(AbortSignal.any([late.signal, this.#closing.signal])).then(
      (probe) => {
        probe.close();
        return true;
      },
      () => false,
    );
    cancelTimer();
    if (!answers && !this.#closing.signal.aborted) link.channel.close();
  }
}

function placesOf(where: Reached["where"]): readonly Address[] {
  return "host" in where ? [where] : addressesOf("lan" in where ? where : {});
}
