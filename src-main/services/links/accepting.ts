// Showing Receive to other computers: under one id on the network and by Bluetooth, one queue of the links that come, for the pairing and
// then for the session that goes on.

import { openBleChannel } from "../../../src-shared/bluetooth/ble-channel.ts";
import type { GattLink } from "../../../src-shared/bluetooth/ports.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import type { Primitives } from "../../../src-shared/crypto/primitives.ts";
import { toExchangeError } from "../../../src-shared/errors.ts";
import type { Channel, LinkKind } from "../../../src-shared/exchange/channel.ts";
import { type Advertisement, type Discovery, newNearbyId } from "../../../src-shared/exchange/discovery.ts";
import type { Links, Reach } from "../../../src-shared/exchange/links.ts";
import { BluetoothOffer, type Visibility } from "./bluetooth-offer.ts";
import { ChannelQueue } from "./channel-queue.ts";
import type { LinkPorts, Listener } from "./ports.ts";
import { type Watched, watched } from "./watched.ts";

export type AcceptingPorts = LinkPorts & {
  /** Absent: not announced on the network. */
  readonly discovery?: Discovery;
  readonly clock: Clock;
  readonly primitives: Pick<Primitives, "random">;
};

export type AcceptingOptions = {
  readonly listen?: { readonly host?: string; readonly port?: number };
  /** `visibility` became another one while nobody is there yet. */
  readonly onVisibility?: (visibility: Visibility) => void;
  /** Which kind of link carries the session from now on; undefined while none does. */
  readonly onCarrier?: (kind: LinkKind | undefined) => void;
};

/** Milliseconds between two looks at a link over the network, and of silence before Bluetooth is offered beside it: more than between two signs of life. */
const LOOK = 5000;
const SILENT = 25_000;
/** Milliseconds that the network has to carry a session again before Bluetooth is offered no longer: what broke may break again. */
const STEADY = 10_000;
/** Milliseconds that a connection by Bluetooth may take to deliver what was sent: a little more than its channel takes. */
const LINGER = 6000;

export class Accepting {
  readonly id: string;
  /** Undefined when the network is not used. */
  readonly listener: Listener | undefined;
  readonly #clock: Clock;
  readonly #options: AcceptingOptions;
  readonly #queue: ChannelQueue;
  readonly #offer: BluetoothOffer | undefined;
  readonly #kept: Channel[] = [];
  readonly #open = new Set<Watched>();
  readonly #gatts = new Set<GattLink>();
  readonly #closed = new AbortController();
  #announcement: Advertisement | undefined;
  /** Of the session, once somebody is there; its kind is undefined while nothing carries it. */
  #carrier: { readonly kind: LinkKind | undefined } | undefined;
  #brokenAt = Number.NEGATIVE_INFINITY;
  #cancelLook = () => {};

