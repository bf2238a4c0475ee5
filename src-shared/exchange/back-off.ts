// How long pairing stays closed after a wrong code: 5 s, 30 s, then 5 min each, counted on both computers. crypto.md §2.1

export type BackOff = { readonly failures: number /** Unix seconds. */; readonly until: number };

export const NO_BACK_OFF: BackOff = { failures: 0, until: 0 };

const WAIT_SECONDS = [5, 30, 300] as const;

export function afterWrongCode(state: BackOff, now: number): BackOff {
  const wait = WAIT_SECONDS[Math.min(state.failures, WAIT_SECONDS.length - 1)] ?? 300;
  return { failures: state.failures + 1, until: now + wait };
}

/** Seconds until pairing may start again; 0 when it may. A clock set back never locks for longer than the longest wait. */
export function waitSeconds(state: BackOff, now: number): number {
  return Math.min(Math.max(0, state.until - now), WAIT_SECONDS[WAIT_SECONDS.length - 1] ?? 300);
}
