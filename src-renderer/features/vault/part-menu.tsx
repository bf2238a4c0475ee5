// Adds another credential to the form, of any kind that is written by hand.

import { Plus } from "lucide-react";
import type { FieldView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { kindWord } from "../../text/kind-words.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { KindIcon } from "../../ui/kind-icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import styles from "./edit.module.css";
import { NEW_KINDS } from "./list-toolbar.tsx";
import { ProblemNotice, useProblem } from "./use-problem.tsx";

export function PartMenu({ onAdd }: { readonly onAdd: (kind: string, fields: readonly FieldView[]) => void }) {
  const text = useText();
  const { code, attempt } = useProblem();
  const add = (kind: string) => void attempt(async () => onAdd(kind, await call("vault.template", { type: kind })));
  return (
    <div className={styles.addPart}>
      <Menu
        label={text("vault.form.partAdd")}
        rows={NEW_KINDS.map((kind) => ({ id: kind, label: kindWord(text, kind), icon: <KindIcon kind={kind} /> }))}
        onChoose={add}
      >
        <Button icon={<Plus size={15} aria-hidden="true" />}>{text("vault.form.partAdd")}</Button>
      </Menu>
      <ProblemNotice code={code} />
    </div>
  );
}
