// `vault search TEXT`: items with the text in title, user name, addresses or tags.

import type { Command } from "commander";
import type { Context, Runner } from "../context.ts";
import { showItems } from "../item-text.ts";
import { withVault } from "../unlock.ts";

export function addVaultSearch(parent: Command, run: Runner): void {
  parent.command("search").description("find items by title, user name, address or tag").argument("<text>").action(run(search));
}

function search(context: Context, _options: unknown, text: string): Promise<void> {
  return withVault(context, (vault) => showItems(context.output, vault.search(text), "Nothing found."));
}
