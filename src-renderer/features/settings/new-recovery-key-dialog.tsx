// A new recovery key in place of the old one: shown once, to be written down.

import { useState } from "react";
import { RecoveryKey } from "../../recovery-key.tsx";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { newRecoveryKey } from "./actions.ts";
import { ProofForm, type WayDialogProps } from "./proof-form.tsx";

export function NewRecoveryKeyDialog({ open, proof, onClose, onChanged }: WayDialogProps) {
  const text = useText();
  const [printed, setPrinted] = useState<string>();
  const close = () => {
    setPrinted(undefined);
    onClose();
  };
  if (printed !== undefined)
    return (
      <Dialog
        alert
        wide
        open={open}
        onClose={close}
        title={text("settings.newKey.show.title")}
        actions={
          <Button look="primary" autoFocus onPress={close}>
            {text("settings.newKey.written")}
          </Button>
        }
      >
        <p>{text("settings.newKey.show.text")}</p>
        <RecoveryKey printed={printed} />
      </Dialog>
    );
  const make = async (secret: string) => {
    setPrinted(await newRecoveryKey(secret));
    await onChanged();
  };
  return (
    <Dialog open={open} onClose={close} title={text("settings.newKey.title")}>
      <p>{text("settings.newKey.text")}</p>
      <ProofForm label={text(`settings.proof.${proof}`)} action={text("settings.newKey.make")} onCancel={close} onProved={make} />
    </Dialog>
  );
}
