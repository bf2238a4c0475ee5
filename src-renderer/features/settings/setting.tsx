// One setting: what it is and means at the start, its control at the end.

import type { ReactNode } from "react";
import styles from "./settings.module.css";

export type SettingProps = { readonly title: string; readonly hint?: ReactNode; readonly children?: ReactNode };

export function Setting({ title, hint, children }: SettingProps) {
  return (
    <div className={styles.setting}>
      <div className={styles.words}>
        <div>{title}</div>
        {hint !== undefined && <small>{hint}</small>}
      </div>
      {children !== undefined && <div className={styles.control}>{children}</div>}
    </div>
  );
}
