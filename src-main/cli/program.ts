// Every command of `keyferry` and the options they share.

import { Command } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { addDestinations } from "./commands/destinations.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addProtection } from "./commands/protection.ts";
import { addReceipts } from "./commands/receipts.ts";
import { addReceive } from "./commands/receive.ts";
import { addRehearse } from "./commands/rehearse.ts";
import { addSend } from "./commands/send.ts";
import { addVaultCreate } from "./commands/vault-create.ts";
import { addVaultCxf } from "./commands/vault-cxf.ts";
import { addVaultDigest } from "./commands/vault-digest.ts";
import { addVaultImport } from "./commands/vault-import.ts";
import { addVaultList } from "./commands/vault-list.ts";
import { addVaultSearch } from "./commands/vault-search.ts";
import { addVaultShow } from "./commands/vault-show.ts";
import { addVaultSlots } from "./commands/vault-slots.ts";
import { addVaultStays } from "./commands/vault-stays.ts";
import { addVaultTrash } from "./commands/vault-trash.ts";
import { addVaultUndo } from "./commands/vault-undo.ts";
import type { Runner } from "./context.ts";
import type { Output } from "./output.ts";

const VAULT_COMMANDS = [
  addVaultCreate,
  addVaultList,
  addVaultShow,
  addVaultSearch,
  addVaultDigest,
  addVaultImport,
  addVaultCxf,
  addVaultSlots,
  addVaultStays,
  addVaultTrash,
  addVaultUndo,
];
const COMMANDS = [addReceive, addSend, addDestinations, addRehearse, addReceipts, addProtection, addDoctor];

export function makeProgram(run: Runner, output: Output): Command {
  const program = new Command("keyferry")
    .description("Moves a whole credential vault from one computer to another, directly.")
    .version(manifest.version)
    .option("--vault <directory>", "the vault's folder")
    .option("--recovery", "open the vault with the recovery key")
    .option("--json", "one JSON object a line, answers on stdin; for programs")
    .option("--no-color", "no colours")
    .exitOverride()
    .configureOutput({ writeOut: (text) => output.lines(text.trimEnd()), writeErr: () => {} });
  const vault = program.command("vault").description("what this computer keeps");
  for (const add of VAULT_COMMANDS) add(vault, run);
  for (const add of COMMANDS) add(program, run);
  return program;
}
