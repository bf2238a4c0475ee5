// Asks for what opens the vault before one of the two questions is asked from now on, or no longer.

import { useRef } from "react";
import type { ApprovalSettingsView } from "../../../src-shared/ipc/views-approval.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { askBefore } from "./actions.ts";
import { ProofForm, type WayDialogProps } from "./proof-form.tsx";

export type Asking = { readonly what: keyof ApprovalSettingsView; readonly on: boolean };

/** `asked` undefined: closed. */
export function ApprovalDialog({ asked, proof, onClose, onChanged }: Omit<WayDialogProps, "open"> & { readonly asked: Asking | undefined }) {
  const text = useText();
  const last = useRef<Asking>({ what: "passphraseOnExport", on: false });
  if (asked !== undefined) last.current = asked; // its words stay while the dialog goes
  const { what, on } = last.current;
  const turn = on ? "on" : "off";
  const change = async (secret: string) => {
    await askBefore({ [what]: on }, secret);
    onClose();
    announce(text(`settings.approval.${what}.${turn}.done`));
    await onChanged();
  };
  return (
    <Dialog open={asked !== undefined} onClose={onClose} title={text(`settings.approval.${what}.${turn}.title`)}>
      <p>{text(`settings.approval.${what}.${turn}.text`)}</p>
      <ProofForm label={text(`settings.proof.${proof}`)} action={text(`settings.approval.${turn}`)} onCancel={onClose} onProved={change} />
    </Dialog>
  );
}
