// The rehearsal's vaults as two programs use them: each is closed when it is made, and opened again to be compared.

import { toExchangeError } from "../../src-shared/errors.ts";
import type { Host } from "../host/compose-host.ts";
import { emptyVault, mustHoldTheSame, nowReal, openedAgain, sourceVault } from "../services/rehearsal-vaults.ts";

/** How many items it holds. */
export async function makeSource(host: Host, directory: string): Promise<number> {
  const vault = await sourceVault(host, directory);
  try {
    return vault.views().length;
  } finally {
    vault.close();
  }
}

export async function makeDestination(host: Host, directory: string): Promise<void> {
  (await emptyVault(host, directory)).close();
}

/** Throws `counterpart.receipt-mismatch` when the second does not hold exactly what the first does. */
export async function compare(host: Host, source: string, destination: string): Promise<void> {
  const first = await openedAgain(host, source);
  try {
    const second = await openedAgain(host, destination);
    try {
      mustHoldTheSame(first, second);
    } finally {
      second.close();
    }
  } finally {
    first.close();
  }
}

/** For a vault that is kept: from here on it is approved like any other. */
export async function keep(host: Host, directory: string): Promise<void> {
  try {
    const vault = await openedAgain(host, directory);
    nowReal(vault);
    vault.close();
  } catch (thrown) {
    if (toExchangeError(thrown).code !== "vault.missing") throw thrown; // the rehearsal ended before it was made
  }
}
