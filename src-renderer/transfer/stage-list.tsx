// The five stages of a transfer: which are done, which goes on, which come.

import { CircleCheck } from "lucide-react";
import { type ProgressView, STAGES } from "../../src-shared/ipc/views-transfer.ts";
import { useText } from "../text/text.tsx";
import { classes } from "../ui/classes.ts";
import { Spinner } from "../ui/progress.tsx";
import { type Side, type StageState, stageState, stageWord } from "./progress-words.ts";
import styles from "./stage-list.module.css";

export function StageList({ progress, side }: { readonly progress: ProgressView; readonly side: Side }) {
  const text = useText();
  const { stage: current, items } = progress;
  const countOf = (state: StageState) => {
    if (items === undefined || state === "future") return "";
    return state === "past" ? text("kinds.items", { count: items.total }) : text("transfer.ofShort", items);
  };
  return (
    <ol className={styles.list} aria-label={text("transfer.stages")}>
      {STAGES.map((stage) => {
        const state = stageState(stage, current);
        return (
          <li key={stage} className={classes(styles.stage, styles[state])} {...(state === "now" && { "aria-current": "step" as const })}>
            <span className={styles.mark}>{mark(state)}</span>
            <span>{text(stageWord(stage, state, side))}</span>
            <span className={styles.count}>{stage === "checking" || stage === "key" ? "" : countOf(state)}</span>
          </li>
        );
      })}
    </ol>
  );
}

function mark(state: StageState) {
  if (state === "past") return <CircleCheck size={18} strokeWidth={1.75} aria-hidden="true" />;
  return state === "now" ? <Spinner /> : <span className={styles.ring} />;
}
