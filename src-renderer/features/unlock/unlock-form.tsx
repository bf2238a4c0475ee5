// One way to open the vault at a time; the others are below it. What was typed stays, selected, when it was wrong.

import { type FormEvent, useEffect, useRef } from "react";
import type { Phase, UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Alone } from "../../ui/alone.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Spinner } from "../../ui/progress.tsx";
import { useView } from "../../views.ts";
import styles from "./unlock.module.css";
import { UnlockWayField } from "./unlock-way.tsx";
import { useUnlocking, waitingWords } from "./use-unlocking.ts";
import { isTyped } from "./ways.ts";

export type LockedPhase = Extract<Phase, { readonly name: "locked" }>;

export function UnlockForm({ phase }: { readonly phase: LockedPhase }) {
  const text = useText();
  const { preferences } = useView("app");
  const { way, secret, busy, problem, closed, others, choose, type, open } = useUnlocking(phase.ways);
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void open();
  };
  // a field that was disabled while it was tried has lost the focus
  useEffect(() => {
    if ((problem === undefined && closed === undefined) || busy) return;
    field.current?.focus();
    field.current?.select();
  }, [problem, closed, busy]);

  return (
    <form onSubmit={submit} className={styles.form}>
      <Alone
        title={text("unlock.title")}
        lead={phase.paused ? text("unlock.paused") : text(`unlock.because.${phase.because}`, { minutes: preferences.autoLockMinutes })}
        note={
          busy && (
            <span className={styles.busy}>
              <Spinner />
              {waitingWords(text, way)}
            </span>
          )
        }
        actions={
          busy && !isTyped(way) ? (
            <Button autoFocus onPress={() => void call("session.stopUnlock")}>
              {text("app.cancel")}
            </Button>
          ) : (
            <Button look="primary" type="submit" isDisabled={busy} autoFocus={!isTyped(way)}>
              {text(way === "passphrase" || way === "recovery-key" || way === "tpm" ? "unlock.open" : `unlock.open.${way}`)}
            </Button>
          )
        }
        foot={others.length > 0 && <Others ways={others} busy={busy} onChoose={choose} />}
      >
        <div className={styles.content}>
          {closed !== undefined && <Notice tone="warn" live title={closed} />}
          <UnlockWayField key={way} way={way} secret={secret} onChange={type} problem={problem} busy={busy} field={field} />
        </div>
      </Alone>
    </form>
  );
}

function Others({ ways, busy, onChoose }: { readonly ways: readonly UnlockWay[]; readonly busy: boolean; readonly onChoose: (way: UnlockWay) => void }) {
  const text = useText();
  return (
    <>
      {text("unlock.other")}
      {ways.map((way) => (
        <Button key={way} look="quiet" small isDisabled={busy} onPress={() => onChoose(way)}>
          {text(`unlock.way.${way}`)}
        </Button>
      ))}
    </>
  );
}
