// Whether a credential a reader put together is one the exchange format can hold, by the same checks an importer makes.

import { checkStruct } from "../cxf/check.ts";
import type { Credential } from "../cxf/document.ts";
import { ITEM } from "../cxf/schema.ts";
import { credentialProblems } from "../cxf/validate-item.ts";
import { type ErrorCode, ExchangeError } from "../errors.ts";

const PROBE = { id: Uint8Array.of(0), title: "" };

/** Undefined when it is usable, otherwise the code of what it is. */
export function credentialFault(credential: Credential): ErrorCode | undefined {
  try {
    checkStruct(ITEM, { ...PROBE, credentials: [credential] });
  } catch (thrown) {
    if (thrown instanceof ExchangeError) return thrown.code;
    throw thrown;
  }
  return credentialProblems(credential, {}).some(({ costs }) => costs === "credential") ? "format.malformed" : undefined;
}
