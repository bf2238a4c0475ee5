// What one way of opening takes: a field to type into, or a sentence on what the system will ask.

import { Fingerprint, KeySquare } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import type { UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import { useText } from "../../text/text.tsx";
import { SecretInput, TextInput } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./unlock.module.css";

export type UnlockWayProps = {
  readonly way: UnlockWay;
  readonly secret: string;
  readonly onChange: (secret: string) => void;
  readonly problem: string | undefined;
  readonly busy: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
};

export function UnlockWayField({ way, secret, onChange, problem, busy, field }: UnlockWayProps) {
  const text = useText();
  const input = { value: secret, onChange, inputRef: field, error: problem, isDisabled: busy, autoFocus: true };
  const masked = { show: text("app.show"), hide: text("app.hide") };
  switch (way) {
    case "passphrase":
      return <SecretInput {...input} {...masked} label={text("unlock.passphrase")} />;
    case "tpm":
      return <SecretInput {...input} {...masked} label={text("unlock.pin")} hint={text("unlock.pin.hint")} />;
    case "recovery-key":
      return (
        <div className={styles.key}>
          <TextInput
            {...input}
            label={text("unlock.recoveryKey")}
            hint={text("unlock.recoveryKey.hint")}
            autoComplete="off"
            spellCheck="false"
            maxLength={64}
          />
        </div>
      );
    case "key-store":
      return (
        <Asked icon={<KeySquare size={18} aria-hidden="true" />} problem={problem}>
          {text("unlock.keyStore")}
        </Asked>
      );
    case "secure-enclave":
    case "windows-hello":
      return (
        <Asked icon={<Fingerprint size={18} aria-hidden="true" />} problem={problem}>
          {text(`unlock.system.${way}`)}
        </Asked>
      );
  }
}

function Asked({ icon, problem, children }: { readonly icon: ReactNode; readonly problem: string | undefined; readonly children: ReactNode }) {
  const text = useText();
  return (
    <>
      <p className={styles.store}>
        {icon}
        {children}
      </p>
      {problem !== undefined && (
        <Notice tone="bad" live title={text("unlock.failed")}>
          {problem}
        </Notice>
      )}
    </>
  );
}
