// `vault trash list|put|restore|purge|empty`: items on their way out, and back.

import type { Command } from "commander";
import { base64url } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Ref, Vault, VaultItemView } from "../../../src-shared/vault/model.ts";
import { findItem } from "../../services/vaults.ts";
import type { Context, Runner } from "../context.ts";
import { quoted } from "../counterpart-text.ts";
import { itemEvent, showItems } from "../item-text.ts";
import { green } from "../output.ts";
import { withVault } from "../unlock.ts";
import { count } from "../wording.ts";

const ITEM = "its id, the beginning of its id, or its title";

export function addVaultTrash(parent: Command, run: Runner): void {
  const trash = parent.command("trash").description("items thrown away, kept for 30 days");
  trash.command("list").description("list what is in the trash").action(run(list));
  trash.command("put").description("throw an item away").argument("<item>", ITEM).action(run(put));
  trash.command("restore").description("take an item out of the trash").argument("<item>", ITEM).action(run(restore));
  trash.command("purge").description("remove an item in the trash for good").argument("<item>", ITEM).action(run(purge));
  trash.command("empty").description("remove everything in the trash for good").action(run(empty));
}

function list(context: Context): Promise<void> {
  return withVault(context, (vault) => showItems(context.output, vault.trashed(), "The trash is empty."));
}

function put(context: Context, _options: unknown, name: string): Promise<void> {
  return move(context, name, { from: (vault) => vault.views(), by: (vault, ref) => vault.trash(ref), done: "is in the trash" });
}

function restore(context: Context, _options: unknown, name: string): Promise<void> {
  return move(context, name, { from: (vault) => vault.trashed(), by: (vault, ref) => vault.restore(ref), done: "is back in the vault" });
}

type Move = { readonly from: (vault: Vault) => readonly VaultItemView[]; readonly by: (vault: Vault, ref: Ref) => void; readonly done: string };

function move(context: Context, name: string, { from, by, done }: Move): Promise<void> {
  return withVault(context, (vault) => {
    const { ref } = findItem(from(vault), name);
    by(vault, ref);
    const view = vault.view(ref);
    context.output.emit(itemEvent(view), `${green("✓")} ${quoted(view.title)} ${done}.`);
  });
}

function purge(context: Context, _options: unknown, name: string): Promise<void> {
  return withVault(context, (vault) => remove(context, vault, [findItem(vault.trashed(), name)]));
}

function empty(context: Context): Promise<void> {
  return withVault(context, async (vault) => {
    const views = vault.trashed();
    if (views.length > 0) await remove(context, vault, views);
    else context.output.lines("The trash is empty.");
  });
}

/** Throws `owner.declined`. */
async function remove({ output, prompter }: Context, vault: Vault, views: readonly VaultItemView[]): Promise<void> {
  const [first] = views;
  const what = views.length === 1 && first ? quoted(first.title) : count(views.length, "item");
  const detail = { items: views.map(({ id, title }) => ({ id: base64url(id), title })) };
  if (!(await prompter.confirm({ kind: "approve-purge", detail, text: `Remove ${what} for good, with history and files` }))) {
    throw new ExchangeError("owner.declined");
  }
  for (const { ref } of views) vault.purge(ref);
  output.lines(`${green("✓")} Removed.`);
}
