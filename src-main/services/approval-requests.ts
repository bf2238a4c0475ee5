// What an approval is for, as the owner is shown it: who, how many, which kinds, what is lost and what stays. Its digest binds the approval.

import type { CborValue } from "../../src-shared/cbor/codec.ts";
import type { Counterpart, ExportReview } from "../../src-shared/exchange/ports.ts";
import type { ApprovalRequest } from "../../src-shared/presence/approval.ts";

export function exportRequest({ counterpart, counts, losses, stays }: ExportReview): ApprovalRequest {
  const { accounts, collections, items, files, credentials } = counts;
  const kinds = Object.entries(credentials).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lost = losses.map(({ type, count, extent }) => [type, count, extent]);
  const staying = stays.map(({ title, type }) => [title, type]);
  return { action: "export", about: [whom(counterpart), [accounts, collections, items, files], kinds, lost, staying] };
}

export function importRequest(counterpart: Counterpart): ApprovalRequest {
  return { action: "import", about: [whom(counterpart)] };
}

function whom({ name, publicKey, knownAs }: Counterpart): CborValue {
  return [publicKey, name, knownAs ?? null];
}
