// One GATT connection of the addon as a link: Windows gives values to the radio one after the other, and cannot end a connection from this side.

import type { GattLink } from "../../../src-shared/bluetooth/ports.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { ValueInbox } from "./value-inbox.ts";

export class WinrtLink implements GattLink {
  readonly role = "peripheral";
  readonly closed: Promise<void>;
  /** Windows' name for the other computer. */
  readonly client: string;
  readonly #notify: (value: Uint8Array) => Promise<void>;
  readonly #inbox = new ValueInbox();
  readonly #ended = Promise.withResolvers<void>();
  #open = true;

  constructor(client: string, notify: (value: Uint8Array) => Promise<void>) {
    this.client = client;
    this.#notify = notify;
    this.closed = this.#ended.promise;
  }

  came(value: Uint8Array): void {
    if (this.#open) this.#inbox.put(value);
  }

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

  /** Nothing is sent or heard any more, and the other side finds out. */
  close(): void {
    this.gone();
  }
}
