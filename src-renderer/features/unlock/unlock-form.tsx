// One way to open the vault at a time; the others are below it. What was typed stays, selected, when it was wrong.

import { KeySquare } from "lucide-react";
import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { Phase, UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import { call, toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Alone } from "../../ui/alone.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { SecretInput, TextInput } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Spinner } from "../../ui/progress.tsx";
import { useView } from "../../views.ts";
import styles from "./unlock.module.css";
import { firstWay, isTyped, otherWays, problemWords } from "./ways.ts";

export type LockedPhase = Extract<Phase, { readonly name: "locked" }>;

export function UnlockForm({ phase }: { readonly phase: LockedPhase }) {
  const text = useText();
  const { preferences } = useView("app");
  const [way, setWay] = useState(firstWay(phase.ways));
  const [secret, setSecret] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const others = otherWays(phase.ways, way);

  const open = async (by: UnlockWay, typed: string) => {
    setBusy(true);
    setProblem(undefined);
    announce(text("unlock.opening"));
    try {
      await call("session.unlock", { by, secret: typed });
    } catch (thrown) {
      setProblem(problemWords(text, toCallError(thrown).code, by, otherWays(phase.ways, by).length));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (isTyped(way) && secret.trim() === "") return setProblem(text(`unlock.empty.${way}`));
    void open(way, isTyped(way) ? secret : "");
  };
  const choose = (next: UnlockWay) => {
    setWay(next);
    setSecret("");
    setProblem(undefined);
  };
  // a field that was disabled while it was tried has lost the focus
  useEffect(() => {
    if (problem === undefined || busy) return;
    field.current?.focus();
    field.current?.select();
  }, [problem, busy]);

  return (
    <form onSubmit={submit} className={styles.form}>
      <Alone
        title={text("unlock.title")}
        lead={phase.paused ? text("unlock.paused") : text(`unlock.because.${phase.because}`, { minutes: preferences.autoLockMinutes })}
        note={
          busy && (
            <span className={styles.busy}>
              <Spinner />
              {text("unlock.opening")}
            </span>
          )
        }
        actions={
          <Button look="primary" type="submit" isDisabled={busy} {...(!isTyped(way) && { autoFocus: true })}>
            {text(way === "key-store" ? "unlock.openKeyStore" : "unlock.open")}
          </Button>
        }
        foot={
          others.length > 0 && (
            <>
              {text("unlock.other")}
              {others.map((other) => (
                <Button key={other} look="quiet" small isDisabled={busy} onPress={() => choose(other)}>
                  {text(`unlock.way.${other}`)}
                </Button>
              ))}
            </>
          )
        }
      >
        <div className={styles.content}>
          <Way key={way} way={way} secret={secret} onChange={setSecret} clear={() => setProblem(undefined)} problem={problem} busy={busy} field={field} />
        </div>
      </Alone>
    </form>
  );
}

type WayProps = {
  readonly way: UnlockWay;
  readonly secret: string;
  readonly onChange: (secret: string) => void;
  readonly clear: () => void;
  readonly problem: string | undefined;
  readonly busy: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
};

function Way({ way, secret, onChange, clear, problem, busy, field }: WayProps) {
  const text = useText();
  const change = (value: string) => {
    onChange(value);
    clear();
  };
  const input = { value: secret, onChange: change, inputRef: field, error: problem, isDisabled: busy, autoFocus: true };
  if (way === "passphrase") return <SecretInput {...input} label={text("unlock.passphrase")} show={text("app.show")} hide={text("app.hide")} />;
  if (way === "tpm") return <SecretInput {...input} label={text("unlock.pin")} show={text("app.show")} hide={text("app.hide")} />;
  if (way === "recovery-key")
    return (
      <div className={styles.key}>
        <TextInput {...input} label={text("unlock.recoveryKey")} hint={text("unlock.recoveryKey.hint")} autoComplete="off" spellCheck="false" maxLength={64} />
      </div>
    );
  return (
    <>
      <p className={styles.store}>
        <KeySquare size={18} aria-hidden="true" />
        {text(way === "key-store" ? "unlock.keyStore" : "unlock.system")}
      </p>
      {problem !== undefined && (
        <Notice tone="bad" live title={text("unlock.failed")}>
          {problem}
        </Notice>
      )}
    </>
  );
}
