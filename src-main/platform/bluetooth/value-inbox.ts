// Values of one connection on their way to whoever takes them; what comes before that is kept, up to a limit.

/** Values kept; any more are lost, as they may be anywhere below. */
const LIMIT = 64;

export class ValueInbox {
  readonly #kept: Uint8Array[] = [];
  #onValue: ((value: Uint8Array) => void) | undefined;

  put(value: Uint8Array): void {
    if (this.#onValue !== undefined) this.#onValue(value);
    else if (this.#kept.length < LIMIT) this.#kept.push(value);
  }

  receive(onValue: (value: Uint8Array) => void): void {
    this.#onValue = onValue;
    for (const value of this.#kept.splice(0)) onValue(value);
  }
}
