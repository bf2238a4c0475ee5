// Before two computers have seen each other: how to place them, and what comes next.

import { Camera, Eye, LaptopMinimal } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../text/text.tsx";
import { Trouble } from "../transfer/trouble.tsx";
import { useAct } from "../transfer/use-act.ts";
import { Button } from "../ui/button.tsx";
import { Card, Row } from "../ui/card.tsx";
import { IconChip } from "../ui/icon-chip.tsx";
import { Screen } from "../ui/screen.tsx";
import styles from "./facing-step.module.css";

const STEPS = [
  { id: "step1", Icon: LaptopMinimal },
  { id: "step2", Icon: Camera },
  { id: "step3", Icon: Eye },
] as const;

/** `there`: what the other computer does. */
export type FacingProps = { readonly there: "send" | "receive"; readonly steps?: ReactNode; readonly onCancel: () => Promise<void> };

export function FacingStep({ there, steps, onCancel }: FacingProps) {
  const text = useText();
  const { act, busy, error } = useAct();
  return (
    <Screen
      title={text("camera.two.title")}
      lead={text("camera.two.lead")}
      steps={steps}
      actions={
        <Button isDisabled={busy} onPress={() => void act(onCancel)}>
          {text("app.cancel")}
        </Button>
      }
    >
      <Trouble error={error} />
      <div className={styles.steps}>
        <Card>
          {STEPS.map(({ id, Icon }) => (
            <Row
              key={id}
              lead={
                <IconChip>
                  <Icon size={18} aria-hidden="true" />
                </IconChip>
              }
              title={text(`camera.two.${id}`)}
              text={text(`camera.two.${id}Text`, { there })}
            />
          ))}
        </Card>
      </div>
    </Screen>
  );
}
