// The last act before credentials move: the passphrase of this vault, typed into the bar of the screen; Enter gives it.

import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Approval } from "../../src-shared/ipc/views-transfer.ts";
import { toCallError } from "../api.ts";
import { type Fill, useText } from "../text/text.tsx";
import { Button } from "../ui/button.tsx";
import { SecretInput } from "../ui/field.tsx";
import styles from "./approval-field.module.css";

export type ApprovalFieldProps = {
  readonly approval: Approval;
  /** What is approved, as the primary button says it. */
  readonly action: string;
  readonly onApprove: (secret: string) => Promise<void>;
  readonly onDecline: () => Promise<void>;
};

/** To be the note of a screen: it fills the bar. */
export function ApprovalField({ approval, action, onApprove, onDecline }: ApprovalFieldProps) {
  const text = useText();
  const [secret, setSecret] = useState("");
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wrong one comes back as another view
  useEffect(() => {
    setAsking(false);
    input.current?.focus();
  }, [approval]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (secret === "" || asking) return;
    setAsking(true);
    setTrouble(undefined);
    try {
      await onApprove(secret);
      setSecret("");
    } catch (thrown) {
      setTrouble(text(`error.${toCallError(thrown).code}`));
      setAsking(false);
      input.current?.focus();
    }
  };

  const decline = async () => {
    try {
      await onDecline();
    } catch (thrown) {
      setTrouble(text(`error.${toCallError(thrown).code}`));
    }
  };

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <div className={styles.field}>
        <SecretInput
          label={labelOf(text, approval)}
          show={text("app.show")}
          hide={text("app.hide")}
          value={secret}
          onChange={setSecret}
          inputRef={input}
          autoFocus
          error={secret === "" ? (trouble ?? wrongOf(text, approval)) : trouble}
        />
      </div>
      <Button onPress={() => void decline()}>{text("transfer.decline")}</Button>
      <Button look="primary" type="submit" isPending={asking} isDisabled={secret === ""}>
        {action}
      </Button>
    </form>
  );
}

function labelOf(text: Fill, { by }: Approval): string {
  return text(by === "passphrase" ? "transfer.passphrase" : "transfer.recoveryKey");
}

function wrongOf(text: Fill, { by, wrong }: Approval): string | undefined {
  if (!wrong) return undefined;
  return text(by === "passphrase" ? "transfer.passphraseWrong" : "transfer.recoveryKeyWrong");
}
