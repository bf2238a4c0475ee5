// One known computer, by the name given here, and the fingerprint that it is.

import { Laptop, Pencil, Trash2 } from "lucide-react";
import type { DeviceRow } from "../../../src-shared/ipc/views-transfer.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { IconButton } from "../../ui/button.tsx";
import { IconChip } from "../../ui/icon-chip.tsx";
import styles from "./destinations.module.css";

export type DeviceProps = { readonly device: DeviceRow; readonly onRename: () => void; readonly onForget: () => void };

export function Device({ device: { name, fingerprint, lastUsedAt }, onRename, onForget }: DeviceProps) {
  const text = useText();
  const { day } = useFormats();
  const used = lastUsedAt === undefined ? text("destinations.neverUsed") : text("destinations.used", { day: day(lastUsedAt) });
  return (
    <li className={styles.device}>
      <IconChip>
        <Laptop size={18} strokeWidth={1.75} aria-hidden="true" />
      </IconChip>
      <div className={styles.words}>
        <div className={styles.name}>{name}</div>
        <small>
          {used} · <span className={styles.fingerprint}>{fingerprint}</span>
        </small>
      </div>
      <IconButton label={text("destinations.rename", { name })} icon={<Pencil size={16} />} onPress={onRename} />
      <IconButton label={text("destinations.forget.label", { name })} icon={<Trash2 size={16} />} onPress={onForget} />
    </li>
  );
}
