// `vault import FILE`: brings in what another program exported, after saying exactly what would happen.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type Command, Option } from "commander";
import { hex } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Migrated } from "../../../src-shared/migrate/foreign-format.ts";
import { FOREIGN_FORMATS } from "../../../src-shared/migrate/registry.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import type { SourceFile } from "../../services/migration.ts";
import { outcomeWords } from "../../services/outcome-words.ts";
import type { Context, Runner } from "../context.ts";
import { quoted } from "../counterpart-text.ts";
import { CONFLICT_POLICIES, type ConflictPolicy, decideConflicts } from "../merge-review.ts";
import { green } from "../output.ts";
import { showFindings, showPlan } from "../plan-text.ts";
import { withVault } from "../unlock.ts";

type Options = { readonly format?: string; readonly dryRun?: boolean; readonly keyFile?: string; readonly onConflict: ConflictPolicy };

export function addVaultImport(parent: Command, run: Runner): void {
  parent
    .command("import")
    .description("bring in a file another program exported")
    .argument("<file>")
    .addOption(new Option("--format <id>", "what the file is; recognised when not given").choices(FOREIGN_FORMATS.map(({ id }) => id)))
    .option("--key-file <path>", "the key file of a KeePass database")
    .addOption(new Option("--on-conflict <what>", "where the vault and the file differ").choices(CONFLICT_POLICIES).default("ask"))
    .option("--dry-run", "only say what would happen")
    .action(run(importFile));
}

async function importFile(context: Context, options: Options, path: string): Promise<void> {
  const { host, output } = context;
  const source: SourceFile = {
    bytes: await fileBytes(path),
    name: basename(path),
    ...(options.format ? { formatId: options.format } : {}),
    ...(options.keyFile ? { keyFile: await fileBytes(options.keyFile) } : {}),
  };
  await withVault(context, async (vault) => {
    const migrated = await read(context, source);
    const staged = host.migration.stage(vault, migrated, source.name);
    try {
      showFindings(output, migrated.report.findings);
      showPlan(output, staged.plan, { format: migrated.formatId, dryRun: options.dryRun ?? false });
      if (options.dryRun) return;
      const outcomes = staged.commit(await decideConflicts(context, staged.plan, options.onConflict));
      const transferId = hex(staged.transferId);
      output.emit(
        { event: "transfer", transferId, at: host.exchange.clock.now(), counterpart: migrated.formatId, source: source.name, outcomes, undone: false },
        [`${green("✓")} ${outcomeWords(outcomes, "brought in")}`, `  To take it back: keyferry vault undo ${transferId.slice(0, 8)}`],
      );
    } finally {
      staged.discard();
    }
  });
}

/** Asks for the file's own password as often as the prompter allows. */
async function read({ host, prompter }: Context, source: SourceFile): Promise<Migrated> {
  const format = host.migration.formatOf(source);
  if (!format.needsPassphrase(source.bytes)) return host.migration.read(source, undefined);
  for (let attempt = 1; ; attempt++) {
    const detail = { file: source.name, format: format.id };
    const passphrase = passphraseSecret(
      await prompter.secret({ kind: "file-passphrase", detail, text: `Password of ${quoted(source.name)} (${format.name})` }),
    );
    try {
      return await host.migration.read(source, passphrase);
    } catch (thrown) {
      const wrong = thrown instanceof ExchangeError && thrown.code === "format.wrong-passphrase";
      if (!wrong || attempt >= prompter.tries) throw thrown;
    } finally {
      passphrase.wipe();
    }
  }
}

/** Throws `usage.invalid` when it cannot be read. */
async function fileBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unreadable";
    throw new ExchangeError("usage.invalid", { detail: `the file cannot be read (${code})`, cause });
  }
}
