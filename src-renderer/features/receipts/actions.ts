// What the log asks the program for. Each rejects with a CallError.

import type { LogRow, ReceiptView } from "../../../src-shared/ipc/views-transfer.ts";
import { call } from "../../api.ts";

export function log(): Promise<readonly LogRow[]> {
  return call("log.list");
}

export type Entry = { readonly row: LogRow; readonly receipt: ReceiptView | undefined };

/** Undefined when the log has none of that transfer. A file that was brought in has a row and no receipt. */
export async function entry(transferId: string): Promise<Entry | undefined> {
  const row = (await log()).find((one) => one.transferId === transferId);
  if (row === undefined) return undefined;
  return { row, receipt: row.hasReceipt ? await call("log.receipt", { transferId }) : undefined };
}

/** As text onto the clipboard. */
export async function copy(transferId: string): Promise<void> {
  await call("log.copy", { transferId });
}
