// What the owner is shown before the system's prompt, as the value that an approval is bound to.

import type { CborValue } from "../../src-shared/cbor/codec.ts";
import type { Counterpart, Counts, ExportReview } from "../../src-shared/exchange/ports.ts";
import type { ApprovalRequest } from "../../src-shared/presence/approval.ts";
import type { VaultItemView } from "../../src-shared/vault/model.ts";

export function sendingRequest({ counterpart, counts, stays, losses }: ExportReview): ApprovalRequest {
  const left = [
    ...stays.map(({ title, type, rpId, reason }) => [title, type, rpId ?? null, reason]),
    ...losses.map((loss) => [loss.type, loss.count, loss.extent]),
  ];
  return { action: "export", about: ["transfer", whom(counterpart), what(counts), left] };
}

export function receivingRequest(counterpart: Counterpart): ApprovalRequest {
  return { action: "import", about: ["transfer", whom(counterpart)] };
}

/** The whole selection in the clear, to the program behind the pipe. */
export function plaintextRequest(counts: Counts, withFiles: boolean): ApprovalRequest {
  return { action: "export", about: ["plaintext", what(counts), withFiles] };
}

export function revealRequest({ id, title, ref }: VaultItemView): ApprovalRequest {
  return { action: "reveal", about: ["item", ref.account, id, title] };
}

function whom({ name, publicKey, knownAs }: Counterpart): CborValue {
  return [publicKey, name, knownAs ?? null];
}

function what({ accounts, collections, items, files, credentials }: Counts): CborValue {
  return [accounts, collections, items, files, credentials];
}
