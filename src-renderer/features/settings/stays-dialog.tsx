// One line of what cannot move: its name, its site, and what holds it.

import { type FormEvent, useState } from "react";
import { STAYS_KINDS, type StaysEntry, type StaysKind } from "../../../src-shared/ipc/views-transfer.ts";
import { toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/choices.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextInput } from "../../ui/field.tsx";
import { putStays } from "./actions.ts";
import styles from "./settings.module.css";

/** Characters of a name and of an address. */
const NAME = 64;
const ADDRESS = 256;

/** `entry` undefined: closed; without an id: a new one. `onSaved` is waited for before it closes. */
export type StaysDialogProps = { readonly entry: Partial<StaysEntry> | undefined; readonly onClose: () => void; readonly onSaved: () => Promise<void> };

export function StaysDialog({ entry, onClose, onSaved }: StaysDialogProps) {
  const text = useText();
  return (
    <Dialog open={entry !== undefined} onClose={onClose} title={text(entry?.id === undefined ? "stays.add.title" : "stays.edit.title")}>
      {entry !== undefined && <Form entry={entry} onClose={onClose} onSaved={onSaved} />}
    </Dialog>
  );
}

function Form({ entry, onClose, onSaved }: StaysDialogProps & { readonly entry: Partial<StaysEntry> }) {
  const text = useText();
  const [title, setTitle] = useState(entry.title ?? "");
  const [site, setSite] = useState(entry.site ?? "");
  const [kind, setKind] = useState<StaysKind>(entry.kind ?? "security-key");
  const [problem, setProblem] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (title.trim() === "" && site.trim() === "") return setProblem(text("stays.name.empty"));
    try {
      const saved = await putStays({ ...(entry.id !== undefined && { id: entry.id }), title, site, kind });
      announce(text("stays.added", { title: saved.title }));
      await onSaved();
      onClose();
    } catch (thrown) {
      const { code } = toCallError(thrown);
      setProblem(text(code === "usage.invalid" ? "stays.full" : `error.${code}`));
    }
  };
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setProblem(undefined);
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <TextInput
        label={text("stays.name")}
        hint={text("stays.name.hint")}
        value={title}
        onChange={change(setTitle)}
        error={problem}
        maxLength={NAME}
        autoFocus
      />
      <TextInput label={text("stays.site")} hint={text("stays.site.hint")} value={site} onChange={change(setSite)} maxLength={ADDRESS} spellCheck="false" />
      <Select
        label={text("stays.held")}
        choices={STAYS_KINDS.map((value) => ({ value, label: text(`stays.held.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      <div className={styles.actions}>
        <Button onPress={onClose}>{text("app.cancel")}</Button>
        <Button look="primary" type="submit">
          {text("app.save")}
        </Button>
      </div>
    </form>
  );
}
