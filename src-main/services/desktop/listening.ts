// The time a computer shows Receive: it listens, can be found on the network and by Bluetooth where that is possible, and is gone after ten
// minutes; a session that began in it can still get other links.

import type { Channel, LinkKind } from "../../../src-shared/exchange/channel.ts";
import type { Links } from "../../../src-shared/exchange/links.ts";
import type { ReceiveView } from "../../../src-shared/ipc/views-transfer.ts";
import { ADDRESS_SCHEME, addressText } from "../address.ts";
import { Accepting, type AcceptingPorts } from "../links/accepting.ts";
import { pairingText } from "../pairing-picture.ts";
import { type Countdown, countdown } from "./countdown.ts";
import { nearbyLabel } from "./nearby.ts";

const SHOWN_SECONDS = 600;

export type Told = {
  /** The view is another one. */
  readonly changed: () => void;
  /** The time is over. */
  readonly over: () => void;
  /** Which kind of link carries the session from now on; undefined while none does. */
  readonly carriedBy: (kind: LinkKind | undefined) => void;
};

type ListeningView = Extract<ReceiveView, { step: "listening" }>;

export class Listening {
  readonly #accepting: Accepting;
  readonly #countdown: Countdown;
  readonly #code: string | undefined;

  private constructor(accepting: Accepting, counting: Countdown, code: string | undefined) {
    this.#accepting = accepting;
    this.#countdown = counting;
    this.#code = code;
  }

  /** `code`: shown to a camera with the address. Throws `transport.unreachable` when it cannot listen. */
  static async open(ports: AcceptingPorts, { changed, over, carriedBy }: Told, code?: string): Promise<Listening> {
    const onVisibility = () => {
      if (listening !== undefined) changed();
    };
    let listening: Listening | undefined;
    const accepting = await Accepting.open(ports, { onVisibility, onCarrier: carriedBy });
    listening = new Listening(accepting, countdown(ports.clock, SHOWN_SECONDS, { changed, over }), code);
    return listening;
  }

  get view(): ListeningView {
    const { id, listener, announced, findable, visibility } = this.#accepting;
    const { host = "", port = 0, addresses = [] } = listener ?? {};
    const code = this.#code;
    return {
      step: "listening",
      ...(findable && { label: nearbyLabel(id) }),
      addresses: addresses.map((address) => addressText(address, port)),
      qr: code === undefined ? `${ADDRESS_SCHEME}${addressText(addresses[0] ?? host, port)}` : pairingText({ addresses, port, id, code }),
      secondsLeft: this.#countdown.secondsLeft(),
      network: announced && addresses.length > 0,
      ...(visibility !== undefined && { bluetooth: visibility }),
    };
  }

  /** Rejects `transport.closed` once closed. */
  next(): Promise<Channel> {
    return this.#accepting.next();
  }

  /** Somebody is there, on a link of `kind`: nobody else finds it any more. What comes from now on is for that session. */
  paired(kind: LinkKind): void {
    this.#countdown.cancel();
    this.#accepting.paired(kind);
  }

  get links(): Links {
    return this.#accepting.links;
  }

  /** Nobody reaches it any more; a connection that was taken stays. */
  close(): void {
    this.#countdown.cancel();
    this.#accepting.close();
  }
}
