// What went wrong with the last call, as a message above the content.

import type { CallError } from "../api.ts";
import { useText } from "../text/text.tsx";
import { Notice } from "../ui/notice.tsx";
import styles from "./trouble.module.css";

export function Trouble({ error }: { readonly error: Pick<CallError, "code"> | undefined }) {
  const text = useText();
  if (error === undefined) return null;
  return (
    <div className={styles.trouble}>
      <Notice tone="bad" live title={text(`error.${error.code}`)} />
    </div>
  );
}
