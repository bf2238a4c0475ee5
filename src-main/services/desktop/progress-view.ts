// From the core's progress to what a person sees: the stage, the share, a rate over the last seconds and the time left. Pure.

import type { Phase, Progress } from "../../../src-shared/exchange/ports.ts";
import type { ProgressView, Stage } from "../../../src-shared/ipc/views-transfer.ts";

/** Milliseconds that a rate looks back, and that it needs before it says anything. */
const WINDOW = 5000;
const ENOUGH = 500;

const STAGE_OF: { readonly [phase in Phase]?: Stage } = {
  preparing: "preparing",
  sending: "sending",
  checking: "checking",
  "key-handed-over": "key",
  verifying: "verifying",
};

type Sample = { readonly at: number; readonly done: number };
/** How far a stage is, and where it was during the last seconds. `at` is in milliseconds of a clock that never goes back. */
export type Meter = Pick<Progress, "done" | "total" | "unit"> & { readonly stage: Stage; readonly samples: readonly Sample[] };

export const NO_METER: Meter = { stage: "preparing", done: 0, total: 0, unit: "items", samples: [] };

/** A phase that is no stage changes nothing. A new stage, or work that begins anew, has no rate yet. */
export function metered(meter: Meter, { phase, done, total, unit }: Progress, at: number): Meter {
  const stage = STAGE_OF[phase];
  if (stage === undefined) return meter;
  const anew = stage !== meter.stage || done < meter.done || total !== meter.total;
  const kept = anew ? [] : meter.samples.filter((sample) => at - sample.at <= WINDOW);
  return { stage, done: Math.min(done, total), total, unit, samples: [...kept, { at, done }] };
}

/** The same, but what was measured so far says nothing of what comes: another link carries it. */
export function overAnotherLink(meter: Meter): Meter {
  return { ...meter, samples: [] };
}

/** `items`: of the whole transfer, once known. `link`: what carries it, where a person has a word for that. */
export type About = {
  readonly items: number | undefined;
  readonly link: ProgressView["link"];
  readonly paused: boolean;
  readonly disclosed: boolean;
};

export function progressView(meter: Meter, { items, link, paused, disclosed }: About): ProgressView {
  const { stage, done, total, unit } = meter;
  const speed = paused ? undefined : perSecond(meter.samples);
  return {
    stage,
    done,
    total,
    unit,
    ...(items !== undefined && total > 0 && { items: { done: Math.floor((items * done) / total), total: items } }),
    ...(speed !== undefined && unit === "bytes" && { rate: Math.round(speed) }),
    ...(speed !== undefined && done < total && { secondsLeft: Math.ceil((total - done) / speed) }),
    ...(link !== undefined && { link }),
    paused,
    disclosed,
  };
}

/** Undefined while it cannot be told, or nothing moves. */
function perSecond(samples: readonly Sample[]): number | undefined {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < ENOUGH || last.done <= first.done) return undefined;
  return ((last.done - first.done) * 1000) / (last.at - first.at);
}
