// Which item a link leads to: found by searching, as the list is.

import { useEffect, useState } from "react";
import type { RowView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextInput } from "../../ui/field.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import styles from "./edit.module.css";
import { ItemRow, ROW_HEIGHT } from "./item-row.tsx";
import { ProblemNotice, useProblem } from "./use-problem.tsx";

const MOST = 200;

type ReferenceFieldProps = {
  readonly label: string;
  readonly value: string;
  /** Title of the item it leads to so far. */
  readonly leadsTo: string | undefined;
  /** It was to be saved without an item. */
  readonly missing: boolean;
  readonly onChange: (value: string) => void;
};

export function ReferenceField({ label, value, leadsTo, missing, onChange }: ReferenceFieldProps) {
  const text = useText();
  const [picking, setPicking] = useState(false);
  const [title, setTitle] = useState(leadsTo);
  const pick = ({ ref, title: chosen }: RowView) => {
    onChange(`${ref.account}/${ref.item}`);
    setTitle(chosen);
    setPicking(false);
  };
  const words = value === "" ? text("vault.pick.none") : title === undefined ? text("vault.pick.kept") : text("vault.pick.chosen", { title });
  return (
    <div className={styles.reference}>
      <div>
        <span className={styles.referenceLabel}>{label}</span>
        <span {...(missing && { className: styles.missing, "data-refused": true })}>{missing ? text("vault.pick.missing") : words}</span>
      </div>
      <Button onPress={() => setPicking(true)}>{text("vault.pick")}</Button>
      {picking && <PickDialog onPick={pick} onClose={() => setPicking(false)} />}
    </div>
  );
}

function PickDialog({ onPick, onClose }: { readonly onPick: (row: RowView) => void; readonly onClose: () => void }) {
  const text = useText();
  const [words, setWords] = useState("");
  const [rows, setRows] = useState<readonly RowView[]>([]);
  const [at, setAt] = useState(-1);
  const { code, attempt } = useProblem();
  useEffect(() => {
    let current = true;
    void attempt(async () => {
      const answer = await call("vault.list", { scope: { by: "all" }, text: words, order: "title", from: 0, count: MOST });
      if (!current) return;
      setRows(answer.rows);
      setAt(-1);
    });
    return () => {
      current = false;
    };
  }, [words, attempt]);
  const chosen = rows[at];
  return (
    <Dialog
      title={text("vault.pick.title")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{text("app.cancel")}</Button>
          <Button look="primary" isDisabled={chosen === undefined} onPress={() => chosen !== undefined && onPick(chosen)}>
            {text("vault.generator.use")}
          </Button>
        </>
      }
    >
      <TextInput label={text("vault.search")} value={words} onChange={setWords} maxLength={256} autoFocus autoComplete="off" />
      <div className={styles.pickList}>
        <VirtualList
          label={text("vault.list.label")}
          total={rows.length}
          rowHeight={ROW_HEIGHT}
          selected={at}
          onSelect={setAt}
          onVisible={nothing}
          row={(index) => <ItemRow row={rows[index]} />}
          listKey={words}
        />
      </div>
      <ProblemNotice code={code} />
    </Dialog>
  );
}

function nothing(): void {}
