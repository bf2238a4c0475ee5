// The Clock of a real host: the wall clock for dates, the monotonic clock for rates and deadlines.

import type { Clock } from "../../src-shared/clock.ts";

export function systemClock(): Clock {
  return {
    now: () => Math.floor(Date.now() / 1000),
    elapsed: () => performance.now(),
    after(milliseconds, work) {
      if (milliseconds === 0) {
        const turn = setImmediate(work);
        return () => clearImmediate(turn);
      }
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}
