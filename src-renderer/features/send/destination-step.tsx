// Second step: where to. Looks around while it is open; choosing a tile connects at once.

import { Camera, LaptopMinimal, MonitorSmartphone } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Destination } from "../../../src-shared/ipc/contract.ts";
import type { NearbyView } from "../../../src-shared/ipc/views-transfer.ts";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { BluetoothLine } from "../../transfer/bluetooth-line.tsx";
import { ConnectionButton } from "../../transfer/connection-dialog.tsx";
import { LinkIcon } from "../../transfer/link-badge.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Spinner } from "../../ui/progress.tsx";
import { Screen, Section } from "../../ui/screen.tsx";
import { Tiles } from "../../ui/tile.tsx";
import { useView } from "../../views.ts";
import { startSending } from "./actions.ts";
import { AddressDialog } from "./address-dialog.tsx";
import styles from "./destination-step.module.css";
import { inOrder } from "./nearby-order.ts";
import { type Preview, usePreview } from "./preview.ts";
import { ScanDialog } from "./scan-dialog.tsx";
import { SendSteps } from "./send-steps.tsx";
import { sendDraft } from "./store.ts";

export function DestinationStep() {
  const text = useText();
  const vault = useView("vault");
  const nearby = useView("nearby");
  const draft = useStore(sendDraft);
  const { preview } = usePreview(draft, vault?.generation ?? 0);
  const { act, error } = useAct();
  const [addressOpen, setAddressOpen] = useState(false);
  const [scanOpen, setScanOpen] = useState(false);
  useEffect(() => {
    void act(() => call("send.look", { on: true }));
    return () => void act(() => call("send.look", { on: false }));
  }, [act]);
  const start = (to: Destination) => void act(() => startSending(to));
  const count = draft.by === "items" ? draft.items.size : draft.by === "all" ? (vault?.items ?? 0) : preview?.counts.items;
  const trouble = error?.code ?? nearby.trouble;
  return (
    <Screen
      title={text("send.destination.title")}
      lead={count === undefined ? text("app.loading") : text("send.destination.lead", { count })}
      steps={<SendSteps at="destination" />}
      note={text("send.destination.note")}
      actions={
        <>
          <Button onPress={() => sendDraft.setState({ step: "choose" })}>{text("app.back")}</Button>
          <Button onPress={() => setAddressOpen(true)}>{text("send.destination.address")}</Button>
          <Button onPress={() => setScanOpen(true)}>{text("camera.scan")}</Button>
        </>
      }
    >
      {trouble !== undefined && (
        <div className={styles.trouble}>
          <Notice tone="warn" live title={text(`error.${trouble}`)} />
        </div>
      )}
      <Section title={text("send.destination.nearby")} end={nearby.computers.length > 0 ? <Looking /> : <ConnectionButton small />}>
        <Nearby nearby={nearby} onChoose={(id) => start({ by: "nearby", id })} />
        <BluetoothLine problem={nearby.bluetooth} />
      </Section>
      <Section title={text("send.destination.here")}>
        <Tiles
          label={text("send.destination.here")}
          rows={[
            {
              id: "practice",
              icon: <MonitorSmartphone aria-hidden="true" />,
              title: text("send.destination.practice"),
              text: text("send.destination.practiceText"),
              badges: [{ text: text("transfer.rehearsal") }],
            },
          ]}
          onChoose={() => start({ by: "rehearsal" })}
        />
      </Section>
      <WithoutNetwork preview={preview} onChoose={() => start({ by: "cameras" })} />
      <AddressDialog open={addressOpen} onClose={() => setAddressOpen(false)} />
      <ScanDialog open={scanOpen} onClose={() => setScanOpen(false)} />
    </Screen>
  );
}

function Nearby({ nearby, onChoose }: { readonly nearby: NearbyView; readonly onChoose: (id: string) => void }) {
  const text = useText();
  const { useBluetooth } = useView("app").preferences;
  if (nearby.computers.length === 0) {
    const both = useBluetooth && nearby.bluetooth === undefined;
    return (
      <div className={styles.none}>
        <Spinner />
        <div>
          <strong>{text("send.destination.none")}</strong>
          <p>{text(both ? "send.destination.noneNearText" : "send.destination.noneText")}</p>
        </div>
      </div>
    );
  }
  return (
    <Tiles
      label={text("send.destination.nearby")}
      rows={inOrder(nearby.computers).map(({ id, label, links, closeness }) => ({
        id,
        icon: <LaptopMinimal aria-hidden="true" />,
        title: text("send.destination.device", { label }),
        text: text(closeness === undefined ? "send.destination.names" : `links.closeness.${closeness}`),
        badges: links.map((link) => ({ text: text(`links.${link}`), icon: <LinkIcon link={link} /> })),
      }))}
      onChoose={onChoose}
    />
  );
}

/** `preview`: of what is chosen; without the time it would take when it is too much. */
function WithoutNetwork({ preview, onChoose }: { readonly preview: Preview | undefined; readonly onChoose: () => void }) {
  const text = useText();
  const seconds = preview?.cameraSeconds;
  const about = seconds === undefined ? text("camera.two.tooMuch") : text("camera.two.tileText", { minutes: Math.floor(seconds / 60) });
  return (
    <Section title={text("camera.two.section")}>
      <Tiles
        label={text("camera.two.section")}
        rows={[
          {
            id: "cameras",
            icon: <Camera aria-hidden="true" />,
            title: text("camera.two.tile"),
            text: preview === undefined ? text("app.loading") : about,
            badges: [{ text: text("camera.two.badge"), icon: <LinkIcon link="camera" /> }],
            disabled: seconds === undefined,
          },
        ]}
        onChoose={onChoose}
      />
    </Section>
  );
}

function Looking() {
  const text = useText();
  return (
    <span className={styles.looking}>
      <Spinner /> {text("send.destination.looking")}
    </span>
  );
}
