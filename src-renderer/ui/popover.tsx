// A small form under a button; Escape and a click beside it close it.

import type { ReactNode } from "react";
import { Popover as AriaPopover, Dialog, DialogTrigger } from "react-aria-components";
import styles from "./popover.module.css";

/** `children` is the button; `content` gets what closes it. */
export function Popover({
  label,
  content,
  children,
}: {
  readonly label: string;
  readonly content: (close: () => void) => ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <DialogTrigger>
      {children}
      <AriaPopover className={styles.popover ?? ""} placement="bottom end" offset={6} containerPadding={8}>
        <Dialog aria-label={label} className={styles.dialog ?? ""}>
          {({ close }) => content(close)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
