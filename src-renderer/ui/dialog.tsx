// A question or a short form over the screen: it takes the focus, keeps it, and gives it back; Escape is the way out unless that would lose something.

import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { classes } from "./classes.ts";
import styles from "./dialog.module.css";

export type DialogProps = {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** An answer is needed: interrupts a screen reader. */
  readonly alert?: boolean;
  readonly wide?: boolean;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
};

export function Dialog({ title, open, onClose, alert = false, wide = false, actions, children }: DialogProps) {
  return (
    <ModalOverlay isOpen={open} onOpenChange={(next) => !next && onClose()} isDismissable={!alert} className={styles.overlay ?? ""}>
      <Modal className={classes(styles.modal, wide && styles.wide)}>
        <AriaDialog role={alert ? "alertdialog" : "dialog"} className={styles.dialog ?? ""}>
          <Heading slot="title">{title}</Heading>
          {children !== undefined && <div className={styles.body}>{children}</div>}
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
