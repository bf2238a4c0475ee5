// `protection`: what is protected by what on this computer, found out by asking each part.

import type { Command } from "commander";
import { approvalSettings } from "../../services/approval-settings.ts";
import { identityHolder } from "../../services/device-identity.ts";
import { selfTest } from "../../services/self-test.ts";
import { selfTestWords } from "../../services/self-test-words.ts";
import type { Context, Runner } from "../context.ts";
import { bold, dim, green, red, yellow } from "../output.ts";
import { withVault } from "../unlock.ts";

const MARKS = { strong: green("✓"), fair: yellow("~"), weak: red("!") } as const;
const PLATFORMS: { readonly [platform: string]: "macos" | "windows" } = { darwin: "macos", win32: "windows" };

export function addProtection(parent: Command, run: Runner): void {
  parent.command("protection").description("say what is protected by what on this computer").action(run(protection));
}

function protection(context: Context): Promise<void> {
  const { host, output, vaultDirectory } = context;
  return withVault(context, async (vault) => {
    const { presence, keyStore, hardware, selfTest: probes } = host;
    const rows = await selfTest(
      { presence, keyStore, hardware, probes },
      {
        slots: vault.slots(),
        opensWithKeyStore: () => vault.opensWithKeyStore(),
        vaultDirectory,
        platform: PLATFORMS[process.platform] ?? "linux",
        identity: await identityHolder(vault, host.exchange.identityHardware),
        approval: approvalSettings(vault),
        clipboard: undefined,
      },
    );
    for (const row of rows) {
      const { name, text, next } = selfTestWords(row);
      const lines = [`${MARKS[row.grade]} ${bold(name)}  ${text}`, ...(next === undefined ? [] : [dim(`    ${next}`)])];
      output.emit({ event: "protection", ...row, name, text, ...(next !== undefined && { next }) }, lines);
    }
  });
}
