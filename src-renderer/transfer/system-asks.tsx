// While the system's own prompt is on the screen: where to answer it. Takes the focus, so that it is read and the keyboard stays in place.

import { useEffect, useRef } from "react";
import type { SystemPrompt } from "../../src-shared/ipc/views-approval.ts";
import { useText } from "../text/text.tsx";
import { Spinner } from "../ui/progress.tsx";
import styles from "./system-asks.module.css";

/** `prompt` undefined: whose it is, is not known. */
export function SystemAsks({ prompt }: { readonly prompt: SystemPrompt | undefined }) {
  const text = useText();
  const words = useRef<HTMLDivElement>(null);
  useEffect(() => words.current?.focus(), []);
  return (
    <div className={styles.asks} role="status" tabIndex={-1} ref={words}>
      <Spinner />
      <div>
        <strong>{text("transfer.asking")}</strong>
        {prompt !== undefined && <p>{text(`transfer.asking.${prompt}`)}</p>}
      </div>
    </div>
  );
}
