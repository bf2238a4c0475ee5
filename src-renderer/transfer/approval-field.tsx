// The last act before credentials move, in the bar of the screen: what has to be typed, then the system's prompt; and how the last try ended.

import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Approval, SystemPrompt } from "../../src-shared/ipc/views-approval.ts";
import { toCallError } from "../api.ts";
import { type Fill, useText } from "../text/text.tsx";
import { Button } from "../ui/button.tsx";
import { SecretInput } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import styles from "./approval-field.module.css";
import { SystemAsks } from "./system-asks.tsx";

export type ApprovalFieldProps = {
  readonly approval: Approval;
  /** What is approved, as the primary button says it. */
  readonly action: string;
  /** `secret` is empty where nothing has to be typed. */
  readonly onApprove: (secret: string) => Promise<void>;
  readonly onDecline: () => Promise<void>;
};

/** To be the note of a screen: it fills the bar. */
export function ApprovalField({ approval, action, onApprove, onDecline }: ApprovalFieldProps) {
  const text = useText();
  const { typed, prompt, asking } = approval;
  const [secret, setSecret] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    setSecret("");
    setBusy(false);
    if (approval.typed !== undefined) input.current?.focus();
    else if (approval.refused !== undefined) button.current?.focus();
  }, [approval]);

  const attempt = async (what: () => Promise<void>) => {
    setTrouble(undefined);
    try {
      await what();
    } catch (thrown) {
      setTrouble(text(`error.${toCallError(thrown).code}`));
      setBusy(false);
      input.current?.focus();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || asking || (typed !== undefined && secret === "")) return;
    setBusy(true);
    void attempt(() => onApprove(secret));
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <HowItEnded approval={approval} trouble={typed === undefined ? trouble : undefined} />
      <div className={styles.row}>
        {asking && <SystemAsks prompt={prompt} />}
        {!asking && typed === undefined && <p className={styles.next}>{nextOf(text, prompt)}</p>}
        {!asking && typed !== undefined && (
          <div className={styles.field}>
            <SecretInput
              label={text(typed === "passphrase" ? "transfer.passphrase" : "transfer.recoveryKey")}
              show={text("app.show")}
              hide={text("app.hide")}
              value={secret}
              onChange={setSecret}
              inputRef={input}
              autoFocus
              hint={prompt === undefined ? undefined : text("transfer.thenPrompt")}
              error={secret === "" ? (trouble ?? wrongOf(text, approval)) : trouble}
            />
          </div>
        )}
        <div className={typed === undefined || asking ? styles.buttons : styles.besideField}>
          <Button onPress={() => void attempt(onDecline)}>{text("transfer.decline")}</Button>
          {!asking && (
            <Button ref={button} look="primary" type="submit" isPending={busy} isDisabled={typed !== undefined && secret === ""}>
              {action}
            </Button>
          )}
        </div>
      </div>
    </form>
  );
}

/** Above the field: why the system cannot ask, or how its prompt ended. */
function HowItEnded({ approval: { missing, refused }, trouble }: { readonly approval: Approval; readonly trouble: string | undefined }) {
  const text = useText();
  const code = refused ?? missing;
  if (trouble !== undefined) return <Notice tone="bad" live title={trouble} />;
  return code === undefined ? null : <Notice tone="warn" live title={text(`error.${code}`)} />;
}

function nextOf(text: Fill, prompt: SystemPrompt | undefined): string | undefined {
  return prompt && text(`transfer.next.${prompt}`);
}

function wrongOf(text: Fill, { typed, wrong }: Approval): string | undefined {
  if (!wrong) return undefined;
  return text(typed === "recovery-key" ? "transfer.recoveryKeyWrong" : "transfer.passphraseWrong");
}
