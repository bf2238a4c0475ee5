// Bring in: a file of another program, its password, what would happen, what happened.

import { useText } from "../../text/text.tsx";
import { Progress } from "../../ui/progress.tsx";
import { Screen } from "../../ui/screen.tsx";
import { useView } from "../../views.ts";
import styles from "./bring-in-screen.module.css";
import { DropStep } from "./drop-step.tsx";
import { DoneStep, FailedStep } from "./end-steps.tsx";
import { PassphraseStep } from "./passphrase-step.tsx";
import { ReportStep } from "./report-step.tsx";
import { shortName } from "./short-name.ts";

export function BringInScreen() {
  const view = useView("bringIn");
  switch (view.step) {
    case "idle":
      return <DropStep />;
    case "reading":
      return <ReadingStep file={view.file} />;
    case "passphrase":
      return <PassphraseStep view={view} />;
    case "report":
      return <ReportStep view={view} />;
    case "done":
      return <DoneStep view={view} />;
    case "failed":
      return <FailedStep view={view} />;
  }
}

function ReadingStep({ file }: { readonly file: string }) {
  const text = useText();
  const title = text("bringIn.reading", { file: shortName(file) });
  return (
    <Screen title={title} lead={text("bringIn.readingLead")}>
      <div className={styles.bar}>
        <Progress label={title} value={undefined} />
      </div>
    </Screen>
  );
}
