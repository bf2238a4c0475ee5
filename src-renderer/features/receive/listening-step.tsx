// Visible: how this computer is called over there, the address and the picture for when it is not found, and how long it lasts.

import type { ReceiveView } from "../../../src-shared/ipc/views-transfer.ts";
import { useText } from "../../text/text.tsx";
import { BluetoothLine } from "../../transfer/bluetooth-line.tsx";
import { ConnectionButton } from "../../transfer/connection-dialog.tsx";
import { LinkBadge } from "../../transfer/link-badge.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { type Act, useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { Radios } from "../../ui/choices.tsx";
import { Spinner } from "../../ui/progress.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { Screen, Section } from "../../ui/screen.tsx";
import { useView } from "../../views.ts";
import { changeMode, type Mode, stopReceiving } from "./actions.ts";
import styles from "./listening-step.module.css";

export type ListeningProps = {
  readonly view: Extract<ReceiveView, { readonly step: "listening" }>;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  readonly opening: Act;
};

export function ListeningStep({ view, mode, onMode, opening }: ListeningProps) {
  const text = useText();
  const { act, busy, error } = useAct();
  const { label, secondsLeft } = view;
  const scan = mode === "scan";
  const change = async (next: Mode) => {
    onMode(next);
    if (!(await opening.act(() => changeMode(next)))) onMode(mode);
  };
  return (
    <Screen
      title={label === undefined ? text("receive.listening.title") : text("receive.listening.titleAs", { label })}
      lead={text(scan ? "receive.listening.leadScan" : label === undefined ? "receive.listening.leadNoLabel" : "receive.listening.lead")}
      note={secondsLeft < 60 ? text("receive.listening.noteShort") : text("receive.listening.note", { minutes: Math.round(secondsLeft / 60) })}
      actions={
        <>
          <ConnectionButton />
          <Button isDisabled={busy || opening.busy} onPress={() => void opening.act(() => changeMode("cameras"))}>
            {text("camera.two.receive")}
          </Button>
          <Button isDisabled={busy} onPress={() => void act(stopReceiving)}>
            {text("receive.listening.stop")}
          </Button>
        </>
      }
    >
      <Trouble error={error} />
      <Waiting view={view} />
      <Picture view={view} scan={scan} />
      <Section title={text("receive.mode.title")}>
        <Radios
          segmented
          hiddenLabel
          label={text("receive.mode.title")}
          choices={(["screens", "phone", "scan"] as const).map((value) => ({ value, label: text(`receive.mode.${value}`) }))}
          value={mode === "cameras" ? "screens" : mode}
          onChange={(next) => void change(next)}
        />
        <p className={styles.hint}>{mode === "phone" || mode === "scan" ? text(`receive.mode.${mode}Hint`) : ""}</p>
      </Section>
    </Screen>
  );
}

/** And how others can find it meanwhile. */
function Waiting({ view: { network, bluetooth } }: Pick<ListeningProps, "view">) {
  const text = useText();
  const { platform } = useView("app");
  const near = bluetooth === "visible";
  return (
    <>
      <div className={styles.waiting}>
        <Spinner /> <span>{text("receive.listening.waiting")}</span>
        {(network || near) && (
          <p className={styles.ways}>
            {text("links.visible")}
            {network && <LinkBadge link="lan" />}
            {near && <LinkBadge link="ble" />}
          </p>
        )}
      </div>
      <BluetoothLine problem={near ? undefined : bluetooth} />
      {platform === "macos" && near && !network && <p className={styles.front}>{text("links.front")}</p>}
    </>
  );
}

/** What to type or to scan, where there is a network; a secret code is also of use to one that is found by Bluetooth. */
function Picture({ view: { addresses, bluetooth, qr }, scan }: Pick<ListeningProps, "view"> & { readonly scan: boolean }) {
  const text = useText();
  const near = bluetooth === "visible";
  const shown = addresses.length > 0 || (scan && near);
  const about = shown ? (scan ? "scanText" : "notListedText") : near ? "noNetwork" : "noAddress";
  return (
    <div className={styles.address}>
      {shown && (
        <div className={scan ? styles.large : styles.small}>
          <QrCode content={qr} label={text(scan ? "receive.listening.qrCode" : "receive.listening.qr")} />
        </div>
      )}
      <div className={styles.words}>
        <h2>{text(scan ? "receive.listening.scan" : "receive.listening.notListed")}</h2>
        <p>{text(`receive.listening.${about}`)}</p>
        {!scan && (
          <ul>
            {addresses.map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
