// What two computers that face each other need on the screen at every step: the picture for the other camera, what this one sees, and how they stand.

import { type ReactNode, useEffect, useState } from "react";
import type { CameraView as Shown } from "../../src-shared/ipc/views-transfer.ts";
import { call } from "../api.ts";
import { useText } from "../text/text.tsx";
import { QrCode } from "../ui/qr-code.tsx";
import { useView } from "../views.ts";
import { CameraView } from "./camera-view.tsx";
import styles from "./two-cameras.module.css";

/** Its owner has said yes for the transfer that is shown: coming back to it does not ask again. */
let agreed = false;

/** `children` beside the pictures while there are any; alone in the place of both otherwise. */
export function BesideTheCameras({ children }: { readonly children: ReactNode }) {
  const camera = useView("camera");
  const showing = camera.step === "showing";
  useEffect(() => {
    if (!showing) agreed = false;
  }, [showing]);
  return (
    <div className={showing ? styles.beside : styles.alone}>
      {showing && <TwoCameras camera={camera} />}
      <div className={styles.step}>{children}</div>
    </div>
  );
}

function TwoCameras({ camera }: { readonly camera: Extract<Shown, { readonly step: "showing" }> }) {
  const text = useText();
  const [started, setStarted] = useState(agreed);
  const start = () => {
    agreed = true;
    setStarted(true);
  };
  return (
    <aside className={styles.cameras}>
      <div className={styles.picture}>
        <QrCode content={camera.picture} label={text("camera.two.picture")} />
      </div>
      <p className={styles.state} role="status" data-met={started && camera.sees && camera.met}>
        {text(stateOf(camera, started))}
      </p>
      <CameraView small started={started} onStarted={start} onRead={(content) => void saw(content)} />
    </aside>
  );
}

function stateOf({ sees, met }: Extract<Shown, { readonly step: "showing" }>, started: boolean) {
  if (!started) return "camera.two.off";
  if (met) return sees ? "camera.two.met" : "camera.two.lost";
  return sees ? "camera.two.half" : "camera.two.looking";
}

/** What is longer than any of our pictures is none, and the program would refuse it. */
async function saw(content: Uint8Array): Promise<void> {
  if (content.length <= LONGEST) await call("camera.saw", { content }).catch(() => {}); // the vault was locked between the picture and here
}

const LONGEST = 2048;
