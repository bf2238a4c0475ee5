// Where one is in a sequence, as words; the current one is named to screen readers.

import { Fragment } from "react";
import styles from "./steps.module.css";

export function Steps({ label, names, current }: { readonly label: string; readonly names: readonly string[]; readonly current: number }) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {names.map((name, i) => (
        <Fragment key={name}>
          {i > 0 && <li aria-hidden="true" className={styles.rule} />}
          <li className={i < current ? styles.done : i === current ? styles.now : undefined} {...(i === current && { "aria-current": "step" as const })}>
            {name}
          </li>
        </Fragment>
      ))}
    </ol>
  );
}
