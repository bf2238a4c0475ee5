// `vault show ITEM`: one item in full; secrets stay masked unless --reveal is given and approved.

import type { Command } from "commander";
import { base64url } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { VaultItemView } from "../../../src-shared/vault/model.ts";
import { itemFields } from "../../services/item-fields.ts";
import { findItem } from "../../services/vaults.ts";
import { revealRequest } from "../approval-requests.ts";
import { type Approve, approvalOf } from "../approver.ts";
import type { Context, Runner } from "../context.ts";
import { quoted } from "../counterpart-text.ts";
import { showItem } from "../item-text.ts";
import { withVault } from "../unlock.ts";

type Options = { readonly reveal?: boolean };

export function addVaultShow(parent: Command, run: Runner): void {
  parent
    .command("show")
    .description("show one item, its secrets masked")
    .argument("<item>", "its id, the beginning of its id, or its title")
    .option("--reveal", "show the secrets too, after approval")
    .action(run(show));
}

function show(context: Context, { reveal = false }: Options, name: string): Promise<void> {
  return withVault(context, async (vault, proof) => {
    const view = findItem([...vault.views(), ...vault.trashed()], name);
    if (reveal) await approveReveal(context, view, approvalOf(context, vault, proof));
    showItem(context.output, view, itemFields(vault.item(view.ref)), reveal);
  });
}

/** Throws `owner.declined` and what `approve` throws. */
async function approveReveal({ prompter, signal }: Context, view: VaultItemView, approve: Approve): Promise<void> {
  const { id, title } = view;
  const detail = { item: base64url(id), title };
  if (!(await prompter.confirm({ kind: "approve-reveal", detail, text: `Show the secrets of ${quoted(title)} on this screen` }))) {
    throw new ExchangeError("owner.declined");
  }
  await approve(revealRequest(view), signal);
}
