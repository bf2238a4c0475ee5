// Deadlines of a session over cameras: light, hands and screens decide how fast it is, and a person looks on.

import type { Clock } from "../clock.ts";

/** How many times as long as in docs/protocol.md §9. */
const PATIENCE = 4;

export function patient(clock: Clock): Clock {
  return { now: () => clock.now(), elapsed: () => clock.elapsed(), after: (milliseconds, work) => clock.after(milliseconds * PATIENCE, work) };
}
