// `vault stays list|add|remove`: what no transfer can take along, as its owner wrote it down, and what this computer says itself.

import { Argument, type Command, Option } from "commander";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { STAYS_KINDS, type StaysEntry, type StaysKind } from "../../../src-shared/ipc/views-transfer.ts";
import { putStays, removeStays, staysEntries, staysOfSystem } from "../../services/stays-on-device.ts";
import type { Context, Runner } from "../context.ts";
import { quoted } from "../counterpart-text.ts";
import { dim, green } from "../output.ts";
import { plainLine } from "../plain-text.ts";
import { table } from "../table.ts";
import { withVault } from "../unlock.ts";

const HELD: Record<StaysKind, string> = {
  "security-key": "on a security key",
  "this-computer": "in this computer",
  "phone-app": "in an app on a phone",
  "smart-card": "on a smart card",
  other: "elsewhere",
};

type Options = { readonly site: string; readonly held: StaysKind };

export function addVaultStays(parent: Command, run: Runner): void {
  const stays = parent.command("stays").description("what no transfer can take along");
  stays.command("list").description("list it").action(run(list));
  stays
    .command("add")
    .description("write something down, for reviews and receipts")
    .addArgument(new Argument("<title>"))
    .option("--site <address>", "where it signs in", "")
    .addOption(new Option("--held <by>", "what holds it").choices(STAYS_KINDS).default("other"))
    .action(run(add));
  stays.command("remove").description("cross it out").argument("<entry>", "its id, or its title").action(run(remove));
}

function list(context: Context): Promise<void> {
  const { output, host } = context;
  return withVault(context, async (vault) => {
    const own = staysEntries(vault);
    const system = await staysOfSystem(host.exchange.devicePasskeys);
    const all = [...own.map((entry) => ({ entry, system: false })), ...(system ?? []).map((entry) => ({ entry, system: true }))];
    if (output.json) for (const { entry, system: ofSystem } of all) output.emit(staysEvent(entry, ofSystem));
    else output.lines(...table(all.map(({ entry, system: ofSystem }) => [...words(entry), dim(ofSystem ? "this computer says" : entry.id)])));
    if (all.length === 0) output.lines("Nothing is written down. What a security key, a phone or a smart card holds does not show here by itself.");
    if (system === undefined) output.note(dim("This computer does not say which passkeys it keeps itself."));
  });
}

function words({ title, site, kind }: StaysEntry): readonly string[] {
  return [quoted(title), plainLine(site ?? ""), HELD[kind]];
}

function add(context: Context, { site, held }: Options, title: string): Promise<void> {
  return withVault(context, (vault) => {
    const entry = putStays(vault, context.host.exchange.primitives, { title, site, kind: held });
    context.output.emit(staysEvent(entry, false), `${green("✓")} ${quoted(entry.title)} is listed in every review and receipt from now on.`);
  });
}

function remove(context: Context, _options: unknown, name: string): Promise<void> {
  return withVault(context, (vault) => {
    const entry = named(staysEntries(vault), name);
    removeStays(vault, entry.id);
    context.output.emit({ ...staysEvent(entry, false), removed: true }, `${green("✓")} ${quoted(entry.title)} is listed no more.`);
  });
}

/** Throws `vault.item-missing`, or `usage.invalid` when it names several. */
function named(entries: readonly StaysEntry[], name: string): StaysEntry {
  const found = entries.filter(({ id, title }) => id === name || title === name);
  const [entry] = found;
  if (entry === undefined) throw new ExchangeError("vault.item-missing", { detail: "entry" });
  if (found.length > 1) throw new ExchangeError("usage.invalid", { detail: `that names ${found.length} entries` });
  return entry;
}

function staysEvent({ id, title, site, kind }: StaysEntry, system: boolean) {
  return { event: "stays", id, title, ...(site !== undefined && { site }), held: kind, system } as const;
}