  private constructor({ clock, bluetooth, primitives }: AcceptingPorts, listener: Listener | undefined, options: AcceptingOptions) {
    this.id = newNearbyId(primitives);
    this.listener = listener;
    this.#clock = clock;
    this.#options = options;
    this.#queue = new ChannelQueue(clock);
    const onLink = (link: GattLink) => void this.#accept(link);
    const onChange = () => {
      if (this.#carrier === undefined && !this.#closed.signal.aborted) options.onVisibility?.(this.visibility);
    };
    this.#offer = bluetooth && new BluetoothOffer({ peripheral: bluetooth.peripheral, clock, id: this.id, onLink, onChange });
  }

  /** Resolves once the network can be used; Bluetooth follows. Throws `transport.unreachable` when the network is to be used and cannot be listened on. */
  static async open(ports: AcceptingPorts, options: AcceptingOptions = {}): Promise<Accepting> {
    const listener = await ports.lan?.listen(options.listen ?? {});
    const accepting = new Accepting(ports, listener, options);
    accepting.#offer?.want(true);
    try {
      if (listener) accepting.#announcement = await announce(ports.discovery, accepting.id, listener);
    } catch (thrown) {
      accepting.close();
      throw thrown;
    }
    return accepting;
  }

  /** Others on the network can find it. */
  get announced(): boolean {
    return this.#announcement !== undefined;
  }

  /** Others can find it, or may yet. */
  get findable(): boolean {
    return this.announced || (this.#offer !== undefined && (this.visibility === undefined || this.visibility === "visible"));
  }

  /** Whether others can find it by Bluetooth, or why not; undefined while that is not known. */
  get visibility(): Visibility {
    return this.#offer?.visibility;
  }

  /** Resolves when `visibility` is known. */
  async offered(): Promise<void> {
    await this.#offer?.settled();
  }

  /** The next link that comes in. Rejects `transport.closed` once closed, and `owner.cancelled` when `signal` says so. */
  next(signal?: AbortSignal): Promise<Channel> {
    const kept = this.#kept.shift();
    if (kept !== undefined) return Promise.resolve(kept);
    const { promise, resolve, reject } = Promise.withResolvers<Channel>();
    const decided = new AbortController();
    const until = AbortSignal.any([decided.signal, ...(signal ? [signal] : [])]);
    const came = (channel: Channel) => {
      const link = this.#watch(channel);
      if (decided.signal.aborted) return void this.#kept.push(link); // both came at once
      decided.abort();
      resolve(link);
    };
    const failed = (thrown: unknown) => {
      if (decided.signal.aborted) return;
      decided.abort();
      reject(thrown);
    };
    for (const coming of [this.#queue.next(until), this.listener?.next(until)]) coming?.then(came, failed);
    return promise;
  }

  /** Somebody is there, on a link of `kind`: nobody else can find this computer any more. What still comes is for the session that began. */
  paired(kind: LinkKind): void {
    this.#announcement?.stop().catch(() => {}); // a goodbye nobody heard: the others notice by themselves
    this.#announcement = undefined;
    this.#cancelLook = this.#lookLater();
    this.#carriedBy(kind);
  }

  /** For the session, once `paired`. */
  get links(): Links {
    return {
      next: (signal) => this.next(signal),
      carriedBy: (kind) => {
        if (this.#carrier !== undefined) this.#carriedBy(kind);
      },
      ...(this.#reach && { reach: this.#reach }),
    };
  }

  /** Nobody finds or reaches it any more; a link that was taken stays until it is closed, by Bluetooth for a few seconds at most. */
  close(): void {
    this.#closed.abort();
    this.#cancelLook();
    this.listener?.close();
    this.#queue.close();
    for (const channel of this.#kept.splice(0)) channel.close();
    this.#announcement?.stop().catch(() => {}); // as above
    this.#announcement = undefined;
    void this.#retire();
  }

  /** The connections go with the offer: what is still on its way over them is let through. */
  async #retire(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const cancelTimer = this.#clock.after(LINGER, resolve);
    await Promise.race([late, Promise.all([...this.#gatts].map(({ closed }) => closed))]);
    cancelTimer();
    this.#offer?.want(false);
  }

  get #reach(): Reach | undefined {
    return this.listener && { id: this.id, addresses: this.listener.addresses, port: this.listener.port };
  }

  #carriedBy(kind: LinkKind | undefined): void {
    this.#carrier = { kind };
    if (kind === undefined) this.#brokenAt = this.#clock.elapsed();
    this.#review();
    this.#options.onCarrier?.(kind);
  }

  /** Bluetooth is offered while nobody was there yet, while it carries the session, and while the session has no link or may have none. */
  #review(): void {
    if (this.#closed.signal.aborted) return;
    const kind = this.#carrier?.kind;
    const steady = this.#clock.elapsed() - this.#brokenAt >= STEADY;
    this.#offer?.want(kind === undefined || kind === "ble" || !steady || this.#silent(kind));
  }

  /** A network that was cut says nothing. */
  #silent(kind: LinkKind): boolean {
    const heard = [...this.#open].filter(({ channel }) => channel.kind === kind).map(({ silence }) => silence());
    return heard.length > 0 && Math.min(...heard) >= SILENT;
  }

  #lookLater(): () => void {
    return this.#clock.after(LOOK, () => {
      this.#review();
      this.#cancelLook = this.#lookLater();
    });
  }

  #watch(channel: Channel): Channel {
    const link = watched(channel, this.#clock);
    this.#open.add(link);
    void link.gone.then(() => this.#open.delete(link));
    return link.channel;
  }

  async #accept(link: GattLink): Promise<void> {
    this.#gatts.add(link);
    void link.closed.then(() => this.#gatts.delete(link));
    try {
      this.#queue.put(await openBleChannel(link, { clock: this.#clock, signal: this.#closed.signal }));
    } catch {
      // somebody who does not speak as we do, or went away again: nobody was told that he came
    }
  }
}

/** Undefined when the network cannot be asked: the typed address still works. */
async function announce(discovery: Discovery | undefined, id: string, { port }: Listener): Promise<Advertisement | undefined> {
  try {
    return await discovery?.advertise({ id, port });
  } catch (thrown) {
    if (toExchangeError(thrown).code === "transport.unreachable") return undefined;
    throw thrown;
  }
}
