// One GATT connection to a stack that serves our service in this process (bleno, Windows) as a link: values come from its callbacks and go out as notifications.

import type { GattLink } from "../../../src-shared/bluetooth/ports.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { ValueInbox } from "./value-inbox.ts";

/** Hands one value to the stack. Throws `transport.timed-out` when it does not answer; anything else ends the link. */
export type Notify = (value: Uint8Array) => void | Promise<void>;

export class PeripheralLink implements GattLink {
  readonly role = "peripheral";
  readonly closed: Promise<void>;
  readonly #notify: Notify;
  readonly #hangUp: () => void;
  readonly #inbox = new ValueInbox();
  readonly #ended = Promise.withResolvers<void>();
  #open = true;

  /** `hangUp`: ends the connection below, where that is possible: macOS and Windows cannot, there the other side finds out. */
  constructor(notify: Notify, hangUp: () => void = () => {}) {
    this.#notify = notify;
    this.#hangUp = hangUp;
    this.closed = this.#ended.promise;
  }

  get open(): boolean {
    return this.#open;
  }

  came(value: Uint8Array): void {
    if (this.#open) this.#inbox.put(value);
  }

  /** The stack says that the connection is over. */
  gone(): void {
    this.#open = false;
    this.#ended.resolve();
  }

  /** A notification is never confirmed. */
  async send(value: Uint8Array): Promise<void> {
    if (!this.#open) throw new ExchangeError("transport.closed");
    try {
      await this.#notify(value);
    } catch (cause) {
      if (toExchangeError(cause).code === "transport.timed-out") throw cause;
      this.gone();
      throw new ExchangeError("transport.closed", { cause });
    }
  }

  receive(onValue: (value: Uint8Array) => void): void {
    this.#inbox.receive(onValue);
  }

  /** Nothing is sent or heard any more. */
  close(): void {
    if (!this.#open) return;
    this.gone();
    this.#hangUp();
  }
}
