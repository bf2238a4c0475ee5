// How long a transfer is likely to take over its link, in words. Pure.

import type { SendView } from "../../src-shared/ipc/views-transfer.ts";
import type { Fill } from "../text/text.tsx";

type Estimate = NonNullable<Extract<SendView, { step: "review" }>["estimate"]>;

/** Whole minutes from 90 seconds on, whole hours from 90 minutes on. */
export function duration(text: Fill, seconds: number): string {
  if (seconds < 90) return text("links.seconds", { seconds: Math.max(1, Math.ceil(seconds)) });
  if (seconds < 5400) return text("links.minutes", { minutes: Math.round(seconds / 60) });
  return text("links.hours", { hours: Math.round(seconds / 3600) });
}

/** Where the files take noticeably longer than the items, both are said. */
export function estimateLine(text: Fill, { link, seconds, itemSeconds = seconds }: Estimate): string {
  const [time, items] = [duration(text, seconds), duration(text, itemSeconds)];
  return time === items ? text("links.estimate", { link, time }) : text("links.estimate.files", { link, items, time });
}
