// What the owner is asked for on top of the system's prompt: two switches, each changed with what opens the vault.

import { useState } from "react";
import { useText } from "../../text/text.tsx";
import { Card } from "../../ui/card.tsx";
import { Switch } from "../../ui/choices.tsx";
import { Section } from "../../ui/screen.tsx";
import { useView } from "../../views.ts";
import { ApprovalDialog, type Asking } from "./approval-dialog.tsx";
import type { Proof } from "./proof-form.tsx";
import styles from "./settings.module.css";

/** `onChanged` is waited for before the dialog goes. */
export function ApprovalSwitches({ proof, onChanged }: { readonly proof: Proof; readonly onChanged: () => Promise<void> }) {
  const text = useText();
  const approval = useView("vault")?.approval;
  const [asked, setAsked] = useState<Asking>();
  if (approval === undefined) return null;
  return (
    <Section title={text("settings.approval")}>
      <Card>
        {(["passphraseOnExport", "confirmReveal"] as const).map((what) => (
          <div key={what} className={styles.switch}>
            <Switch
              label={text(`settings.approval.${what}`)}
              hint={text(`settings.approval.${what}.hint`)}
              on={approval[what]}
              onChange={(on) => setAsked({ what, on })}
            />
          </div>
        ))}
      </Card>
      <ApprovalDialog asked={asked} proof={proof} onClose={() => setAsked(undefined)} onChanged={onChanged} />
    </Section>
  );
}
