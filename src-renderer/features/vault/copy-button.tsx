// Copies one value, and says for how long it stays on the clipboard.

import { Check, Copy } from "lucide-react";
import { createContext, useContext, useEffect, useState } from "react";
import type { ItemRef } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { IconButton } from "../../ui/button.tsx";
import { useView } from "../../views.ts";
import styles from "./detail.module.css";
import { revealed } from "./revealing.ts";

/** Milliseconds the button shows that it was done. */
const SHOWN = 4000;

/** What the parts of a detail need to know of it. */
export type Around = {
  readonly ref: ItemRef;
  readonly fail: (thrown: unknown) => void;
  readonly again: () => void;
  /** The owner wants to be asked before a secret is shown. */
  readonly asks: boolean;
};
export const AroundItem = createContext<Around>({ ref: { account: "", item: "" }, fail: () => {}, again: () => {}, asks: false });

export type Copying = { readonly done: boolean; readonly copy: () => Promise<void> };

export function useCopying(path: string): Copying {
  const text = useText();
  const { ref, fail } = useContext(AroundItem);
  const { clipboardSeconds: seconds } = useView("app").preferences;
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turn === 0) return;
    const timer = setTimeout(() => setTurn(0), SHOWN);
    return () => clearTimeout(timer);
  }, [turn]);
  const copy = async () => {
    try {
      await revealed((secret) => call("vault.copy", { ref, path, secret }));
      setTurn((before) => before + 1);
      announce(seconds === 0 ? text("app.copiedForGood") : text("app.copied", { seconds }));
    } catch (thrown) {
      fail(thrown);
    }
  };
  return { done: turn > 0, copy };
}

export function CopyButton({ label, copying }: { readonly label: string; readonly copying: Copying }) {
  const text = useText();
  return (
    <IconButton
      label={text("vault.copyField", { field: label })}
      icon={copying.done ? <Check size={16} className={styles.good} /> : <Copy size={16} />}
      onPress={copying.copy}
    />
  );
}

/** Beside the label, where its room is kept. */
export function CopiedNote({ copying }: { readonly copying: Copying }) {
  const text = useText();
  const { clipboardSeconds: seconds } = useView("app").preferences;
  return copying.done ? <span className={styles.copied}>{text("vault.copied", { seconds })}</span> : null;
}
