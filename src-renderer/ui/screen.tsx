// A screen: where one is in the steps, the title as the result, one line that reassures with a fact, the content, and the bar with what comes next.

import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./screen.module.css";
import { useTitleFocus } from "./title-focus.ts";

export type ScreenProps = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly steps?: ReactNode;
  /** Beside the title, at its end. */
  readonly aside?: ReactNode;
  /** In the bar, before the buttons: what the next step means. */
  readonly note?: ReactNode;
  /** Buttons of the bar; the primary one last. */
  readonly actions?: ReactNode;
  readonly centered?: boolean;
  /** The title takes the focus when it changes, so that it is read and the keyboard starts there. */
  readonly focusTitle?: boolean;
  readonly children?: ReactNode;
};

export function Screen({ title, lead, steps, aside, note, actions, centered = false, focusTitle = true, children }: ScreenProps) {
  const heading = useTitleFocus(title, focusTitle);
  return (
    <div className={styles.screen}>
      <div className={classes(styles.scroll, centered && styles.centered)}>
        {steps}
        <div className={styles.top}>
          <div>
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            {lead !== undefined && <p className={styles.lead}>{lead}</p>}
          </div>
          {aside}
        </div>
        {children}
      </div>
      {(note !== undefined || actions !== undefined) && (
        <div className={styles.bar}>
          <div className={styles.note}>{note}</div>
          {actions}
        </div>
      )}
    </div>
  );
}

export function Section({ title, end, children }: { readonly title: string; readonly end?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionTop}>
        <h2>{title}</h2>
        {end}
      </div>
      {children}
    </section>
  );
}
