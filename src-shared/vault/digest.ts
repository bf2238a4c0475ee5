// One keyed value over everything a vault holds, opened and read: the same for the same content, however and in whatever order it came.

import { concat } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import { decodeAccount, decodeCollection } from "./accounts.ts";
import type { VaultCore } from "./core.ts";
import { KIND } from "./keys.ts";
import type { PageEntry } from "./page.ts";
import { decodeView } from "./stored-view.ts";

const ACTIVE = 0;
const TRASHED = 1;

/**
 * HMAC over (kind, identifier, state, HMAC of the canonical CBOR) of accounts, collections and items, and over the identifiers
 * of file pieces, which name their content's hash; in the order of the identifiers. Throws `vault.tampered`.
 */
export function contentDigest(core: VaultCore): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const entry of core.ledger.reader.entries()) {
    const content = contentOf(core, entry);
    if (content === undefined) continue;
    parts.push(concat(Uint8Array.of(entry.kind, stateOf(entry)), entry.id, core.p.hmacSha256(core.keys.digest, content)));
  }
  return core.p.hmacSha256(core.keys.digest, concat(...parts));
}

function stateOf({ view }: PageEntry): number {
  return view !== undefined && decodeView(view).trashedAt !== undefined ? TRASHED : ACTIVE;
}

function contentOf(core: VaultCore, entry: PageEntry): Uint8Array | undefined {
  switch (entry.kind) {
    case KIND.item:
      return core.ledger.reader.bodyOf(entry);
    case KIND.account:
      return decodeAccount(core.ledger.reader.bodyOf(entry)).bytes;
    case KIND.collection:
      return decodeCollection(core.ledger.reader.bodyOf(entry)).bytes;
    case KIND.file:
      return new Uint8Array(0);
    case KIND.history:
    case KIND.transfer:
    case KIND.receipt:
    case KIND.receiptPart:
    case KIND.setting:
      return undefined;
    default:
      throw new ExchangeError("vault.corrupt", { detail: "record kind" });
  }
}
