// A coloured message with its icon: good, warn, bad or plain; never by colour alone.

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./notice.module.css";

const ICONS = { good: CircleCheck, warn: TriangleAlert, bad: CircleAlert, plain: Info } as const;

export type NoticeProps = {
  readonly tone: keyof typeof ICONS;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out at once when it appears. */
  readonly live?: boolean;
  readonly large?: boolean;
};

export function Notice({ tone, title, children, actions, live = false, large = false }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={classes(styles.notice, styles[tone], large && styles.large)} {...(live && { role: tone === "bad" ? "alert" : "status" })}>
      <Icon size={large ? 28 : 18} aria-hidden="true" />
      <div className={styles.text}>
        <strong>{title}</strong>
        {children !== undefined && <div className={styles.more}>{children}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
