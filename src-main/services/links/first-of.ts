// Several ways to the same end, tried one a little after the other: the first that gets there wins and the others are called off.

import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";

export type Attempt<T> = (signal: AbortSignal) => Promise<T>;

export type Racing<T> = {
  readonly clock: Clock;
  /** Milliseconds that one has before the next begins; the next begins at once when it fails. */
  readonly headStart: number;
  readonly signal: AbortSignal;
  /** Lets go of what came too late. */
  readonly discard: (late: T) => void;
};

/** Throws what the first of `attempts` threw when none gets there, and `owner.cancelled` when `signal` says so. */
export async function firstOf<T>(attempts: readonly Attempt<T>[], { clock, headStart, signal, discard }: Racing<T>): Promise<T> {
  const over = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const failures = new Map<number, ExchangeError>();
  let begun = 0;
  let cancelTimer = () => {};
  const begin = () => {
    cancelTimer();
    const index = begun;
    const attempt = attempts[index];
    if (over.signal.aborted || attempt === undefined) return;
    begun++;
    cancelTimer = clock.after(headStart, begin);
    attempt(over.signal).then(
      (there) => {
        if (over.signal.aborted) return discard(there);
        over.abort();
        resolve(there);
      },
      (thrown) => failed(index, toExchangeError(thrown)),
    );
  };
  const failed = (index: number, error: ExchangeError) => {
    failures.set(index, error);
    if (failures.size === attempts.length) reject(failures.get(0));
    else if (index === begun - 1) begin();
  };
  const cancel = () => {
    over.abort();
    reject(new ExchangeError("owner.cancelled"));
  };
  if (signal.aborted || attempts.length === 0) throw new ExchangeError(signal.aborted ? "owner.cancelled" : "transport.unreachable");
  signal.addEventListener("abort", cancel, { once: true });
  try {
    begin();
    return await promise;
  } finally {
    over.abort();
    cancelTimer();
    signal.removeEventListener("abort", cancel);
  }
}
