// Whether a connection to a computer that shows Receive was nobody: it came, said nothing, and went away or was given up.

import { type ErrorCode, toExchangeError } from "../../../src-shared/errors.ts";

const SAID_NOTHING: readonly ErrorCode[] = ["transport.closed", "transport.timed-out"];

/** `thrown`: by a session in which nothing of the other side was understood. The next connection is waited for then. */
export function wasNobody(thrown: unknown): boolean {
  return SAID_NOTHING.includes(toExchangeError(thrown).code);
}
