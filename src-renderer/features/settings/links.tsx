// Which links are used, and what keeps them from working.

import { DoctorPanel } from "../../doctor-panel.tsx";
import { useText } from "../../text/text.tsx";
import { Card } from "../../ui/card.tsx";
import { Switch } from "../../ui/choices.tsx";
import { Section } from "../../ui/screen.tsx";
import { useView } from "../../views.ts";
import type { Change } from "./actions.ts";
import styles from "./settings.module.css";

export function Links({ set }: { readonly set: (part: Change) => Promise<void> }) {
  const text = useText();
  const { useBluetooth } = useView("app").preferences;
  return (
    <Section title={text("settings.doctor")}>
      <div className={styles.links}>
        <Card>
          <div className={styles.switch}>
            <Switch label={text("links.settings.use")} hint={text("links.settings.hint")} on={useBluetooth} onChange={(on) => void set({ useBluetooth: on })} />
          </div>
        </Card>
        <DoctorPanel />
      </div>
    </Section>
  );
}
