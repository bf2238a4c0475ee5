// Time that runs out while a screen is shown: told only when what a person reads of it changes, minutes first, seconds at the end.

import type { Clock } from "../../../src-shared/clock.ts";

const MINUTE = 60;

export type Countdown = { readonly secondsLeft: () => number; readonly cancel: () => void };

/** `changed` hears each new minute, in the last one each second; `over` is called once at the end. */
export function countdown(clock: Clock, seconds: number, { changed, over }: { readonly changed: () => void; readonly over: () => void }): Countdown {
  const started = clock.elapsed();
  const secondsLeft = () => Math.max(0, Math.ceil(seconds - (clock.elapsed() - started) / 1000));
  let shown = shownOf(seconds);
  let cancel = () => {};
  const tick = () => {
    const left = secondsLeft();
    if (left === 0) {
      over();
      return;
    }
    cancel = clock.after(1000, tick);
    if (shownOf(left) === shown) return;
    shown = shownOf(left);
    changed();
  };
  cancel = clock.after(1000, tick);
  return { secondsLeft, cancel: () => cancel() };
}

function shownOf(seconds: number): string {
  return seconds > MINUTE ? `${Math.ceil(seconds / MINUTE)} min` : `${seconds} s`;
}
