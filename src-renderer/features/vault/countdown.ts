// Where a one-time code is in its period.

export type Countdown = { /** Whole seconds until the next code, at least 1. */ readonly left: number /** Which period it is. */; readonly turn: number };

/** `now`: milliseconds since 1970. `period`: seconds. */
export function countdown(now: number, period: number): Countdown {
  const seconds = Math.floor(now / 1000);
  const length = Math.max(1, period);
  return { left: length - (seconds % length), turn: Math.floor(seconds / length) };
}

/** A code in groups that can be read: 123456 as “123 456”. */
export function grouped(code: string): string {
  const half = code.length <= 4 ? code.length : code.length % 3 === 0 ? 3 : Math.ceil(code.length / 2);
  return (code.match(new RegExp(`.{1,${half || 1}}`, "gu")) ?? []).join(" ");
}
