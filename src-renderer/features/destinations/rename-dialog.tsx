// Another name for a computer, for this one only.

import { type FormEvent, useState } from "react";
import type { DeviceRow } from "../../../src-shared/ipc/views-transfer.ts";
import { toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextInput } from "../../ui/field.tsx";
import { rename } from "./actions.ts";
import styles from "./destinations.module.css";

const LONGEST = 64;

/** `device` undefined: closed. `onDone` is waited for before it closes. */
export type DeviceDialogProps = { readonly device: DeviceRow | undefined; readonly onClose: () => void; readonly onDone: () => Promise<void> };

export function RenameDialog({ device, onClose, onDone }: DeviceDialogProps) {
  const text = useText();
  return (
    <Dialog open={device !== undefined} onClose={onClose} title={text("destinations.rename.title", { name: device?.name ?? "" })}>
      {device !== undefined && <Form device={device} onClose={onClose} onDone={onDone} />}
    </Dialog>
  );
}

function Form({ device, onClose, onDone }: DeviceDialogProps & { readonly device: DeviceRow }) {
  const text = useText();
  const [name, setName] = useState(device.name);
  const [problem, setProblem] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const chosen = name.trim();
    if (chosen === "") return setProblem(text("destinations.rename.empty"));
    try {
      await rename(device.key, chosen);
      announce(text("destinations.renamed", { name: chosen }));
      await onDone();
      onClose();
    } catch (thrown) {
      setProblem(text(`error.${toCallError(thrown).code}`));
    }
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <TextInput
        label={text("destinations.rename.label")}
        hint={text("destinations.rename.text")}
        value={name}
        onChange={(value) => {
          setName(value);
          setProblem(undefined);
        }}
        error={problem}
        maxLength={LONGEST}
        onFocus={(event) => event.target instanceof HTMLInputElement && event.target.select()}
        autoFocus
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
