// `vault digest`: one value for all content, to see whether anything changed.

import type { Command } from "commander";
import { hex } from "../../../src-shared/bytes.ts";
import type { Context, Runner } from "../context.ts";
import { withVault } from "../unlock.ts";

export function addVaultDigest(parent: Command, run: Runner): void {
  parent.command("digest").description("print a value that changes when any content changes").action(run(digest));
}

function digest({ output, ...rest }: Context): Promise<void> {
  return withVault({ output, ...rest }, (vault) => {
    const value = hex(vault.digest());
    output.emit({ event: "digest", hex: value }, value);
  });
}
