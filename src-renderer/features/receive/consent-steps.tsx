// Two questions before anything comes in: whether the code was taken over there, and whether this vault takes what comes.

import { CircleCheck } from "lucide-react";
import { useEffect } from "react";
import type { Approval } from "../../../src-shared/ipc/views-approval.ts";
import type { CounterpartView } from "../../../src-shared/ipc/views-transfer.ts";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { ApprovalField } from "../../transfer/approval-field.tsx";
import { CounterpartCard, nameOf } from "../../transfer/counterpart-card.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Screen, Section } from "../../ui/screen.tsx";
import styles from "./consent-steps.module.css";

export function ConfirmStep({ counterpart }: { readonly counterpart: CounterpartView }) {
  const text = useText();
  const { act, busy, error } = useAct();
  const answer = (match: boolean) => void act(() => call("receive.confirm", { match }));
  return (
    <Screen
      title={text("receive.confirm.title", { name: nameOf(counterpart) })}
      lead={text("receive.confirm.lead")}
      note={text("receive.confirm.note")}
      actions={
        <>
          <Button isDisabled={busy} onPress={() => answer(false)}>
            {text("receive.confirm.no")}
          </Button>
          <Button look="primary" isDisabled={busy} onPress={() => answer(true)}>
            {text("receive.confirm.yes")}
          </Button>
        </>
      }
    >
      <Trouble error={error} />
      <div className={styles.who}>
        <CounterpartCard counterpart={counterpart} />
      </div>
    </Screen>
  );
}

export function ApproveStep({ counterpart, approval }: { readonly counterpart: CounterpartView; readonly approval: Approval }) {
  const text = useText();
  const title = text("receive.approve.title", { name: nameOf(counterpart) });
  useEffect(() => announce(title), [title]);
  return (
    <Screen
      title={title}
      lead={text("receive.approve.lead")}
      note={
        <ApprovalField
          approval={approval}
          action={text("receive.approve.action")}
          onApprove={(secret) => call("receive.approve", { secret })}
          onDecline={() => call("receive.decline")}
        />
      }
    >
      <Section title={text("receive.approve.who")}>
        <CounterpartCard counterpart={counterpart} />
      </Section>
      <ul className={styles.facts}>
        {(["fact1", "fact2", "fact3"] as const).map((fact) => (
          <li key={fact}>
            <CircleCheck size={16} aria-hidden="true" /> {text(`receive.approve.${fact}`)}
          </li>
        ))}
      </ul>
    </Screen>
  );
}
