// What stands where nothing is yet: why, and the one next step.

import type { ReactNode } from "react";
import styles from "./empty.module.css";

export function Empty({
  icon,
  title,
  text,
  actions,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon}>{icon}</span>
      <strong>{title}</strong>
      {text !== undefined && <p>{text}</p>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
