// A line of what cannot move, in a review or a receipt: what holds it and where it signs in, and what to do about it.

import type { StaysRow } from "../../src-shared/ipc/views-transfer.ts";
import type { Fill } from "./text.tsx";

/** Another program's own reason is shown as it is. */
export function staysReason(text: Fill, { site, held, reason }: StaysRow): string {
  return [held === undefined ? reason : text(`stays.reason.${held}`), site].filter(Boolean).join(" · ");
}

export function staysNext(text: Fill, { held = "other" }: Pick<StaysRow, "held">): string {
  return text(`stays.next.${held}`);
}
