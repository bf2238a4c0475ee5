// Asks before what was typed is lost.

import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

export type LeavingDialogProps = {
  readonly open: boolean;
  readonly onStay: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
};

export function LeavingDialog({ open, onStay, onDiscard, onSave }: LeavingDialogProps) {
  const text = useText();
  return (
    <Dialog
      alert
      title={text("vault.form.leaveTitle")}
      open={open}
      onClose={onStay}
      actions={
        <>
          <Button look="quiet" onPress={onDiscard}>
            {text("vault.form.discard")}
          </Button>
          <Button onPress={onStay}>{text("vault.form.stay")}</Button>
          <Button look="primary" autoFocus onPress={onSave}>
            {text("app.save")}
          </Button>
        </>
      }
    >
      <p>{text("vault.form.leaveText")}</p>
    </Dialog>
  );
}
