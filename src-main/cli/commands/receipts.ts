// `receipts list|show`: what the vault keeps of every transfer.

import type { Command } from "commander";
import { fromUtf8, hex } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Receipt } from "../../../src-shared/exchange/receipt.ts";
import type { StoredReceipt } from "../../../src-shared/vault/model.ts";
import type { Context, Runner } from "../context.ts";
import { quoted } from "../counterpart-text.ts";
import { dim, green, yellow } from "../output.ts";
import { table } from "../table.ts";
import { showReceipt } from "../transfer.ts";
import { withVault } from "../unlock.ts";
import { date } from "../wording.ts";

export function addReceipts(parent: Command, run: Runner): void {
  const receipts = parent.command("receipts").description("what was proven of earlier transfers");
  receipts.command("list").description("list them").action(run(list));
  receipts.command("show").description("show one whole").argument("<transfer>", "its id or the beginning of it").action(run(show));
}

function list(context: Context): Promise<void> {
  const { output } = context;
  return withVault(context, (vault) => {
    const receipts = vault.receipts();
    if (output.json) for (const { transferId, at, summary } of receipts) output.emit({ event: "transfer", transferId: hex(transferId), at, ...summary });
    else if (receipts.length === 0) output.lines("No transfers yet.");
    else output.lines(...table(receipts.map(row), output.columns));
  });
}

function row({ transferId, at, summary }: StoredReceipt): readonly string[] {
  const { role, counterpart, items, proven, safe } = summary;
  const direction = role === "exporter" ? "sent to" : "received from";
  const share = `${proven}/${items} proven`;
  return [dim(hex(transferId).slice(0, 8)), date(at), direction, quoted(String(counterpart)), safe === "yes" ? green(share) : yellow(share)];
}

function show(context: Context, _options: unknown, name: string): Promise<void> {
  return withVault(context, (vault) => {
    const found = vault.receipts().filter(({ transferId }) => name.length >= 4 && hex(transferId).startsWith(name.toLowerCase()));
    const [stored] = found;
    if (stored === undefined || found.length > 1)
      throw new ExchangeError("usage.invalid", { detail: stored ? "that names several receipts" : "no such receipt" });
    showReceipt(context.output, JSON.parse(fromUtf8(stored.receipt)) as Receipt);
  });
}
