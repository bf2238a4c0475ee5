// A transfer's progress in words and shares. Pure.

import { type ProgressView, STAGES, type Stage } from "../../src-shared/ipc/views-transfer.ts";
import type { MessageId } from "../text/messages.ts";
import type { Fill } from "../text/text.tsx";

export type Side = "sending" | "receiving";

/** 0 to 1 of this stage; undefined when there is nothing to measure it by. */
export function shareOf({ done, total }: Pick<ProgressView, "done" | "total">): number | undefined {
  return total > 0 ? Math.min(1, done / total) : undefined;
}

/** “255 of 412 items · 31 MB/s · about 2 seconds left”, as far as it is known. */
export function progressLine(text: Fill, size: (bytes: number) => string, { items, rate, secondsLeft }: ProgressView): string {
  const parts = [
    items && text("transfer.of", { done: items.done, count: items.total }),
    rate !== undefined && text("transfer.rate", { size: size(rate) }),
    secondsLeft !== undefined && timeLeft(text, secondsLeft),
  ];
  const known = parts.filter((part) => part !== undefined && part !== false);
  return known.length > 0 ? known.join(" · ") : text("transfer.soon");
}

/** Whole minutes from 90 seconds on. */
export function timeLeft(text: Fill, seconds: number): string {
  if (seconds < 90) return text("transfer.left", { seconds: Math.max(1, seconds) });
  return text("transfer.minutesLeft", { minutes: Math.round(seconds / 60) });
}

export type StageState = "past" | "now" | "future";

export function stageState(stage: Stage, current: Stage): StageState {
  const [at, now] = [STAGES.indexOf(stage), STAGES.indexOf(current)];
  if (at === now) return "now";
  return at < now ? "past" : "future";
}

/** What a stage is called while it goes on, and as a thing done or to be done. */
export function stageWord(stage: Stage, state: StageState, side: Side): MessageId {
  const tense = state === "now" ? "stage" : "past";
  if (side === "receiving" && stage === "sending") return `transfer.${tense}.receiving`;
  if (side === "receiving" && stage === "key") return `transfer.${tense}.keyIn`;
  return stage === "checking" && state === "future" ? "transfer.stage.checking" : `transfer.${tense}.${stage}`;
}
