// Sessions over links that come and go: what they meet, and whether they came out as on one link.

import { setImmediate } from "node:timers/promises";
import { documentToCbor } from "../../src-shared/cxf/to-cbor.ts";
import type { LinkKind } from "../../src-shared/exchange/channel.ts";
import { Switchboard, type Verdict, type Watch } from "../../src-shared/testing/switchboard.ts";
import { type Outcome, type Setting, transferBetween } from "../../src-shared/testing/two-computers.ts";
import { smallSetting } from "./two-computers.ts";

export type Met = { readonly board: Switchboard; readonly outcome: Outcome };

/** As in a session on one link. */
export const ASKED: readonly string[] = ["code by screens", "enter code", "codes match", "approve import", "approve export"];

export async function over(board: Switchboard, more: Partial<Setting> = {}): Promise<Met> {
  const outcome = await transferBetween(smallSetting({ links: board, tamper: (ends) => board.first(ends), ...more }));
  return { board, outcome };
}

/** Frames of a session on one link with further links at hand, and from which one on it can be resumed on both sides. */
export async function framesOfOne(): Promise<{ readonly first: number; readonly count: number }> {
  const states: string[] = [];
  let current = "";
  const board = new Switchboard(() => {
    states.push(current);
    return "pass";
  });
  const onState: Setting["onState"] = (side, state) => {
    if (side === "importer") current = state;
  };
  const { outcome } = await over(board, { onState });
  const wrong = complaint(outcome);
  if (wrong) throw new Error(wrong);
  return { first: states.indexOf("confirming") + 1, count: board.count };
}

/** Meets `verdicts` at these frames (counted over all links), and has another link a turn after each. */
export function meeting(verdicts: ReadonlyMap<number, Verdict>, more: Partial<Setting> = {}, kinds: readonly LinkKind[] = ["ble", "lan"]): Promise<Met> {
  let links = 0;
  const watch: Watch = ({ count }) => {
    const verdict = verdicts.get(count);
    if (verdict === undefined) return "pass";
    const kind = kinds[links++ % kinds.length] ?? "ble";
    void setImmediate().then(() => board.connect(kind));
    return verdict;
  };
  const board: Switchboard = new Switchboard(watch);
  return over(board, more);
}

/** What is not as it would have been on one link; undefined when all is. */
export function complaint({ exporter, importer, owners, source, target, clock }: Outcome, items = 3): string | undefined {
  if (exporter.error || importer.error) {
    const [there, here] = [exporter, importer].map(({ error, states }) => `${error?.message ?? "done"} in ${states.at(-2)}`);
    return `ended as ${there}; ${here}`;
  }
  if (exporter.receipt?.proven !== items || exporter.receipt.counts.items !== items) return "another receipt at the exporter";
  if (importer.receipt?.proven !== items || !importer.receipt.acknowledged) return "another receipt at the importer";
  if (exporter.receipt.digest !== importer.receipt.digest) return "two digests";
  if (owners.asked.join() !== ASKED.join()) return `asked ${owners.asked}`;
  if (clock.pending !== 0) return `${clock.pending} timers left`;
  const { accounts } = target.document;
  const [left, arrived] = [source.document, { ...source.document, accounts }].map((document) => documentToCbor(document).join());
  return left === arrived ? undefined : "other items";
}
