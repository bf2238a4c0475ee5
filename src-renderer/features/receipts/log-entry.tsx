// One row of the log: what was done with whom and when, and whether the old service may go. Pressing it opens the receipt.

import { ArrowLeft, ArrowRight, ChevronRight, CircleCheck, Download, TriangleAlert, Undo2 } from "lucide-react";
import type { LogRow } from "../../../src-shared/ipc/views-transfer.ts";
import { goTo } from "../../navigation.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { IconChip } from "../../ui/icon-chip.tsx";
import styles from "./receipts.module.css";

const ICONS = { sent: ArrowRight, received: ArrowLeft, "brought-in": Download } as const;

export function LogEntry({ row }: { readonly row: LogRow }) {
  const text = useText();
  const { moment } = useFormats();
  const Icon = ICONS[row.what];
  const facts = { moment: moment(row.at), items: text("kinds.items", { count: row.items }) };
  return (
    <li className={styles.entry}>
      <button type="button" className={styles.open} onClick={() => goTo({ name: "receipts", transferId: row.transferId })}>
        <IconChip>
          <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
        </IconChip>
        <span className={styles.words}>
          <span className={styles.title}>{text(`receipts.${row.what}`, { with: row.with === "" ? text("receipts.unknownWith") : row.with })}</span>
          <small>{row.file === undefined ? text("receipts.row", facts) : text("receipts.rowFile", { ...facts, file: row.file })}</small>
        </span>
        <Fate row={row} />
        <ChevronRight size={16} aria-hidden="true" className={styles.chevron} />
      </button>
    </li>
  );
}

function Fate({ row: { undone, safe } }: { readonly row: LogRow }) {
  const text = useText();
  if (undone)
    return (
      <span className={styles.undone}>
        <Undo2 size={15} aria-hidden="true" />
        {text("receipts.undone")}
      </span>
    );
  if (safe === undefined) return null;
  const Icon = safe ? CircleCheck : TriangleAlert;
  return (
    <span className={safe ? styles.good : styles.warn}>
      <Icon size={15} aria-hidden="true" />
      {text(safe ? "receipts.safe" : "receipts.notSafe")}
    </span>
  );
}
