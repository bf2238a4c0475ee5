// `vault cxf`: the vault as a CXF document, in the clear, into another program; never by accident onto a screen or a disk.

import { fstatSync } from "node:fs";
import type { Command } from "commander";
import { parseSelection, type Selection } from "../../../src-shared/cxf/selection.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { plaintextDocument } from "../../services/plaintext.ts";
import { plaintextRequest } from "../approval-requests.ts";
import { type Approve, approvalOf } from "../approver.ts";
import type { Context, Runner } from "../context.ts";
import { contents } from "../counterpart-text.ts";
import { exchangeOf } from "../transfer.ts";
import { withVault } from "../unlock.ts";

type Options = { readonly select: string; readonly withFiles?: boolean; readonly plaintextFileOk?: boolean };

export function addVaultCxf(parent: Command, run: Runner): void {
  parent
    .command("cxf")
    .description("give the vault as CXF JSON, in the clear, to a program that reads it from a pipe")
    .option("--select <what>", "all, kind:passkey,totp, id:…, tag:… or find:…", "all")
    .option("--with-files", "with the content of attached files")
    .option("--plaintext-file-ok", "also into a file or onto a terminal")
    .action(run(cxf));
}

function cxf(context: Context, { select, withFiles = false, plaintextFileOk = false }: Options): Promise<void> {
  const selection = parseSelection(select);
  if (!plaintextFileOk && !leadsToProgram()) throw new ExchangeError("output.refused");
  return withVault(context, async (vault, proof) => {
    await askOwner(context, vault, { selection, withFiles }, approvalOf(context, vault, proof));
    const { output, host } = context;
    const parts = plaintextDocument(vault, { selection, withFiles, now: host.exchange.clock.now() });
    await output.document(parts);
  });
}

function leadsToProgram(): boolean {
  const stdout = fstatSync(1);
  return stdout.isFIFO() || stdout.isSocket();
}

type Wanted = { readonly selection: Selection; readonly withFiles: boolean };

/** Throws `owner.declined` and what `approve` throws. */
async function askOwner(context: Context, vault: Vault, { selection, withFiles }: Wanted, approve: Approve): Promise<void> {
  const { counts } = await exchangeOf(context, vault).preview(selection);
  const about = [`${contents(counts)}, every secret readable.`];
  const approved = await context.prompter.confirm({
    kind: "approve-plaintext",
    detail: { counts },
    about,
    text: "Give it to the program that reads this output",
  });
  if (!approved) throw new ExchangeError("owner.declined");
  await approve(plaintextRequest(counts, withFiles), context.signal);
}
