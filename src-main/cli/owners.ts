// The owner at this computer, on either side of a transfer: the questions of exchange/ports.ts put to the prompter, then to the system.

import type { Counterpart, ExportOwner, ImportOwner } from "../../src-shared/exchange/ports.ts";
import { exportRequest, importRequest } from "../services/approval-requests.ts";
import type { Approve } from "./approver.ts";
import { contents, counterpartDetail, estimateLine, introduction, lossLine, reviewDetail, staysLine } from "./counterpart-text.ts";
import { type ConflictPolicy, decideConflicts } from "./merge-review.ts";
import { bold, dim, green, type Output, yellow } from "./output.ts";
import type { Prompter } from "./prompter.ts";
import { labelled } from "./table.ts";
import { grouped } from "./wording.ts";

type Asking = { readonly output: Output; readonly prompter: Prompter };

/** `approve`: what a yes has to pass before it counts. */
export function exportOwner({ prompter }: Asking, approve: Approve): ExportOwner {
  return {
    async enterCode(mode, signal) {
      const about = mode === "screens" ? [] : ["The code is read out to you by the person at the other computer."];
      const text = mode === "screens" ? "The 8 digits on the other screen" : "The code you hear";
      const typed = await prompter.text({ kind: "enter-code", detail: { mode }, about, text, signal });
      return mode === "screens" ? typed.replace(/[\s-]/g, "") : typed;
    },
    async approveExport(review, signal) {
      const { counterpart, counts, losses, stays, estimate } = review;
      const about = [
        "",
        bold("Ready to send"),
        ...labelled("to", `the other computer, which ${introduction(counterpart)}`),
        ...labelled("what", contents(counts)),
        ...(estimate === undefined ? [] : labelled("time", estimateLine(estimate))),
        ...losses.flatMap((loss) => labelled(yellow("not whole"), lossLine(loss))),
        ...stays.flatMap((one) => labelled(yellow("stays here"), staysLine(one))),
        dim("  Everything is copied; nothing is removed from this computer."),
      ];
      if (!(await prompter.confirm({ kind: "approve-export", detail: reviewDetail(review), about, text: "Send it", signal }))) return false;
      await approve(exportRequest(review), signal);
      return true;
    },
  };
}

export function importOwner(asking: Asking, approve: Approve, policy: ConflictPolicy): ImportOwner {
  const { output, prompter } = asking;
  return {
    showCode(code, mode) {
      const what = mode === "screens" ? "Type this code on the other computer:" : "Read this code to the person at the other computer:";
      output.emit({ event: "code", digits: code, mode }, ["", what, "", ...boxed(grouped(code)), ""]);
    },
    confirmCodesMatch(counterpart, signal) {
      const about = [`${green("✓")} The code was typed on the other computer, which ${introduction(counterpart)}.`];
      return prompter.confirm({
        kind: "codes-match",
        detail: counterpartDetail(counterpart),
        about,
        text: "Is that the computer you want to receive from",
        signal,
      });
    },
    async approveImport(counterpart, signal) {
      const detail = { counterpart: counterpartDetail(counterpart) };
      const about = approvalText(counterpart);
      if (!(await prompter.confirm({ kind: "approve-import", detail, about, text: "Receive into this vault", signal }))) return false;
      await approve(importRequest(counterpart), signal);
      return true;
    },
    reviewMerge: (plan, signal) => decideConflicts(asking, plan, policy, signal),
  };
}

function approvalText(counterpart: Counterpart): readonly string[] {
  const from = labelled("from", `the other computer, which ${introduction(counterpart)}`);
  return ["", bold("Ready to receive"), ...from, dim("  Nothing changes in this vault until everything has arrived and was checked.")];
}

function boxed(code: string): readonly string[] {
  const line = "─".repeat(code.length + 8);
  return [`   ╭${line}╮`, `   │    ${bold(code)}    │`, `   ╰${line}╯`];
}
