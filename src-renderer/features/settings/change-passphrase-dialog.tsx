// The passphrase until now, and a new one typed twice.

import { NewPassphrase, useNewPassphrase } from "../../new-passphrase.tsx";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { changePassphrase } from "./actions.ts";
import { ProofForm, type WayDialogProps } from "./proof-form.tsx";

export function ChangePassphraseDialog({ open, onClose, onChanged }: WayDialogProps) {
  const text = useText();
  return (
    <Dialog open={open} onClose={onClose} title={text("settings.passphrase.change.title")}>
      <p>{text("settings.passphrase.copies")}</p>
      <Form onClose={onClose} onChanged={onChanged} />
    </Dialog>
  );
}

/** Of its own, so that what was typed is gone when the dialog is. */
function Form({ onClose, onChanged }: Pick<WayDialogProps, "onClose" | "onChanged">) {
  const text = useText();
  const passphrase = useNewPassphrase();
  const change = async (from: string) => {
    const to = await passphrase.check();
    if (to === undefined) return;
    await changePassphrase(from, to);
    onClose();
    announce(text("settings.passphrase.changed"));
    await onChanged();
  };
  return (
    <ProofForm label={text("settings.passphrase.current")} action={text("settings.passphrase.change")} onCancel={onClose} onProved={change}>
      {(busy) => <NewPassphrase state={passphrase} isDisabled={busy} replaces />}
    </ProofForm>
  );
}
