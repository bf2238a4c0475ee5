// A recovery key to write down: groups of four, large, read out letter by letter. It cannot be selected, so it cannot be copied by mistake.

import { PenLine } from "lucide-react";
import styles from "./recovery-key.module.css";
import { useText } from "./text/text.tsx";

const GROUPS = 7;

/** `printed` undefined: not here yet; its room is kept. */
export function RecoveryKey({ printed }: { readonly printed: string | undefined }) {
  const text = useText();
  const groups = printed?.split("-") ?? Array.from({ length: GROUPS }, () => "");
  const spelled = groups.map((group) => Array.from(group).join(" ")).join(", ");
  return (
    <div className={styles.key}>
      <div className={styles.groups} role="img" aria-label={`${text("setup.key.label")}: ${spelled}`}>
        {groups.map((group, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is
          <span key={place} className={styles.group}>
            {group === "" ? "····" : group}
          </span>
        ))}
      </div>
      <p className={styles.paper}>
        <PenLine size={16} aria-hidden="true" />
        {text("setup.key.paper")}
      </p>
    </div>
  );
}
