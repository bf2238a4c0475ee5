// A receipt for people: what arrived, what was tested, whether the old service may go, and every item that is not proven.

import type { ItemVerdict, Tally } from "../../src-shared/exchange/liveness.ts";
import type { Receipt } from "../../src-shared/exchange/receipt.ts";
import { OUTCOME_WORDS, outcomeWords } from "../services/outcome-words.ts";
import { contents, lossLine, quoted, staysLine } from "./counterpart-text.ts";
import { bold, dim, green, red, yellow } from "./output.ts";
import { labelled } from "./table.ts";
import { count, date } from "./wording.ts";

export function receiptLines(receipt: Receipt): readonly string[] {
  const { role, counterpart, counts, outcomes, proven, passkeys, totps, losses, stays, items, safeToCloseOldService: safe } = receipt;
  const open = items.filter((item) => !isProven(item));
  return [
    "",
    bold(`Receipt ${receipt.transferId}`) + dim(`  ${date(receipt.at)}`),
    ...labelled(role === "exporter" ? "sent to" : "received from", quoted(counterpart.name)),
    ...labelled("contents", contents(counts)),
    ...labelled("outcome", outcomeWords(outcomes)),
    ...labelled("proven", `${share(proven, counts.items)} compared and equal on both computers`),
    ...tallyLine("passkeys tested", passkeys),
    ...tallyLine("codes compared", totps),
    ...losses.map((loss) => `  ${yellow("!")} ${lossLine(loss)}`),
    ...stays.map((one) => `  ${yellow("!")} ${staysLine(one)}`),
    ...open.map((item) => `  ${red("✗")} ${quoted(item.title)} ${verdictWords(item)}`),
    ...(receipt.acknowledged ? [] : [`  ${yellow("!")} The other computer's last word did not come: look at its receipt too.`]),
    "",
    `${safe.answer === "yes" ? green("✓") : yellow("!")} ${bold(`Safe to close the old service: ${safe.answer}`)}, because ${safe.because}.`,
  ];
}

function tallyLine(what: string, { working, failing, untested }: Tally): readonly string[] {
  const total = working + failing + untested;
  return total === 0 ? [] : labelled(what, share(working, total));
}

function share(part: number, whole: number): string {
  const text = `${part}/${whole}`;
  return part === whole ? green(text) : yellow(text);
}

function isProven({ verdict, passkeys, totps }: ItemVerdict): boolean {
  return verdict === "proven" && [passkeys, totps].every(({ failing, untested }) => failing + untested === 0);
}

function verdictWords({ verdict, outcome, passkeys, totps }: ItemVerdict): string {
  if (verdict === "not-kept") return `was not kept (${OUTCOME_WORDS[outcome]})`;
  const failing = passkeys.failing + totps.failing;
  const untested = passkeys.untested + totps.untested;
  const reasons = [
    ...(failing > 0 ? [`${count(failing, "test")} failed`] : []),
    ...(untested > 0 ? [`${count(untested, "passkey")} could not be tested on this computer`] : []),
  ];
  return reasons.length > 0 ? reasons.join(", ") : "is not the same on both computers";
}
