// The time a computer shows Receive: it listens, is announced on the network where that is possible, and is gone after ten minutes.

import { toExchangeError } from "../../../src-shared/errors.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import { type Advertisement, newNearbyId } from "../../../src-shared/exchange/discovery.ts";
import type { ReceiveView } from "../../../src-shared/ipc/views-transfer.ts";
import { ADDRESS_SCHEME, addressText } from "../address.ts";
import { pairingText } from "../pairing-picture.ts";
import { type Countdown, countdown } from "./countdown.ts";
import { nearbyLabel } from "./nearby.ts";
import type { DesktopPorts, Listener } from "./ports.ts";

const SHOWN_SECONDS = 600;

export type ListeningPorts = Pick<DesktopPorts, "links" | "discovery"> & Pick<DesktopPorts["exchange"], "clock" | "primitives">;
type ListeningView = Extract<ReceiveView, { step: "listening" }>;

export class Listening {
  readonly #listener: Listener;
  readonly #id: string;
  readonly #advertisement: Advertisement | undefined;
  readonly #countdown: Countdown;
  readonly #code: string | undefined;

  private constructor(listener: Listener, id: string, advertisement: Advertisement | undefined, counting: Countdown, code: string | undefined) {
    this.#listener = listener;
    this.#id = id;
    this.#advertisement = advertisement;
    this.#countdown = counting;
    this.#code = code;
  }

  /** `changed`: the view did; `over`: the time is. `code`: shown to a camera with the address. Throws `transport.unreachable` when it cannot listen. */
  static async open(
    { links, discovery, clock, primitives }: ListeningPorts,
    told: { readonly changed: () => void; readonly over: () => void },
    code?: string,
  ): Promise<Listening> {
    const listener = await links.listen({});
    const id = newNearbyId(primitives);
    const advertisement = await advertise(discovery, id, listener).catch((thrown) => {
      listener.close();
      throw thrown;
    });
    return new Listening(listener, id, advertisement, countdown(clock, SHOWN_SECONDS, told), code);
  }

  get view(): ListeningView {
    const { host, port, addresses } = this.#listener;
    const code = this.#code;
    return {
      step: "listening",
      ...(this.#advertisement !== undefined && { label: nearbyLabel(this.#id) }),
      addresses: addresses.map((address) => addressText(address, port)),
      qr: code === undefined ? `${ADDRESS_SCHEME}${addressText(addresses[0] ?? host, port)}` : pairingText({ addresses, port, id: this.#id, code }),
      secondsLeft: this.#countdown.secondsLeft(),
    };
  }

  /** Rejects `transport.closed` once closed. */
  next(): Promise<Channel> {
    return this.#listener.next();
  }

  /** Nobody finds or reaches it any more; a connection that was taken stays. */
  close(): void {
    this.#countdown.cancel();
    this.#listener.close();
    this.#advertisement?.stop().catch(() => {}); // a goodbye nobody heard: the others notice by themselves
  }
}

/** Without it the typed address still works. */
async function advertise(discovery: ListeningPorts["discovery"], id: string, { port }: Listener): Promise<Advertisement | undefined> {
  try {
    return await discovery.advertise({ id, port });
  } catch (thrown) {
    if (toExchangeError(thrown).code === "transport.unreachable") return undefined;
    throw thrown;
  }
}
