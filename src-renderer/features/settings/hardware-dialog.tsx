// Lets this computer's security chip, Touch ID or Windows Hello open the vault, or no longer; the chip gets a new PIN, typed twice.

import type { HardwareWay } from "../../../src-shared/ipc/views-app.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { letHardwareOpen } from "./actions.ts";
import { NewPin, useNewPin } from "./new-pin.tsx";
import { ProofForm, type WayDialogProps } from "./proof-form.tsx";

/** `again`: in place of what was set up before. */
export type HardwareTurn = "on" | "off" | "again";
export type HardwareDialogProps = WayDialogProps & { readonly way: HardwareWay; readonly turn: HardwareTurn };

export function HardwareDialog({ open, way, turn, proof, onClose, onChanged }: HardwareDialogProps) {
  const text = useText();
  const rest = { way, proof, onClose, onChanged };
  const title = { on: `settings.hardware.add.${way}.title`, off: "settings.hardware.remove.title", again: `settings.hardware.again.${way}.title` } as const;
  return (
    <Dialog open={open} onClose={onClose} title={text(title[turn])}>
      <p>{text(turn === "off" ? "settings.hardware.remove.text" : `settings.hardware.add.${way}.text`)}</p>
      {turn === "off" ? <TurnOff {...rest} /> : <TurnOn {...rest} again={turn === "again"} />}
    </Dialog>
  );
}

type FormProps = Pick<HardwareDialogProps, "way" | "proof" | "onClose" | "onChanged">;

/** Of its own, so that what was typed is gone when the dialog is. */
function TurnOn({ way, again, proof, onClose, onChanged }: FormProps & { readonly again: boolean }) {
  const text = useText();
  const pin = useNewPin();
  const add = async (secret: string) => {
    const chosen = way === "tpm" ? pin.check() : "";
    if (chosen === undefined) return;
    await letHardwareOpen(true, chosen, secret);
    onClose();
    announce(text("settings.hardware.added"));
    await onChanged();
  };
  return (
    <ProofForm
      label={text(`settings.proof.${proof}`)}
      action={text(again ? "settings.hardware.again.do" : "settings.hardware.add")}
      onCancel={onClose}
      onProved={add}
    >
      {(busy) => way === "tpm" && <NewPin state={pin} isDisabled={busy} />}
    </ProofForm>
  );
}

function TurnOff({ proof, onClose, onChanged }: FormProps) {
  const text = useText();
  const remove = async (secret: string) => {
    await letHardwareOpen(false, "", secret);
    onClose();
    announce(text("settings.hardware.removed"));
    await onChanged();
  };
  return <ProofForm label={text(`settings.proof.${proof}`)} action={text("settings.hardware.remove")} onCancel={onClose} onProved={remove} />;
}
