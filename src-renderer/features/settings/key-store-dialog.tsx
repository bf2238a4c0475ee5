// Lets this computer's key store open the vault, or no longer.

import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { letKeyStoreOpen } from "./actions.ts";
import { ProofForm, type WayDialogProps } from "./proof-form.tsx";

export function KeyStoreDialog({ open, turnOn, proof, onClose, onChanged }: WayDialogProps & { readonly turnOn: boolean }) {
  const text = useText();
  const way = turnOn ? "add" : "remove";
  const change = async (secret: string) => {
    await letKeyStoreOpen(turnOn, secret);
    onClose();
    announce(text(turnOn ? "settings.keyStore.added" : "settings.keyStore.removed"));
    await onChanged();
  };
  return (
    <Dialog open={open} onClose={onClose} title={text(`settings.keyStore.${way}.title`)}>
      <p>{text(`settings.keyStore.${way}.text`)}</p>
      <ProofForm label={text(`settings.proof.${proof}`)} action={text(`settings.keyStore.${way}`)} onCancel={onClose} onProved={change} />
    </Dialog>
  );
}
