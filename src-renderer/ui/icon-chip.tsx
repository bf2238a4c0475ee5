// An icon on a soft square, at the head of a line or a card.

import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./icon-chip.module.css";

type IconChipProps = {
  readonly children: ReactNode;
  readonly large?: boolean;
  /** For colours of its own. */
  readonly "data-grade"?: string | undefined;
};

export function IconChip({ children, large = false, ...data }: IconChipProps) {
  return (
    <span className={classes(styles.chip, large && styles.large)} {...data}>
      {children}
    </span>
  );
}
