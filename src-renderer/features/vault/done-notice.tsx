// What was just done, for a moment at the foot of the vault, with the way back.

import { Undo2, X } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import { toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { type Done, dismissDone, sayDone, vaultStore } from "./store.ts";
import styles from "./vault.module.css";

/** Milliseconds; with a way back there is longer to take it, and the trash keeps it open after that. */
const STAYS = 4000;
const STAYS_TO_UNDO = 15_000;

export function DoneNotice() {
  const { done } = useStore(vaultStore);
  return done === undefined ? null : <Shown key={done.turn} done={done} />;
}

function Shown({ done: { text: words, undo } }: { readonly done: Done }) {
  const text = useText();
  useEffect(() => {
    announce(words);
    const timer = setTimeout(dismissDone, undo === undefined ? STAYS : STAYS_TO_UNDO);
    return () => clearTimeout(timer);
  }, [words, undo]);
  const back = async () => {
    dismissDone();
    try {
      await undo?.();
    } catch (thrown) {
      sayDone(text(`error.${toCallError(thrown).code}`));
    }
  };
  return (
    <div className={styles.done}>
      <span>{words}</span>
      {undo !== undefined && (
        <Button small icon={<Undo2 size={14} aria-hidden="true" />} onPress={back}>
          {text("vault.trash.undo")}
        </Button>
      )}
      <IconButton label={text("vault.dismiss")} icon={<X size={15} />} onPress={dismissDone} />
    </div>
  );
}
