// What the owner is shown before secrets leave the vault in the clear, as the value that an approval is bound to.

import type { CborValue } from "../../src-shared/cbor/codec.ts";
import type { Counts } from "../../src-shared/exchange/ports.ts";
import type { ApprovalRequest } from "../../src-shared/presence/approval.ts";
import type { VaultItemView } from "../../src-shared/vault/model.ts";

/** The whole selection in the clear, to the program behind the pipe. */
export function plaintextRequest(counts: Counts, withFiles: boolean): ApprovalRequest {
  return { action: "export", about: ["plaintext", what(counts), withFiles] };
}

export function revealRequest({ id, title, ref }: VaultItemView): ApprovalRequest {
  return { action: "reveal", about: ["item", ref.account, id, title] };
}

function what({ accounts, collections, items, files, credentials }: Counts): CborValue {
  return [accounts, collections, items, files, credentials];
}
