// The exporter after the key: proofs item by item, the receipt under MAC and signature, and DONE. docs/protocol.md §8

import { concat, sameBytes } from "../bytes.ts";
import { openMac0, openSign1 } from "../crypto/cose.ts";
import { forget } from "../crypto/handshake.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import type { Open, ExporterStep as Step, Verifying } from "./exporter-state.ts";
import type { Message } from "./messages.ts";
import { decodeReceiptBody } from "./receipt.ts";
import { sealMessage, wipeSecured } from "./secured.ts";
import { chain, progress, within } from "./session.ts";

type Waiting = { readonly name: "waiting-receipt" } & Verifying;

/** Reports of long work an importer may send: one a second, for hours. */
const MOST_REPORTS = 20_000;

export function onWorking(state: Waiting, { done, total }: Message<"working">): Step {
  const reports = state.reports + 1;
  if (reports > MOST_REPORTS) throw new ExchangeError("counterpart.limit-exceeded", { detail: "reports" });
  return [{ ...state, reports }, [within("otherOwner"), progress("verifying", done, total)]];
}

export function onProof(p: Primitives, state: Waiting, message: Message<"proof">, body: Uint8Array): Step {
  const checked = state.checked + message.items.length;
  if (message.first !== state.checked || message.items.length === 0 || checked > state.counts.items) throw mismatch("proofs do not follow the items");
  const context = { fingerprintKey: state.keys.fingerprintKey, challenge: state.challenge, moment: state.self.moment };
  const check = { do: "check", first: message.first, items: message.items, context } as const;
  return [{ ...state, checked, proofs: chain(p, state.proofs, body) }, [check, within("idle"), progress("verifying", checked, state.counts.items)]];
}

export function onReceipt(p: Primitives, state: Waiting, receipt: Message<"receipt">): Step {
  const bound = concat(state.keyDigest, state.keys.transcript);
  const body = decodeReceiptBody(vouchedFor(p, state, receipt, bound));
  const sum = Object.values(body.outcomes).reduce((total, count) => total + count, 0);
  if (!sameBytes(body.transferId, state.request.transferId)) throw mismatch("another transfer");
  if (!sameBytes(body.digest, state.plainDigest)) throw mismatch("digest");
  if (!sameBytes(body.proofs, state.proofs)) throw mismatch("proofs");
  if (body.items !== state.counts.items || state.checked !== state.counts.items || sum !== state.counts.items) throw mismatch("counts");
  return [{ ...state, name: "concluding", receipt, body }, [{ do: "conclude" }, within("local")]];
}

/** What both the MAC and the signature cover. */
function vouchedFor(p: Primitives, state: Waiting, receipt: Message<"receipt">, bound: Uint8Array): Uint8Array {
  try {
    const payload = openMac0(p, state.keys.receiptKey, receipt.mac, bound);
    if (sameBytes(payload, openSign1(p, state.counterpart.publicKey, receipt.signed, bound))) return payload;
  } catch (cause) {
    throw new ExchangeError("counterpart.receipt-mismatch", { detail: "MAC or signature", cause });
  }
  throw mismatch("MAC and signature cover different receipts");
}

export function onConcluded(p: Primitives, state: Extract<Open, { name: "concluding" }>, proven: number): Step {
  const { keys, request, body, counterpart, counts, stays, losses, complete, receipt } = state;
  const [link, frame] = sealMessage(p, state.link, { name: "done", receipt: p.sha256(receipt.mac), proven, accepted: true });
  const done = { name: "done", transferId: request.transferId, body, counterpart, counts, stays, losses, complete, proven } as const;
  if (link.resumption?.heard) return [{ name: "parting", keys, link, end: done }, [{ do: "send", frame }, within("parting")]];
  forget(keys);
  wipeSecured(link);
  return [done, [{ do: "send", frame }, progress("done", counts.items, counts.items)]];
}

function mismatch(detail: string): ExchangeError {
  return new ExchangeError("counterpart.receipt-mismatch", { detail });
}
