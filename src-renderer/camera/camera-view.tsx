// The camera in its context: what it is for and a button before it is used, what it sees while it is, and what to do when it cannot be.

import { Camera, CameraOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useText } from "../text/text.tsx";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { Notice } from "../ui/notice.tsx";
import { Spinner } from "../ui/progress.tsx";
import styles from "./camera-view.module.css";
import { type CameraState, Capture } from "./capture.ts";

export type CameraViewProps = {
  /** What one code in its picture says; called for each reading. */
  readonly onRead: (content: Uint8Array) => void;
  /** Its owner has said so before. */
  readonly started?: boolean;
  readonly onStarted?: () => void;
  /** Only to aim with, beside what matters. */
  readonly small?: boolean;
};

export function CameraView({ onRead, started = false, onStarted, small = false }: CameraViewProps) {
  const text = useText();
  const [wanted, setWanted] = useState(started ? 1 : 0);
  const [state, setState] = useState<CameraState>("starting");
  const video = useRef<HTMLVideoElement>(null);
  const reader = useRef(onRead);
  reader.current = onRead;
  useEffect(() => {
    if (wanted === 0 || video.current === null) return;
    const capture = new Capture(video.current, { state: setState, read: (content) => reader.current(content) });
    void capture.start();
    return () => capture.stop();
  }, [wanted]);
  const want = () => {
    onStarted?.();
    setWanted((times) => times + 1);
  };
  if (wanted === 0) {
    return (
      <Notice
        tone="plain"
        title={text("camera.ask")}
        actions={
          <Button look="primary" small icon={<Camera size={15} aria-hidden="true" />} onPress={want} autoFocus>
            {text("camera.use")}
          </Button>
        }
      >
        {text("camera.askText")}
      </Notice>
    );
  }
  const problem = state === "starting" || state === "on" ? undefined : state;
  return (
    <div className={classes(styles.camera, small && styles.small)}>
      <div className={styles.frame} hidden={problem !== undefined}>
        <video ref={video} muted playsInline aria-label={text("camera.view")} />
        <span className={styles.aim} />
        {state === "starting" && (
          <span className={styles.starting}>
            <Spinner /> {text("camera.starting")}
          </span>
        )}
      </div>
      {problem !== undefined && (
        <Notice tone="warn" live title={text(`camera.${problem}`)} actions={<AgainButton onPress={want} />}>
          {text(`camera.${problem}Text`)}
        </Notice>
      )}
    </div>
  );
}

function AgainButton({ onPress }: { readonly onPress: () => void }) {
  const text = useText();
  return (
    <Button small icon={<CameraOff size={15} aria-hidden="true" />} onPress={onPress}>
      {text("camera.again")}
    </Button>
  );
}
