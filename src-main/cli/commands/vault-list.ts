// `vault list`: what is in the vault, without secrets.

import type { Command } from "commander";
import type { Context, Runner } from "../context.ts";
import { showItems } from "../item-text.ts";
import { withVault } from "../unlock.ts";

export function addVaultList(parent: Command, run: Runner): void {
  parent.command("list").description("list what is in the vault").action(run(list));
}

function list(context: Context): Promise<void> {
  return withVault(context, (vault) => showItems(context.output, vault.views(), "The vault is empty. Bring something in: keyferry vault import FILE"));
}
