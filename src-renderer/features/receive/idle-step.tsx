// Not visible: while it is being made so, when that did not work, and when it is over.

import { KeyRound, MonitorSmartphone, ShieldCheck } from "lucide-react";
import { useText } from "../../text/text.tsx";
import { ConnectionButton } from "../../transfer/connection-dialog.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import type { Act } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Row } from "../../ui/card.tsx";
import { Spinner } from "../../ui/progress.tsx";
import { Screen } from "../../ui/screen.tsx";
import { openReceiving } from "./actions.ts";
import styles from "./idle-step.module.css";

const STEPS = [
  { id: "step1", Icon: MonitorSmartphone },
  { id: "step2", Icon: KeyRound },
  { id: "step3", Icon: ShieldCheck },
] as const;

export function IdleStep({ opening }: { readonly opening: Act }) {
  const text = useText();
  const { act, busy, error } = opening;
  return (
    <Screen
      title={text("receive.idle.title")}
      lead={text("receive.idle.lead")}
      note={
        busy && (
          <span className={styles.opening}>
            <Spinner /> {text("receive.opening")}
          </span>
        )
      }
      actions={
        <>
          {error !== undefined && <ConnectionButton />}
          <Button look="primary" isDisabled={busy} onPress={() => void act(() => openReceiving("screens"))}>
            {text("receive.idle.open")}
          </Button>
        </>
      }
    >
      <Trouble error={error} />
      <div className={styles.steps}>
        <Card>
          {STEPS.map(({ id, Icon }) => (
            <Row
              key={id}
              lead={
                <span className={styles.icon}>
                  <Icon size={18} aria-hidden="true" />
                </span>
              }
              title={text(`receive.idle.${id}`)}
              text={text(`receive.idle.${id}Text`)}
            />
          ))}
        </Card>
      </div>
    </Screen>
  );
}
