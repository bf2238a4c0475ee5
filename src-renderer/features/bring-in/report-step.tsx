// What is in the file and what would become of it, before anything is kept; the owner decides about what differs, then brings it in.

import { CircleCheck } from "lucide-react";
import { useState } from "react";
import type { BringInView, OutcomesView } from "../../../src-shared/ipc/views-transfer.ts";
import { CredentialCounts } from "../../credential-counts.tsx";
import { OUTCOMES, outcomeWord } from "../../receipt-words.ts";
import { type Fill, useFormats, useText } from "../../text/text.tsx";
import { decisionsOf, KEEP_BOTH } from "../../transfer/conflict-choices.ts";
import { ConflictList } from "../../transfer/conflict-list.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { Numbers } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Screen, Section } from "../../ui/screen.tsx";
import { commitFile, putAway } from "./actions.ts";
import { comingIn } from "./coming-in.ts";
import { FindingList } from "./finding-list.tsx";
import styles from "./report-step.module.css";

const TITLES = 3;

export function ReportStep({ view }: { readonly view: Extract<BringInView, { readonly step: "report" }> }) {
  const text = useText();
  const { number } = useFormats();
  const { act, busy, error } = useAct();
  const [choices, setChoices] = useState(KEEP_BOTH);
  const { file, format, counts, outcomes, findings, conflicts, samePasskey } = view;
  const nothing = comingIn(outcomes, conflicts, KEEP_BOTH) === 0;
  const coming = comingIn(outcomes, conflicts, choices);
  return (
    <Screen
      title={text("bringIn.report.title", { count: comingIn(outcomes, conflicts, KEEP_BOTH) })}
      lead={text("bringIn.report.lead", { format, file })}
      note={nothing ? undefined : text("bringIn.report.note2")}
      actions={
        <>
          {!nothing && (
            <Button isDisabled={busy} onPress={() => void act(putAway)}>
              {text("app.cancel")}
            </Button>
          )}
          <Button look="primary" isDisabled={busy} onPress={() => void act(nothing ? putAway : () => commitFile(decisionsOf(choices, conflicts)))}>
            {text("bringIn.report.commit", { count: coming })}
          </Button>
        </>
      }
    >
      <Trouble error={error} />
      <Section title={text("bringIn.report.happens")}>
        <Numbers rows={numbersOf(text, number, outcomes)} />
        <p className={styles.inside}>
          <CredentialCounts counts={counts} />
        </p>
      </Section>
      {conflicts.length > 0 && <ConflictList conflicts={conflicts} choices={choices} onChange={setChoices} />}
      {samePasskey.length > 0 && (
        <div className={styles.notice}>
          <Notice tone="warn" title={text("bringIn.report.passkeys", { count: samePasskey.length })}>
            {text("bringIn.report.passkeysText", { titles: titlesLine(text, samePasskey) })}
          </Notice>
        </div>
      )}
      {findings.length === 0 && !nothing && (
        <p className={styles.clean}>
          <CircleCheck size={16} aria-hidden="true" /> {text("bringIn.report.clean")}
        </p>
      )}
      <FindingList findings={findings} />
    </Screen>
  );
}

function numbersOf(text: Fill, number: (value: number) => string, outcomes: OutcomesView) {
  const shown = OUTCOMES.filter((outcome) => outcome === "added" || (outcomes[outcome] ?? 0) > 0);
  const rows = shown.map((outcome) => ({
    value: number(outcomes[outcome] ?? 0),
    word: outcome === "added" ? text("bringIn.report.new") : outcomeWord(text, outcome),
  }));
  const { conflict = 0 } = outcomes;
  return conflict > 0 ? [...rows, { value: number(conflict), word: text("transfer.outcome.conflict") }] : rows;
}

function titlesLine(text: Fill, titles: readonly string[]): string {
  const more = titles.length - TITLES;
  return [...titles.slice(0, TITLES), ...(more > 0 ? [text("bringIn.report.more", { count: more })] : [])].join(", ");
}
