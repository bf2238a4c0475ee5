// What is protected by what on this computer, in plain words: what is worth changing first, what is well protected when asked for.

import { Info, ShieldCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Grade, SelfTestRow } from "../../../src-shared/ipc/views-self-test.ts";
import { LoadFailure } from "../../load-failure.tsx";
import { useLoaded } from "../../loaded.ts";
import { foundWords, nextWords } from "../../text/self-test-words.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { IconChip } from "../../ui/icon-chip.tsx";
import { Spinner } from "../../ui/progress.tsx";
import { Section } from "../../ui/screen.tsx";
import { selfTest } from "./actions.ts";
import styles from "./self-test.module.css";

const GRADES: readonly Grade[] = ["weak", "fair", "strong"];
const ICONS = { weak: TriangleAlert, fair: Info, strong: ShieldCheck } as const;

/** `turn`: another one looks again. */
export function SelfTest({ turn }: { readonly turn: number }) {
  const text = useText();
  const { value, code, reload } = useLoaded(`self-test ${turn}`, selfTest);
  return (
    <Section title={text("selfTest.title")}>
      <LoadFailure title={text("selfTest.failed")} code={code} onAgain={reload} />
      {code === undefined && <Result rows={value} reload={reload} />}
    </Section>
  );
}

function Result({ rows, reload }: { readonly rows: readonly SelfTestRow[] | undefined; readonly reload: () => Promise<void> }) {
  const text = useText();
  const [all, setAll] = useState(false);
  const of = (grade: Grade) => rows?.filter((row) => row.grade === grade) ?? [];
  const [weak, fair, strong] = GRADES.map(of) as [SelfTestRow[], SelfTestRow[], SelfTestRow[]];
  const rest = weak.length + fair.length > 0 && !all ? strong.length : 0;
  const shown = [...weak, ...fair, ...(rest > 0 ? [] : strong)];
  const grade = weak.length > 0 ? "weak" : "strong";
  return (
    <Card>
      <div className={styles.head} aria-busy={rows === undefined}>
        <IconChip data-grade={rows && grade}>{rows === undefined ? <Spinner /> : <GradeIcon grade={grade} size={18} />}</IconChip>
        <div className={styles.words}>
          <strong>{rows === undefined ? text("selfTest.looking") : text("selfTest.result", { weak: weak.length, fair: fair.length })}</strong>
          <small>{text("selfTest.text")}</small>
        </div>
        <Button small onPress={() => void reload()} isDisabled={rows === undefined}>
          {text("selfTest.again")}
        </Button>
      </div>
      <ul>
        {shown.map((row, place) => (
          <Finding key={row.subject} row={row} isTold={shown.slice(0, place).some(({ code }) => code !== undefined && code === row.code)} />
        ))}
      </ul>
      {rest > 0 && (
        <div className={styles.more}>
          <Button look="quiet" small onPress={() => setAll(true)}>
            {text("selfTest.showStrong", { count: rest })}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** `isTold`: a row above says the same next step. */
function Finding({ row, isTold }: { readonly row: SelfTestRow; readonly isTold: boolean }) {
  const text = useText();
  const next = isTold ? undefined : nextWords(text, row);
  return (
    <li className={styles.row} data-grade={row.grade}>
      <GradeIcon grade={row.grade} size={16} />
      <div className={styles.words}>
        <div className={styles.top}>
          <strong>{text(`selfTest.${row.subject}`)}</strong>
          <span className={styles.grade}>{text(`selfTest.grade.${row.grade}`)}</span>
        </div>
        <p>{foundWords(text, row)}</p>
        {next !== undefined && <p className={styles.next}>{next}</p>}
      </div>
    </li>
  );
}

function GradeIcon({ grade, size }: { readonly grade: Grade; readonly size: number }) {
  const Icon = ICONS[grade];
  return <Icon size={size} aria-hidden="true" />;
}
