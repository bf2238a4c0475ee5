// Items that are here already in another version: both versions in a line each, and what happens to them, for all or one by one.

import { useState } from "react";
import type { ConflictRow } from "../../src-shared/ipc/views-transfer.ts";
import { kindWord } from "../text/kind-words.ts";
import { useFormats, useText } from "../text/text.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Radios, Select } from "../ui/choices.tsx";
import { Section } from "../ui/screen.tsx";
import { type ConflictChoices, choiceOf, chooseAll, chooseOne, DECISIONS, type Decision } from "./conflict-choices.ts";
import styles from "./conflict-list.module.css";
import { conflictSide } from "./conflict-side.ts";

const PAGE = 50;

export type ConflictListProps = {
  readonly conflicts: readonly ConflictRow[];
  readonly choices: ConflictChoices;
  readonly onChange: (choices: ConflictChoices) => void;
};

export function ConflictList({ conflicts, choices, onChange }: ConflictListProps) {
  const text = useText();
  const { moment } = useFormats();
  const [shown, setShown] = useState(PAGE);
  const words = { kind: (kind: string) => kindWord(text, kind), changed: (at: number) => text("transfer.differ.changed", { moment: moment(at) }) };
  const side = (description: string, title: string) => conflictSide(description, title, words);
  const options = DECISIONS.map((value) => ({ value, label: text(`transfer.differ.${value}`) }));
  const hidden = conflicts.length - shown;
  return (
    <Section title={text("transfer.differ.title", { count: conflicts.length })}>
      <p className={styles.explained}>{text("transfer.differ.text")}</p>
      {conflicts.length > 1 && (
        <div className={styles.all}>
          <span aria-hidden="true">{text("transfer.differ.all")}</span>
          <Radios
            segmented
            hiddenLabel
            label={text("transfer.differ.all")}
            choices={options}
            value={choices.own.size > 0 ? ("" as Decision) : choices.all}
            onChange={(all) => onChange(chooseAll(all))}
          />
          {choices.own.size > 0 && <small>{text("transfer.differ.mixed")}</small>}
        </div>
      )}
      <Card>
        {conflicts.slice(0, shown).map(({ ordinal, title, mine, theirs }) => (
          <div key={ordinal} className={styles.row}>
            <div className={styles.words}>
              <strong title={title}>{title}</strong>
              <dl>
                <dt>{text("transfer.differ.mine")}</dt>
                <dd>{side(mine, title)}</dd>
                <dt>{text("transfer.differ.theirs")}</dt>
                <dd>{side(theirs, title)}</dd>
              </dl>
            </div>
            <div className={styles.choice}>
              <Select
                hiddenLabel
                label={text("transfer.differ.choice", { title })}
                choices={options}
                value={choiceOf(choices, ordinal)}
                onChange={(decision) => onChange(chooseOne(choices, ordinal, decision))}
              />
            </div>
          </div>
        ))}
      </Card>
      {hidden > 0 && (
        <div className={styles.more}>
          <Button look="quiet" small onPress={() => setShown(shown + PAGE)}>
            {text("transfer.differ.more", { count: Math.min(PAGE, hidden) })}
          </Button>
        </div>
      )}
    </Section>
  );
}
