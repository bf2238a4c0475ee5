// What was sent, received and brought in, newest first: the vault's transfers and receipts in one list, and taking one back.

import { fromHex, hex } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { LogRow } from "../../../src-shared/ipc/views-transfer.ts";
import type { ReceiptHead, Transfer, Vault } from "../../../src-shared/vault/model.ts";
import { shownText } from "./shown-text.ts";

const LONGEST_NAME = 64;
const LONGEST_FILE = 128;

export function logRows(vault: Vault): readonly LogRow[] {
  const transfers = new Map(vault.transfers().map((transfer) => [hex(transfer.transferId), transfer]));
  const receipts = vault.receiptList().map((receipt) => receiptRow(receipt, transfers.get(hex(receipt.transferId))));
  const withReceipt = new Set(receipts.map(({ transferId }) => transferId));
  const others = [...transfers].filter(([id]) => !withReceipt.has(id)).map(([, transfer]) => transferRow(transfer));
  return [...others, ...receipts].reverse().sort((a, b) => b.at - a.at);
}

function receiptRow({ transferId, at, summary }: ReceiptHead, transfer: Transfer | undefined): LogRow {
  const { role, counterpart, items, safe } = summary;
  return {
    transferId: hex(transferId),
    at,
    what: role === "exporter" ? "sent" : "received",
    with: shownText(typeof counterpart === "string" ? counterpart : "", LONGEST_NAME),
    items: typeof items === "number" ? items : 0,
    ...((safe === "yes" || safe === "no") && { safe: safe === "yes" }),
    undone: transfer?.undone ?? false,
    undoable: transfer !== undefined && !transfer.undone,
    hasReceipt: true,
  };
}

/** A transfer without a source came from another computer, and its receipt could not be kept. */
function transferRow({ transferId, at, counterpart, source, counts, undone }: Transfer): LogRow {
  return {
    transferId: hex(transferId),
    at,
    what: source === undefined ? "received" : "brought-in",
    with: shownText(counterpart, LONGEST_NAME),
    ...(source !== undefined && { file: shownText(source, LONGEST_FILE) }),
    items: counts.items,
    undone,
    undoable: !undone,
    hasReceipt: false,
  };
}

/** Throws what `Vault.undoTransfer` throws. */
export function undo(vault: Vault, transferId: string): void {
  const id = fromHex(transferId);
  if (id === undefined) throw new ExchangeError("vault.item-missing", { detail: "transfer" });
  vault.undoTransfer(id);
}
