// How long a transfer is likely to take, as the window shows it in the review.

import type { Estimate } from "../../../src-shared/exchange/link-rate.ts";
import type { SendView } from "../../../src-shared/ipc/views-transfer.ts";

type Shown = Pick<Extract<SendView, { step: "review" }>, "estimate">;

/** Nothing for what does not leave this computer, and where nothing is known. */
export function estimateView(estimate: Estimate | undefined): Shown {
  if (estimate === undefined || estimate.link === "memory") return {};
  const { link, seconds, itemSeconds } = estimate;
  return { estimate: { link, seconds, ...(itemSeconds < seconds && { itemSeconds }) } };
}
