// The end of bringing in a file: what came, how to take it back, what to do with the file; or why nothing did.

import type { BringInView } from "../../../src-shared/ipc/views-transfer.ts";
import { OUTCOMES, outcomeWord } from "../../receipt-words.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { arrived } from "../../transfer/arrived.ts";
import { Trouble } from "../../transfer/trouble.tsx";
import { UndoButton } from "../../transfer/undo-button.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { Numbers } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Screen } from "../../ui/screen.tsx";
import { chooseFile, putAway } from "./actions.ts";
import styles from "./end-steps.module.css";
import { FormatList } from "./format-list.tsx";
import { shortName } from "./short-name.ts";

export function DoneStep({ view: { file, outcomes, transferId, undone } }: { readonly view: Extract<BringInView, { readonly step: "done" }> }) {
  const text = useText();
  const { number } = useFormats();
  const { act, error } = useAct();
  const count = arrived(outcomes);
  const shown = OUTCOMES.filter((outcome) => (outcomes[outcome] ?? 0) > 0);
  return (
    <Screen
      title={undone ? text("bringIn.done.undone") : text("bringIn.done.title", { count })}
      lead={undone ? text("bringIn.done.undoneText") : text("bringIn.done.lead", { file })}
      actions={
        <>
          {!undone && count > 0 && <UndoButton transferId={transferId} items={count} from="file" />}
          <Button look="primary" onPress={() => void act(putAway)}>
            {text("app.done")}
          </Button>
        </>
      }
    >
      <Trouble error={error} />
      <div className={styles.body}>
        {!undone && shown.length > 0 && (
          <Numbers
            rows={shown.map((outcome) => ({
              value: number(outcomes[outcome] ?? 0),
              word: outcome === "added" ? text("bringIn.report.new") : outcomeWord(text, outcome),
            }))}
          />
        )}
        {!undone && (
          <Notice tone="warn" large title={text("bringIn.done.delete")}>
            {text("bringIn.done.deleteText", { file })}
          </Notice>
        )}
      </div>
    </Screen>
  );
}

export function FailedStep({ view: { file, failure } }: { readonly view: Extract<BringInView, { readonly step: "failed" }> }) {
  const text = useText();
  const { act, busy, error } = useAct();
  return (
    <Screen
      title={text("bringIn.failed.title", { file: shortName(file) })}
      lead={text(failure.code === "usage.invalid" ? "bringIn.failed.unreadable" : `error.${failure.code}`)}
      actions={
        <>
          <Button onPress={() => void act(putAway)}>{text("app.close")}</Button>
          <Button look="primary" isDisabled={busy} onPress={() => void act(chooseFile)}>
            {text("bringIn.failed.another")}
          </Button>
        </>
      }
    >
      <Trouble error={error} />
      <div className={styles.body}>
        <Notice tone="plain" title={text("bringIn.failed.kept")}>
          {text("bringIn.failed.keptText")}
        </Notice>
        <p className={styles.small}>
          {text("transfer.failed.code", { code: failure.code })}
          {failure.detail !== undefined && <> · {text("transfer.failed.detail", { detail: failure.detail })}</>}
        </p>
      </div>
      {failure.code === "format.unsupported" && <FormatList />}
    </Screen>
  );
}
