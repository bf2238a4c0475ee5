// The receipt: what the importer vouches for under MAC and signature, and the document both sides keep and print, without secrets. docs/protocol.md §8

import { utf8 } from "../bytes.ts";
import { type CborValue, decodeCbor, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import type { ItemVerdict, Tally } from "./liveness.ts";
import { type Counts, type Loss, OUTCOMES, type Outcome, type StaysHere } from "./ports.ts";

/** Signed and MACed by the importer. */
export type ReceiptBody = {
  readonly transferId: Uint8Array;
  /** Chained SHA-256 over the plaintext chunks as opened. */
  readonly digest: Uint8Array;
  /** Chained SHA-256 over the proof messages as sent. */
  readonly proofs: Uint8Array;
  readonly items: number;
  readonly outcomes: OutcomeCounts;
};

export type OutcomeCounts = { readonly [outcome in Outcome]: number };

export const NO_OUTCOMES = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as OutcomeCounts;

export function encodeReceiptBody(body: ReceiptBody): Uint8Array {
  return encodeCbor([body.transferId, body.digest, body.proofs, body.items, OUTCOMES.map((outcome) => body.outcomes[outcome])] as CborValue);
}

/** Throws `counterpart.receipt-mismatch`. */
export function decodeReceiptBody(bytes: Uint8Array): ReceiptBody {
  const [transferId, digest, proofs, items, outcomes] = decodeList(bytes);
  const whole = (value: unknown): value is number => typeof value === "number" && value >= 0;
  const formed =
    [transferId, digest, proofs].every((one) => one instanceof Uint8Array) &&
    whole(items) &&
    Array.isArray(outcomes) &&
    outcomes.length === OUTCOMES.length &&
    outcomes.every(whole);
  if (!formed) throw new ExchangeError("counterpart.receipt-mismatch", { detail: "receipt form" });
  const counts = Object.fromEntries(OUTCOMES.map((outcome, i) => [outcome, (outcomes as number[])[i]])) as OutcomeCounts;
  return { transferId: transferId as Uint8Array, digest: digest as Uint8Array, proofs: proofs as Uint8Array, items: items as number, outcomes: counts };
}

function decodeList(bytes: Uint8Array): readonly unknown[] {
  try {
    const list: unknown = decodeCbor(bytes, { maximumDepth: 2, maximumItems: 32 });
    if (Array.isArray(list) && list.length === 5) return list;
  } catch (cause) {
    throw new ExchangeError("counterpart.receipt-mismatch", { detail: "receipt form", cause });
  }
  throw new ExchangeError("counterpart.receipt-mismatch", { detail: "receipt form" });
}

export type SafeToClose = { readonly answer: "yes" | "no"; readonly because: string };

/** Both sides keep one; JSON as it stands. Byte values are lower-case hexadecimal. */
export type Receipt = {
  readonly version: 1;
  readonly transferId: string;
  readonly role: "exporter" | "importer";
  /** Unix seconds. */
  readonly at: number;
  readonly counterpart: { readonly name: string; readonly key: string };
  readonly counts: Counts;
  readonly outcomes: OutcomeCounts;
  /** Items whose fingerprint both ends computed and found equal, and none of whose passkeys and codes failed; some may be untested. */
  readonly proven: number;
  readonly passkeys: Tally;
  readonly totps: Tally;
  readonly digest: string;
  readonly stays: readonly StaysHere[];
  /** On the exporter: what was left out because the destination does not take it. */
  readonly losses: readonly Loss[];
  /** Everything in the exporter's vault was part of this transfer. */
  readonly complete: boolean;
  /** On the exporter: every item's verdict. On the importer: what it did with each. */
  readonly items: readonly ItemVerdict[];
  /** False when this side could not hear that the other one accepted the receipt. */
  readonly acknowledged: boolean;
  readonly safeToCloseOldService: SafeToClose;
};

/** Characters of JSON in one part. */
const PART = 1 << 20;

/** The receipt's JSON in UTF-8, in parts: that of a hundred thousand items is tens of megabytes. */
export function* receiptJson({ items, ...rest }: Receipt): Generator<Uint8Array> {
  let text = `${JSON.stringify(rest).slice(0, -1)},"items":[`;
  for (const [i, item] of items.entries()) {
    text += `${i === 0 ? "" : ","}${JSON.stringify(item)}`;
    if (text.length < PART) continue;
    yield utf8(text);
    text = "";
  }
  yield utf8(`${text}]}`);
}

export function sumTallies(verdicts: readonly ItemVerdict[], of: "passkeys" | "totps"): Tally {
  const sum = (part: keyof Tally) => verdicts.reduce((total, verdict) => total + verdict[of][part], 0);
  return { working: sum("working"), failing: sum("failing"), untested: sum("untested") };
}

export type CloseReason = "everything" | "not-acknowledged" | "kinds-left-behind" | "part-of-vault" | "stays-here" | "not-proven" | "passkeys-untested";

/** `count`: the credentials, items or passkeys the reason is about; 0 where it is about none. */
export type CloseVerdict = { readonly answer: boolean; readonly reason: CloseReason; readonly count: number };

type CloseBasis = Pick<Receipt, "items" | "stays" | "complete" | "losses" | "acknowledged" | "role" | "proven" | "counts">;

/** An item already in the destination, or merged by its owner's decision, counts as there when its fingerprint is equal. */
export function closeVerdict(receipt: CloseBasis): CloseVerdict {
  const no = (reason: CloseReason, about = 0): CloseVerdict => ({ answer: false, reason, count: about });
  if (!receipt.acknowledged) return no("not-acknowledged");
  const lost = receipt.losses.reduce((total, { count: more }) => total + more, 0);
  if (lost > 0) return no("kinds-left-behind", lost);
  if (!receipt.complete) return no("part-of-vault");
  if (receipt.stays.length > 0) return no("stays-here", receipt.stays.length);
  const proven = receipt.role === "exporter" ? receipt.items.filter(({ verdict }) => verdict === "proven").length : receipt.proven;
  const missing = receipt.counts.items - proven;
  if (missing > 0) return no("not-proven", missing);
  const untested = receipt.items.reduce((total, { passkeys }) => total + passkeys.untested, 0);
  if (untested > 0) return no("passkeys-untested", untested);
  return { answer: true, reason: "everything", count: 0 };
}

const BECAUSE: Record<CloseReason, (number: number) => string> = {
  everything: () => "every item arrived as it was, and every passkey was tested",
  "not-acknowledged": () => "the two computers did not both confirm the receipt",
  "kinds-left-behind": (number) => `${count(number, "credential")} of a kind the other computer does not take stayed behind`,
  "part-of-vault": () => "only a part of the vault was sent",
  "stays-here": (number) => `${count(number, "credential")} cannot be moved and must be set up anew first`,
  "not-proven": (number) => `${count(number, "item")} did not arrive or did not prove to work`,
  "passkeys-untested": (number) => `${count(number, "passkey")} could not be tested here; sign in with each once first`,
};

/** The verdict in English, as the receipt keeps it. */
export function safeToClose(receipt: CloseBasis): SafeToClose {
  const { answer, reason, count: number } = closeVerdict(receipt);
  return { answer: answer ? "yes" : "no", because: BECAUSE[reason](number) };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
