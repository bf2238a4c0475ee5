// Makes what the first search looks through in the quiet after unlocking, a little at a time.

import type { Clock } from "../../../src-shared/clock.ts";
import type { Session } from "./session.ts";

/** Milliseconds for the window to show its list first. */
const QUIET = 300;

export function prepareSearchAfterOpening(session: Pick<Session, "listen">, clock: Clock): void {
  let stop = () => {};
  session.listen({
    opened: (vault) => {
      stop();
      const go = () => {
        if (vault.prepareSearch()) stop = clock.after(0, go);
      };
      stop = clock.after(QUIET, go);
    },
    closing: () => stop(),
  });
}
