// What a vault, a file or a transfer holds, in one line: “412 items: 388 passwords, 61 passkeys, …”.

import type { CountsView } from "../src-shared/ipc/views-transfer.ts";
import { kindCount } from "./text/kind-words.ts";
import { type Fill, useText } from "./text/text.tsx";

export function CredentialCounts({ counts }: { readonly counts: CountsView }) {
  return <>{countsLine(useText(), counts)}</>;
}

/** The most frequent kind first. */
export function countsLine(text: Fill, { items, kinds }: Pick<CountsView, "items" | "kinds">): string {
  const whole = text("kinds.items", { count: items });
  if (kinds.length === 0) return whole;
  return text("receipts.counts", { items: whole, kinds: kinds.map(({ kind, count }) => kindCount(text, kind, count)).join(", ") });
}
