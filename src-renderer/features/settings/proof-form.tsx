// What opens the vault now, asked again before a way to open it is changed.

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { SecretInput } from "../../ui/field.tsx";
import styles from "./settings.module.css";

export type Proof = "passphrase" | "recovery-key";
/** `onChanged` is waited for before the dialog goes. */
export type WayDialogProps = { readonly open: boolean; readonly proof: Proof; readonly onClose: () => void; readonly onChanged: () => Promise<void> };

export type ProofFormProps = {
  readonly label: string;
  readonly action: string;
  readonly onCancel: () => void;
  /** False when something else in the form is not right yet; its field says so. Rejects with a CallError. */
  readonly onProved: (secret: string) => Promise<unknown>;
  /** Between the proof and the buttons. */
  readonly children?: (busy: boolean) => ReactNode;
};

export function ProofForm({ label, action, onCancel, onProved, children }: ProofFormProps) {
  const text = useText();
  const [secret, setSecret] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (secret === "") return setProblem(text("settings.proof.empty"));
    setBusy(true);
    try {
      await onProved(secret);
    } catch (thrown) {
      const { code } = toCallError(thrown);
      setProblem(text(code === "vault.wrong-key" ? "settings.proof.wrong" : `error.${code}`));
    }
    setBusy(false);
  };
  // a field that was disabled while it was tried has lost the focus
  useEffect(() => {
    if (problem === undefined || busy) return;
    field.current?.focus();
    field.current?.select();
  }, [problem, busy]);
  return (
    <form onSubmit={submit} className={styles.form}>
      <SecretInput
        label={label}
        value={secret}
        onChange={(value) => {
          setSecret(value);
          setProblem(undefined);
        }}
        show={text("app.show")}
        hide={text("app.hide")}
        inputRef={field}
        error={problem}
        isDisabled={busy}
        autoFocus
      />
      {children?.(busy)}
      <div className={styles.actions}>
        <Button onPress={onCancel} isDisabled={busy}>
          {text("app.cancel")}
        </Button>
        <Button look="primary" type="submit" isDisabled={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
