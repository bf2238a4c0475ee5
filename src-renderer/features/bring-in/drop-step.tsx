// Nothing is open: drop a file, choose one, and what each program's export is called.

import { FileDown } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useText } from "../../text/text.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Screen } from "../../ui/screen.tsx";
import { chooseFile, takeDropped } from "./actions.ts";
import styles from "./drop-step.module.css";
import { FormatList } from "./format-list.tsx";

export function DropStep() {
  const text = useText();
  const { act, busy, error } = useAct();
  const [over, setOver] = useState(false);
  const [several, setSeveral] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file, ...others] = event.dataTransfer.files;
    setSeveral(others.length > 0);
    if (file !== undefined && others.length === 0) void act(() => takeDropped(file));
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button does the same for the keyboard
    <div className={styles.place} onDragOver={drag} onDragLeave={() => setOver(false)} onDrop={drop}>
      <Screen
        title={text("bringIn.title")}
        lead={text("bringIn.lead")}
        actions={
          <Button look="primary" isDisabled={busy} onPress={() => void act(chooseFile)}>
            {text("bringIn.choose")}
          </Button>
        }
      >
        <Trouble error={error} />
        {several && (
          <div className={styles.several}>
            <Notice tone="warn" live title={text("bringIn.several")} />
          </div>
        )}
        <div className={styles.drop} data-over={over || undefined}>
          <FileDown size={32} strokeWidth={1.5} aria-hidden="true" />
          <div>
            <strong>{text(over ? "bringIn.dropNow" : "bringIn.drop")}</strong>
            <p>{text("bringIn.dropText")}</p>
          </div>
        </div>
        <FormatList />
      </Screen>
    </div>
  );
}
