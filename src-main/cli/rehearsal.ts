// The two vaults of a rehearsal: one with every kind of credential, one empty, and the comparison at the end.

import { rehearsalDocument } from "../../src-shared/cxf/rehearsal-document.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import type { Host } from "../host/compose-host.ts";
import { differences } from "../services/compare-vaults.ts";

/** Of both vaults, and no secret: nothing in them is anybody's. */
export const REHEARSAL_PASSPHRASE = "rehearsal";

/** How many items it holds. */
export async function makeSource({ vaults, migration }: Host, directory: string): Promise<number> {
  const { vault } = await vaults.create(directory, passphraseSecret(REHEARSAL_PASSPHRASE));
  try {
    const staged = migration.stage(vault, { formatId: "rehearsal", ...rehearsalDocument(), report: { findings: [] } }, "rehearsal");
    staged.commit(() => "keep-both");
    staged.discard();
    return vault.views().length;
  } finally {
    vault.close();
  }
}

export async function makeDestination({ vaults }: Host, directory: string): Promise<void> {
  const { vault } = await vaults.create(directory, passphraseSecret(REHEARSAL_PASSPHRASE));
  vault.close();
}

/** Throws `counterpart.receipt-mismatch` when the second does not hold exactly what the first does. */
export async function compare(host: Host, source: string, destination: string): Promise<void> {
  const first = await open(host, source);
  try {
    const second = await open(host, destination);
    try {
      const [difference] = differences(first, second);
      if (difference !== undefined) throw new ExchangeError("counterpart.receipt-mismatch", { detail: difference });
    } finally {
      second.close();
    }
  } finally {
    first.close();
  }
}

function open({ vaults }: Host, directory: string): Promise<Vault> {
  const passphrase = async () => passphraseSecret(REHEARSAL_PASSPHRASE);
  return vaults.open(directory, "any", { tries: 1, passphrase, recoveryKey: async () => "" });
}
