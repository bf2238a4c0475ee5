// Tiles to choose one of: a destination, a kind of file; arrow keys move, Enter or a click chooses.

import type { ReactNode } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { classes } from "./classes.ts";
import styles from "./tile.module.css";

export type TileBadge = { readonly text: string; readonly icon?: ReactNode };

export type TileRow = {
  readonly id: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly badges?: readonly TileBadge[];
  /** It cannot be chosen; its text says why. */
  readonly disabled?: boolean;
};

export function Tiles({ label, rows, onChoose }: { readonly label: string; readonly rows: readonly TileRow[]; readonly onChoose: (id: string) => void }) {
  return (
    <ListBox aria-label={label} items={rows} layout="grid" className={styles.tiles ?? ""} onAction={(key) => onChoose(String(key))} selectionMode="none">
      {({ icon, title, text, badges = [], disabled = false }) => (
        <ListBoxItem isDisabled={disabled} textValue={[title, text, ...badges.map((badge) => badge.text)].join(", ")} className={styles.tile ?? ""}>
          <div className={styles.top}>
            {icon}
            <span className={styles.badges}>
              {badges.map((badge) => (
                <Badge key={badge.text} icon={badge.icon}>
                  {badge.text}
                </Badge>
              ))}
            </span>
          </div>
          <div>
            <strong>{title}</strong>
            <small>{text}</small>
          </div>
        </ListBoxItem>
      )}
    </ListBox>
  );
}

/** `quiet`: of something that is not there just now. */
export function Badge({ icon, quiet = false, children }: { readonly icon?: ReactNode; readonly quiet?: boolean; readonly children: ReactNode }) {
  return (
    <span className={classes(styles.badge, quiet && styles.quiet)}>
      {icon}
      {children}
    </span>
  );
}
