// The ways to open this vault, and changing them; each change asks for what opens it now.

import { type ReactNode, useState } from "react";
import type { ProtectionView, SlotRow, UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import { LoadFailure } from "../../load-failure.tsx";
import { useLoaded } from "../../loaded.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Switch } from "../../ui/choices.tsx";
import { Section } from "../../ui/screen.tsx";
import { protection } from "./actions.ts";
import { ChangePassphraseDialog } from "./change-passphrase-dialog.tsx";
import { KeyStoreDialog } from "./key-store-dialog.tsx";
import { NewRecoveryKeyDialog } from "./new-recovery-key-dialog.tsx";
import { Setting } from "./setting.tsx";
import styles from "./settings.module.css";

type Asked = "passphrase" | "recovery-key" | "key-store" | undefined;

export function Protection() {
  const text = useText();
  const { value, code, reload } = useLoaded("protection", protection);
  return (
    <Section title={text("settings.protection")}>
      <LoadFailure title={text("settings.protection.failed")} code={code} onAgain={reload} />
      {code === undefined && (value === undefined ? <Waiting /> : <Ways view={value} reload={reload} />)}
    </Section>
  );
}

function Ways({ view, reload }: { readonly view: ProtectionView; readonly reload: () => Promise<void> }) {
  const text = useText();
  const { day } = useFormats();
  const [asked, setAsked] = useState<Asked>();
  const slot = (way: UnlockWay): SlotRow | undefined => view.slots.find((one) => one.way === way);
  const [passphrase, recoveryKey, keyStore] = [slot("passphrase"), slot("recovery-key"), slot("key-store")];
  const since = (one: SlotRow | undefined, none: string) => (one === undefined ? none : text("settings.since", { day: day(one.addedAt) }));
  const dialog = {
    proof: passphrase === undefined ? ("recovery-key" as const) : ("passphrase" as const),
    onClose: () => setAsked(undefined),
    onChanged: reload,
  };
  return (
    <>
      <Card>
        <Setting title={text("settings.passphrase")} hint={since(passphrase, text("settings.passphrase.none"))}>
          {passphrase !== undefined && <Ask onPress={() => setAsked("passphrase")}>{text("settings.change")}</Ask>}
        </Setting>
        <Setting title={text("settings.recoveryKey")} hint={since(recoveryKey, text("settings.recoveryKey.none"))}>
          <Ask onPress={() => setAsked("recovery-key")}>{text("settings.newKey")}</Ask>
        </Setting>
        <div className={styles.switch}>
          <Switch
            label={text("settings.keyStore")}
            hint={keyStoreHint(text, view, keyStore !== undefined)}
            on={keyStore !== undefined}
            isDisabled={keyStore === undefined && view.keyStore !== "ready"}
            onChange={() => setAsked("key-store")}
          />
        </div>
      </Card>
      <ChangePassphraseDialog open={asked === "passphrase"} {...dialog} />
      <NewRecoveryKeyDialog open={asked === "recovery-key"} {...dialog} />
      <KeyStoreDialog open={asked === "key-store"} turnOn={keyStore === undefined} {...dialog} />
    </>
  );
}

function keyStoreHint(text: ReturnType<typeof useText>, { keyStore }: ProtectionView, on: boolean): string {
  if (on) return text("settings.keyStore.on");
  return text(keyStore === "ready" ? "settings.keyStore.off" : `settings.keyStore.${keyStore}`);
}

function Ask({ onPress, children }: { readonly onPress: () => void; readonly children: ReactNode }) {
  return (
    <Button small onPress={onPress}>
      {children}
    </Button>
  );
}

/** The room of the three ways. */
function Waiting() {
  const text = useText();
  return (
    <div aria-busy="true">
      <Card>
        {(["settings.passphrase", "settings.recoveryKey", "settings.keyStore"] as const).map((name) => (
          <Setting key={name} title={text(name)} hint="…" />
        ))}
      </Card>
    </div>
  );
}
