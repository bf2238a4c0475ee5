// A bar that fills; named, with its value in words.

import { ProgressBar } from "react-aria-components";
import styles from "./progress.module.css";

/** `value` 0 to 1; undefined when it is not known. */
export function Progress({ label, value, text }: { readonly label: string; readonly value: number | undefined; readonly text?: string }) {
  return (
    <ProgressBar
      aria-label={label}
      className={styles.track ?? ""}
      {...(value === undefined ? { isIndeterminate: true } : { value: Math.min(1, value), maxValue: 1 })}
      {...(text !== undefined && { valueLabel: text })}
    >
      <div className={value === undefined ? styles.unknown : styles.fill} style={value === undefined ? {} : { inlineSize: `${Math.min(1, value) * 100}%` }} />
    </ProgressBar>
  );
}

export function Spinner() {
  return <span className={styles.spinner} aria-hidden="true" />;
}
