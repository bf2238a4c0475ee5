// One question the core put to the owner, open until the window answers it or the transfer ends.

import { ExchangeError } from "../../../src-shared/errors.ts";

type Asked<T> = { readonly resolve: (answer: T) => void };

export class Question<T> {
  #asked: Asked<T> | undefined;

  get open(): boolean {
    return this.#asked !== undefined;
  }

  /** Rejects `owner.cancelled` when `signal` says that nobody waits for the answer any more. */
  async ask(signal: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const asked = { resolve };
    const close = () => {
      if (this.#asked === asked) this.#asked = undefined;
    };
    const cancel = () => {
      close();
      reject(new ExchangeError("owner.cancelled"));
    };
    this.#asked = asked;
    signal.addEventListener("abort", cancel, { once: true });
    try {
      if (signal.aborted) cancel();
      return await promise;
    } finally {
      signal.removeEventListener("abort", cancel);
      close();
    }
  }

  /** Throws `usage.invalid` when nothing was asked. */
  answer(answer: T): void {
    const asked = this.#asked;
    if (asked === undefined) throw new ExchangeError("usage.invalid", { detail: "nothing was asked" });
    this.#asked = undefined;
    asked.resolve(answer);
  }
}
