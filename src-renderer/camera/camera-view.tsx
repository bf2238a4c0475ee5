// The camera in its context: what it is for and a button before it is used, what it sees while it is, and what to do when it cannot be.

import { type ReactNode, useEffect, useRef, useState } from "react";
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
  const button = (word: "camera.use" | "camera.again", look: "primary" | "plain") => (
    <Button look={look} onPress={want} autoFocus={word === "camera.use"}>
      {text(word)}
    </Button>
  );
  if (wanted === 0)
    return <Beside small={small} tone="plain" live={false} title={text("camera.ask")} text={text("camera.askText")} button={button("camera.use", "primary")} />;
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
        <Beside
          small={small}
          tone="warn"
          live
          title={text(`camera.${problem}`)}
          text={text(`camera.${problem}Text`)}
          button={button("camera.again", "plain")}
        />
      )}
    </div>
  );
}

type BesideProps = {
  readonly small: boolean;
  readonly tone: "plain" | "warn";
  readonly live: boolean;
  readonly title: string;
  readonly text: string;
  readonly button: ReactNode;
};

/** The words and what to press: beside each other where there is room, else below. */
function Beside({ small, tone, live, title, text, button }: BesideProps) {
  if (!small) {
    return (
      <Notice tone={tone} live={live} title={title} actions={button}>
        {text}
      </Notice>
    );
  }
  return (
    <div className={styles.below}>
      {button}
      <Notice tone={tone} live={live} title={title}>
        {text}
      </Notice>
    </div>
  );
}
