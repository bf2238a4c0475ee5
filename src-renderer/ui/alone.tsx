// A page without the sidebar, one column in the middle: the first run and the lock.

import type { ReactNode } from "react";
import styles from "./alone.module.css";
import { Boat } from "./brand.tsx";
import { useTitleFocus } from "./title-focus.ts";

export type AloneProps = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly steps?: ReactNode;
  /** Beside the buttons: what the next step means. */
  readonly note?: ReactNode;
  /** The primary one last. */
  readonly actions?: ReactNode;
  /** Below everything, apart. */
  readonly foot?: ReactNode;
  readonly children?: ReactNode;
};

export function Alone({ title, lead, steps, note, actions, foot, children }: AloneProps) {
  const heading = useTitleFocus(title);
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <div className={styles.brand}>
          <span className={styles.mark}>
            <Boat size={24} />
          </span>
          Keyferry
        </div>
        {steps}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        {children}
        {(note !== undefined || actions !== undefined) && (
          <div className={styles.bar}>
            <div className={styles.note}>{note}</div>
            {actions}
          </div>
        )}
        {foot !== undefined && foot !== false && <div className={styles.foot}>{foot}</div>}
      </div>
    </div>
  );
}
