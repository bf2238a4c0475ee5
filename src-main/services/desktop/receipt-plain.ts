// A receipt as plain text for the clipboard: what arrived, whether the old service may go, and every item that is not proven.

import type { ItemVerdict, Tally } from "../../../src-shared/exchange/liveness.ts";
import type { Receipt } from "../../../src-shared/exchange/receipt.ts";
import { outcomeWords } from "../outcome-words.ts";
import { countsView, TITLE_LENGTH } from "./contents-view.ts";
import { NAME_LENGTH } from "./counterpart-view.ts";
import { needsLook } from "./receipt-view.ts";
import { shownText } from "./shown-text.ts";

const VERDICT_WORDS: Record<ItemVerdict["verdict"], string> = {
  proven: "something in it was not tested",
  mismatch: "is not the same on both computers",
  "not-kept": "was not kept",
};

export function receiptPlain(receipt: Receipt): string {
  const { transferId, role, at, counterpart, counts, outcomes, proven, passkeys, totps, stays, losses, items, safeToCloseOldService: safe } = receipt;
  const { kinds } = countsView(counts);
  const contents = [`${counts.items} items`, ...kinds.map(({ kind, count }) => `${count} ${kind}`)].join(", ");
  const title = (text: string) => `“${shownText(text, TITLE_LENGTH)}”`;
  const lines = [
    `Keyferry receipt ${transferId}`,
    `Date: ${new Date(at * 1000).toISOString()}`,
    `${role === "exporter" ? "Sent to" : "Received from"}: “${shownText(counterpart.name, NAME_LENGTH)}”`,
    `Contents: ${contents}`,
    `Outcome: ${outcomeWords(outcomes)}`,
    `Compared and equal on both computers: ${proven} of ${counts.items}`,
    ...tallyLine("Passkeys tested", passkeys),
    ...tallyLine("One-time codes compared", totps),
    ...losses.map(({ type, count }) => `Left behind: ${count} ${shownText(type, NAME_LENGTH)}`),
    ...stays.map(
      ({ title: name, rpId, reason }) =>
        `Cannot move: ${[title(name), rpId, reason]
          .map((part) => shownText(part ?? "", TITLE_LENGTH))
          .filter(Boolean)
          .join(", ")}`,
    ),
    ...items.filter(needsLook).map((item) => `Look at: ${title(item.title)}, ${VERDICT_WORDS[item.verdict]}`),
    `Safe to close the old service: ${safe.answer}, because ${shownText(safe.because, TITLE_LENGTH)}.`,
  ];
  return `${lines.join("\n")}\n`;
}

function tallyLine(what: string, { working, failing, untested }: Tally): readonly string[] {
  const total = working + failing + untested;
  return total === 0 ? [] : [`${what}: ${working} of ${total}`];
}
