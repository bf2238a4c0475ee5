// `vault undo [TRANSFER]`: takes back what one transfer or import brought; without a name, lists what can be taken back.

import type { Command } from "commander";
import { hex } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Transfer, Vault } from "../../../src-shared/vault/model.ts";
import { outcomeWords } from "../../services/outcome-words.ts";
import type { Context, Runner } from "../context.ts";
import { contents, quoted } from "../counterpart-text.ts";
import { dim, green, type Output } from "../output.ts";
import { table } from "../table.ts";
import { withVault } from "../unlock.ts";
import { date } from "../wording.ts";

export function addVaultUndo(parent: Command, run: Runner): void {
  parent
    .command("undo")
    .description("take back what one transfer or import brought; without a name, list them")
    .argument("[transfer]", "its id or the beginning of it")
    .action(run(undo));
}

function undo(context: Context, _options: unknown, name: string | undefined): Promise<void> {
  return withVault(context, async (vault) => {
    if (name === undefined) list(context.output, vault.transfers());
    else await takeBack(context, vault, named(vault, name));
  });
}

function list(output: Output, transfers: readonly Transfer[]): void {
  if (output.json) for (const transfer of transfers) output.emit(transferEvent(transfer));
  else if (transfers.length === 0) output.lines("Nothing was brought in yet.");
  else output.lines(...table(transfers.map(row), output.columns));
}

function row({ transferId, at, counterpart, source, outcomes, undone }: Transfer): readonly string[] {
  const from = source === undefined ? quoted(counterpart) : `${quoted(source)} (${counterpart})`;
  return [dim(hex(transferId).slice(0, 8)), date(at), from, undone ? "taken back" : outcomeWords(outcomes)];
}

async function takeBack({ output, prompter }: Context, vault: Vault, transfer: Transfer): Promise<void> {
  const { transferId, at, counts, counterpart } = transfer;
  const detail = { transferId: hex(transferId), at, counts };
  const about = [`${date(at)} from ${quoted(counterpart)}: ${contents(counts)}`];
  if (!(await prompter.confirm({ kind: "approve-undo", detail, about, text: "Take it back" }))) throw new ExchangeError("owner.declined");
  vault.undoTransfer(transferId);
  output.emit(transferEvent({ ...transfer, undone: true }), `${green("✓")} The vault is as it was before.`);
}

/** Throws `usage.invalid`. */
function named(vault: Vault, name: string): Transfer {
  const found = vault.transfers().filter(({ transferId }) => name.length >= 4 && hex(transferId).startsWith(name.toLowerCase()));
  const [transfer] = found;
  if (transfer === undefined || found.length > 1)
    throw new ExchangeError("usage.invalid", { detail: transfer ? "that names several transfers" : "no such transfer" });
  return transfer;
}

function transferEvent({ transferId, at, counterpart, source, counts, outcomes, undone }: Transfer) {
  return { event: "transfer", transferId: hex(transferId), at, counterpart, source, counts, outcomes, undone } as const;
}
