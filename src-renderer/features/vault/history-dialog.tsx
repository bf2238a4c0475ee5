// The earlier versions of an item: when, why, in what they differ, and the way back to one.

import { useEffect, useState } from "react";
import type { DetailView, VersionView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { changedWord } from "../../text/item-words.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Card, Row } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { keepFocus } from "../../ui/title-focus.ts";
import styles from "./detail.module.css";
import { sayDone } from "./store.ts";
import { type Problem, ProblemNotice, useProblem } from "./use-problem.tsx";

export function HistoryDialog({ detail, onClose }: { readonly detail: DetailView; readonly onClose: () => void }) {
  const text = useText();
  const { moment } = useFormats();
  const [versions, setVersions] = useState<readonly VersionView[]>();
  const [asked, setAsked] = useState<VersionView>();
  const problem = useProblem();
  const { attempt } = problem;
  const { account, item } = detail.ref;
  useEffect(() => {
    void attempt(async () => setVersions(await call("vault.history", { ref: { account, item } })));
  }, [attempt, account, item]);
  if (asked !== undefined) return <RestoreDialog detail={detail} version={asked} problem={problem} onBack={() => setAsked(undefined)} onDone={onClose} />;
  return (
    <Dialog
      wide
      title={text("vault.history.title", { title: detail.title })}
      open
      onClose={onClose}
      actions={
        <Button autoFocus onPress={onClose}>
          {text("app.close")}
        </Button>
      }
    >
      <ProblemNotice code={problem.code} />
      {versions?.length === 0 && <p>{text("vault.history.none")}</p>}
      <div className={styles.versions}>
        {versions !== undefined && versions.length > 0 && (
          <Card>
            {versions.map((version) => (
              <Row
                key={version.version}
                title={moment(version.at)}
                text={<Difference version={version} title={detail.title} />}
                end={
                  <Button small onPress={() => setAsked(version)} aria-label={`${text("vault.history.restore")}: ${moment(version.at)}`}>
                    {text("vault.history.restore")}
                  </Button>
                }
              />
            ))}
          </Card>
        )}
      </div>
    </Dialog>
  );
}

function Difference({ version, title }: { readonly version: VersionView; readonly title: string }) {
  const text = useText();
  const { cause, changed } = version;
  const fields = [...new Set(changed.map((member) => changedWord(text, member)))].join(", ");
  return (
    <>
      {text(`vault.history.${cause}`)} · {fields === "" ? text("vault.history.same") : text("vault.history.changed", { fields })}
      {version.title !== title && ` · ${text("vault.history.named", { title: version.title })}`}
    </>
  );
}

type RestoreProps = {
  readonly detail: DetailView;
  readonly version: VersionView;
  readonly problem: Problem;
  readonly onBack: () => void;
  readonly onDone: () => void;
};

function RestoreDialog({ detail, version, problem, onBack, onDone }: RestoreProps) {
  const text = useText();
  const { moment } = useFormats();
  const restore = () =>
    problem.attempt(async () => {
      await call("vault.restoreVersion", { ref: detail.ref, version: version.version });
      sayDone(text("vault.history.done", { moment: moment(version.at) }));
      onDone();
      keepFocus();
    });
  return (
    <Dialog
      alert
      title={text("vault.history.confirm", { moment: moment(version.at) })}
      open
      onClose={onBack}
      actions={
        <>
          <Button onPress={onBack}>{text("app.back")}</Button>
          <Button look="primary" autoFocus onPress={restore}>
            {text("vault.history.restore")}
          </Button>
        </>
      }
    >
      <p>{text("vault.history.confirmText")}</p>
      <ProblemNotice code={problem.code} />
    </Dialog>
  );
}
