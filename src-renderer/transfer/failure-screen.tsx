// A transfer that did not come about: the cause, whether anything was disclosed, one next step; no quick retry where it may be an attack.

import { type ReactNode, useEffect } from "react";
import type { FailureView } from "../../src-shared/ipc/views-transfer.ts";
import { useText } from "../text/text.tsx";
import { announce } from "../ui/announce.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Screen } from "../ui/screen.tsx";
import { ConnectionButton } from "./connection-dialog.tsx";
import styles from "./failure-screen.module.css";
import { concernsConnection, failureTitle, failureTone, waitOf } from "./failure-words.ts";
import { Trouble } from "./trouble.tsx";
import { useAct } from "./use-act.ts";

export type FailureScreenProps = {
  readonly failure: FailureView;
  readonly steps?: ReactNode;
  readonly aside?: ReactNode;
  /** What it means for what was to move. */
  readonly consequence: { readonly title: string; readonly text: string };
  readonly again: string;
  readonly onAgain: () => Promise<void>;
  readonly onDone: () => Promise<void>;
};

/** What the title says already is not said twice. */
function withoutTitle(cause: string, title: string): string {
  return cause.startsWith(`${title}. `) ? cause.slice(title.length + 2) : cause;
}

export function FailureScreen({ failure, steps, aside, consequence, again, onAgain, onDone }: FailureScreenProps) {
  const text = useText();
  const { code, suspicious, disclosed } = failure;
  const title = text(failureTitle(failure));
  const cause = withoutTitle(text(`error.${code}`), title);
  useEffect(() => announce(`${cause} ${consequence.title}.`), [cause, consequence.title]);
  const wait = waitOf(failure);
  const { act, error } = useAct();
  return (
    <Screen
      title={title}
      lead={cause}
      steps={steps}
      aside={aside}
      actions={
        <>
          {concernsConnection(failure) && <ConnectionButton />}
          {suspicious ? (
            <Button look="primary" onPress={() => void act(onDone)}>
              {text("app.close")}
            </Button>
          ) : (
            <>
              <Button onPress={() => void act(onDone)}>{text("app.close")}</Button>
              <Button look="primary" onPress={() => void act(onAgain)}>
                {again}
              </Button>
            </>
          )}
        </>
      }
    >
      <Trouble error={error} />
      <div className={styles.notices}>
        <Notice tone={disclosed ? "bad" : failureTone(failure) === "bad" ? "plain" : "good"} title={consequence.title}>
          {consequence.text}
        </Notice>
        {suspicious && <Suspicion failure={failure} />}
        {wait !== undefined && <p className={styles.small}>{text("transfer.failed.wait", { seconds: wait })}</p>}
        <p className={styles.small}>
          {text("transfer.failed.code", { code })}
          {failure.detail !== undefined && wait === undefined && <> · {text("transfer.failed.detail", { detail: failure.detail })}</>}
        </p>
      </div>
    </Screen>
  );
}

/** A code that does not fit is most often mistyped; everything else needs somebody's doing. */
function Suspicion({ failure: { code } }: { readonly failure: FailureView }) {
  const text = useText();
  if (code.startsWith("pairing."))
    return (
      <Notice tone="warn" title={text("transfer.failed.typoTitle")}>
        {text("transfer.failed.typo")}
      </Notice>
    );
  return (
    <Notice tone="bad" title={text("transfer.failed.suspiciousTitle")}>
      {text("transfer.failed.suspiciousText")}
    </Notice>
  );
}
