// A limit for every call of a Bluetooth stack: they are known not to answer when the other side is gone.

import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";

/** Milliseconds. */
export const LIMITS = { state: 3_000, scan: 15_000, connect: 15_000, discover: 10_000, write: 5_000, "hand-over": 1_000 } as const;

export type Waiting = {
  readonly clock: Clock;
  /** Aborted when the connection is gone. */
  readonly gone?: AbortSignal;
  /** Of whoever asked. */
  readonly cancelled?: AbortSignal;
};

/** What `work` answers. Throws `transport.timed-out` after that time, `transport.closed` once it is gone, `owner.cancelled` once cancelled. */
export async function inTime<T>(step: keyof typeof LIMITS, work: () => Promise<T>, { clock, gone, cancelled }: Waiting): Promise<T> {
  if (gone?.aborted) throw new ExchangeError("transport.closed");
  if (cancelled?.aborted) throw new ExchangeError("owner.cancelled");
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const onGone = () => reject(new ExchangeError("transport.closed"));
  const onCancelled = () => reject(new ExchangeError("owner.cancelled"));
  gone?.addEventListener("abort", onGone);
  cancelled?.addEventListener("abort", onCancelled);
  const cancelTimer = clock.after(LIMITS[step], () => reject(new ExchangeError("transport.timed-out", { detail: `Bluetooth ${step}` })));
  try {
    return await Promise.race([stopped, work()]);
  } finally {
    cancelTimer();
    gone?.removeEventListener("abort", onGone);
    cancelled?.removeEventListener("abort", onCancelled);
  }
}
