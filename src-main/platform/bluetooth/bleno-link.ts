// One GATT connection of bleno as a link. Its queue of notifications has no end and says nothing: who sends has to wait for answers.

import type { GattLink } from "../../../src-shared/bluetooth/ports.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { ValueInbox } from "./value-inbox.ts";

export class BlenoLink implements GattLink {
  readonly role = "peripheral";
  readonly closed: Promise<void>;
  readonly #notify: (value: Buffer) => void;
  readonly #hangUp: () => void;
  readonly #inbox = new ValueInbox();
  readonly #ended = Promise.withResolvers<void>();
  #open = true;

  constructor(notify: (value: Buffer) => void, hangUp: () => void) {
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
      this.#notify(Buffer.from(value));
    } catch (cause) {
      this.gone();
      throw new ExchangeError("transport.closed", { cause });
    }
  }

  receive(onValue: (value: Uint8Array) => void): void {
    this.#inbox.receive(onValue);
  }

  /** On macOS nobody can end a connection from this side: nothing is sent or heard any more, and the other side finds out. */
  close(): void {
    if (!this.#open) return;
    this.gone();
    this.#hangUp();
  }
}
