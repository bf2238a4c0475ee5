// A menu under a button.

import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import styles from "./menu.module.css";

export type MenuRow = { readonly id: string; readonly label: string; readonly icon?: ReactNode; readonly danger?: boolean };

/** `children` is the button that opens it. */
export function Menu({
  label,
  rows,
  onChoose,
  children,
}: {
  readonly label: string;
  readonly rows: readonly MenuRow[];
  readonly onChoose: (id: string) => void;
  readonly children: ReactNode;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles.popover ?? ""} placement="bottom end" offset={4}>
        <AriaMenu aria-label={label} items={rows} onAction={(key) => onChoose(String(key))} className={styles.menu ?? ""}>
          {(row) => (
            <MenuItem textValue={row.label} className={(row.danger ? styles.danger : styles.item) ?? ""}>
              {row.icon}
              {row.label}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
