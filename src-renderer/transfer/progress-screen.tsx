// A transfer on its way, on either side: how far it is, what stopping would mean now, and the button that stops it.

import { type ReactNode, useEffect, useState } from "react";
import type { ProgressView } from "../../src-shared/ipc/views-transfer.ts";
import { useFormats, useText } from "../text/text.tsx";
import { announce } from "../ui/announce.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { Progress } from "../ui/progress.tsx";
import { Screen } from "../ui/screen.tsx";
import { LinkBadge } from "./link-badge.tsx";
import { LinkChange } from "./link-change.tsx";
import styles from "./progress-screen.module.css";
import { progressLine, type Side, shareOf, stageWord } from "./progress-words.ts";
import { StageList } from "./stage-list.tsx";
import { Trouble } from "./trouble.tsx";
import { useAct } from "./use-act.ts";

export type ProgressScreenProps = {
  readonly side: Side;
  readonly title: string;
  readonly progress: ProgressView;
  readonly steps?: ReactNode;
  readonly aside?: ReactNode;
  /** What stopping means now, and what the question says once the key is handed over. */
  readonly note: string;
  readonly stopText: string;
  readonly onStop: () => Promise<void>;
};

export function ProgressScreen({ side, title, progress, steps, aside, note, stopText, onStop }: ProgressScreenProps) {
  const text = useText();
  const { size } = useFormats();
  const [asking, setAsking] = useState(false);
  const { act, busy, error } = useAct();
  const { stage, paused, disclosed, link } = progress;
  const word = text(stageWord(stage, "now", side));
  useEffect(() => announce(word), [word]);
  const theirs = side === "sending" && stage === "key";
  const line = theirs ? text("transfer.theirTurn") : progressLine(text, size, progress);
  return (
    <Screen
      title={title}
      lead={
        <span className={styles.line}>
          {link !== undefined && <LinkBadge link={link} />}
          <span>{line}</span>
        </span>
      }
      steps={steps}
      aside={aside}
      note={note}
      actions={
        <Button isDisabled={busy} onPress={() => (disclosed ? setAsking(true) : void act(onStop))}>
          {text("app.stop")}
        </Button>
      }
    >
      <Trouble error={asking ? undefined : error} />
      <div className={styles.bar}>
        <Progress label={word} value={theirs ? undefined : shareOf(progress)} text={line} />
      </div>
      <StageList progress={progress} side={side} />
      <LinkChange link={paused ? undefined : link} />
      {paused && (
        <div className={styles.paused}>
          <Notice tone="plain" title={text("transfer.paused")} live />
        </div>
      )}
      <Dialog
        alert
        open={asking}
        onClose={() => setAsking(false)}
        title={text("transfer.stopTitle")}
        actions={
          <>
            <Button look="danger" isDisabled={busy} onPress={() => void act(onStop)}>
              {text("app.stop")}
            </Button>
            <Button look="primary" autoFocus onPress={() => setAsking(false)}>
              {text("transfer.keepGoing")}
            </Button>
          </>
        }
      >
        <p>{stopText}</p>
        <Trouble error={asking ? error : undefined} />
      </Dialog>
    </Screen>
  );
}
