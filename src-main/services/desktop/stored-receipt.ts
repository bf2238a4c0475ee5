// A receipt read back from the vault's log: the form every version wrote, checked as far as it is used.

import { fromHex, fromUtf8 } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { OUTCOMES } from "../../../src-shared/exchange/ports.ts";
import type { Receipt } from "../../../src-shared/exchange/receipt.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";

/** Throws `vault.item-missing` when the log has none of that transfer, `vault.corrupt` when it cannot be read. */
export function storedReceipt(vault: Pick<Vault, "receipt">, transferId: string): Receipt {
  const id = fromHex(transferId);
  const stored = id && vault.receipt(id);
  if (stored === undefined) throw new ExchangeError("vault.item-missing", { detail: "receipt" });
  return parseReceipt(stored);
}

/** Throws `vault.corrupt`. */
export function parseReceipt(bytes: Uint8Array): Receipt {
  const value = jsonOf(bytes);
  if (!isReceipt(value)) throw corrupt();
  return value;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch (cause) {
    throw corrupt(cause);
  }
}

function corrupt(cause?: unknown): ExchangeError {
  return new ExchangeError("vault.corrupt", { detail: "receipt", cause });
}

type Test = (value: unknown) => boolean;

const text: Test = (value) => typeof value === "string";
const flag: Test = (value) => typeof value === "boolean";
const number: Test = (value) => typeof value === "number" && value >= 0;
const oneOf = (...words: readonly unknown[]): Test => {
  return (value) => words.includes(value);
};
const all = (test: Test): Test => {
  return (value) => Array.isArray(value) && value.every(test);
};
const mapOf = (test: Test): Test => {
  return (value) => isRecord(value) && Object.values(value).every(test);
};
const record = (members: { readonly [name: string]: Test }): Test => {
  return (value) => isRecord(value) && Object.entries(members).every(([name, test]) => test(value[name]));
};

const tally = record({ working: number, failing: number, untested: number });
const outcome = oneOf(...OUTCOMES);
const receipt = record({
  transferId: text,
  role: oneOf("exporter", "importer"),
  at: number,
  counterpart: record({ name: text, key: text }),
  counts: record({ collections: number, items: number, files: number, credentials: mapOf(number) }),
  outcomes: mapOf(number),
  proven: number,
  passkeys: tally,
  totps: tally,
  stays: all(record({ title: text, type: text, reason: text, rpId: (value) => value === undefined || text(value) })),
  losses: all(record({ type: text, count: number, extent: oneOf("partly", "not"), reason: text })),
  complete: flag,
  acknowledged: flag,
  items: all(record({ title: text, outcome, verdict: oneOf("proven", "mismatch", "not-kept"), passkeys: tally, totps: tally })),
  safeToCloseOldService: record({ answer: oneOf("yes", "no"), because: text }),
});

function isReceipt(value: unknown): value is Receipt {
  return receipt(value);
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
