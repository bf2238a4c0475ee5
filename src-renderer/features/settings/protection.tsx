// The ways to open this vault, and changing them; each change asks for what opens it now.

import { type ReactNode, useState } from "react";
import { HARDWARE_WAYS, type ProtectionView, type SlotRow, type UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import { LoadFailure } from "../../load-failure.tsx";
import { useLoaded } from "../../loaded.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Switch } from "../../ui/choices.tsx";
import { Section } from "../../ui/screen.tsx";
import { protection } from "./actions.ts";
import { ApprovalSwitches } from "./approval-switches.tsx";
import { ChangePassphraseDialog } from "./change-passphrase-dialog.tsx";
import { HardwareDialog, type HardwareTurn } from "./hardware-dialog.tsx";
import { KeyStoreDialog } from "./key-store-dialog.tsx";
import { NewRecoveryKeyDialog } from "./new-recovery-key-dialog.tsx";
import type { Proof } from "./proof-form.tsx";
import { SelfTest } from "./self-test.tsx";
import { Setting } from "./setting.tsx";
import styles from "./settings.module.css";

type Asked = "passphrase" | "recovery-key" | "key-store" | HardwareTurn | undefined;

/** Ways in, what is asked before something leaves, and how well all of it is protected: what is changed in one shows in the other. */
export function Protection() {
  const text = useText();
  const { value, code, reload } = useLoaded("protection", protection);
  const [changes, setChanges] = useState(0);
  const changed = async () => {
    await reload();
    setChanges((before) => before + 1);
  };
  return (
    <>
      <Section title={text("settings.protection")}>
        <LoadFailure title={text("settings.protection.failed")} code={code} onAgain={reload} />
        {code === undefined && (value === undefined ? <Waiting /> : <Ways view={value} onChanged={changed} />)}
      </Section>
      <ApprovalSwitches proof={proofOf(value)} onChanged={changed} />
      <SelfTest turn={changes} />
    </>
  );
}

/** What there is to type; the recovery key is taken everywhere. */
function proofOf(view: ProtectionView | undefined): Proof {
  return view === undefined || view.slots.some(({ way }) => way === "passphrase") ? "passphrase" : "recovery-key";
}

function Ways({ view, onChanged }: { readonly view: ProtectionView; readonly onChanged: () => Promise<void> }) {
  const text = useText();
  const { day } = useFormats();
  const [asked, setAsked] = useState<Asked>();
  const slot = (way: UnlockWay): SlotRow | undefined => view.slots.find((one) => one.way === way);
  const [passphrase, recoveryKey, keyStore] = [slot("passphrase"), slot("recovery-key"), slot("key-store")];
  const since = (one: SlotRow | undefined, none: string) => (one === undefined ? none : text("settings.since", { day: day(one.addedAt) }));
  const dialog = { proof: proofOf(view), onClose: () => setAsked(undefined), onChanged };
  const hardware = hardwareOf(view);
  const turn = TURNS.find((one) => one === asked);
  const hardwareOn = HARDWARE_WAYS.some((way) => slot(way) !== undefined);
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
        {hardware !== undefined && (
          <div className={styles.switch}>
            <Switch
              label={text(`settings.hardware.${hardware.way}`)}
              hint={hardwareHint(text, hardware, hardwareOn)}
              on={hardwareOn}
              isDisabled={!hardwareOn && hardware.state !== "ready"}
              onChange={() => setAsked(hardwareOn ? "off" : "on")}
            />
          </div>
        )}
        {hardwareOn && hardware?.state === "ready" && (
          <Setting title={text(`settings.hardware.again.${hardware.way}`)} hint={text(`settings.hardware.again.${hardware.way}.hint`)}>
            <Ask onPress={() => setAsked("again")}>{text(`settings.hardware.again.${hardware.way}.ask`)}</Ask>
          </Setting>
        )}
      </Card>
      <ChangePassphraseDialog open={asked === "passphrase"} {...dialog} />
      <NewRecoveryKeyDialog open={asked === "recovery-key"} {...dialog} />
      <KeyStoreDialog open={asked === "key-store"} turnOn={keyStore === undefined} {...dialog} />
      {hardware !== undefined && <HardwareDialog open={turn !== undefined} way={hardware.way} turn={turn ?? "on"} {...dialog} />}
    </>
  );
}

function keyStoreHint(text: ReturnType<typeof useText>, { keyStore }: ProtectionView, on: boolean): string {
  if (on) return text("settings.keyStore.on");
  return text(keyStore === "ready" ? "settings.keyStore.off" : `settings.keyStore.${keyStore}`);
}

/** What this computer has; else what another one had, so that it can be turned off. */
function hardwareOf({ hardware, slots }: ProtectionView): ProtectionView["hardware"] {
  const way = HARDWARE_WAYS.find((one) => slots.some((slot) => slot.way === one));
  return hardware ?? (way && { way, state: "unavailable", reason: "no-device" });
}

const TURNS: readonly HardwareTurn[] = ["on", "off", "again"];
const TROUBLES = ["no-device", "no-tools", "no-permission"] as const;

function hardwareHint(text: ReturnType<typeof useText>, { way, state, reason }: NonNullable<ProtectionView["hardware"]>, on: boolean): string {
  if (state === "locked-out") return text(`settings.hardware.locked-out.${on ? "on" : "off"}`);
  if (state === "unavailable") return text(`settings.hardware.trouble.${TROUBLES.find((one) => one === reason) ?? "other"}`);
  return text(`settings.hardware.${way}.${on ? "on" : "off"}`);
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
