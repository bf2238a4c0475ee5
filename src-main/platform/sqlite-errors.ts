// SQLite's result codes in the product's own terms. https://www.sqlite.org/rescode.html

import { type ErrorCode, ExchangeError } from "../../src-shared/errors.ts";

const CODES: { readonly [primary: number]: ErrorCode } = {
  5: "vault.in-use", // BUSY
  6: "vault.in-use", // LOCKED
  11: "vault.corrupt", // CORRUPT
  26: "vault.corrupt", // NOTADB
};

/** Runs `work`; what SQLite throws becomes `vault.in-use`, `vault.corrupt`, or `otherwise` for every other result code. */
export function guarded<T>(otherwise: ErrorCode, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const result = resultCode(thrown);
    if (result === undefined) throw thrown;
    throw new ExchangeError(CODES[result & 0xff] ?? otherwise, { detail: `sqlite ${result}`, cause: thrown });
  }
}

function resultCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !("errcode" in thrown)) return undefined;
  return typeof thrown.errcode === "number" ? thrown.errcode : undefined;
}
