// The importer from the opened payload to the receipt: counts and digest checked, plan, owner's decisions, commit, proofs, signature. docs/protocol.md §8

import { concat, sameBytes } from "../bytes.ts";
import type { CborValue } from "../cbor/codec.ts";
import { mac0 } from "../crypto/cose.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import { sameCounts } from "./entries.ts";
import type { Committed, ImporterInput, Open, Opening, ImporterStep as Step } from "./importer-state.ts";
import { encodeMessage } from "./messages.ts";
import type { Counts, ImportPlan } from "./ports.ts";
import { encodeReceiptBody, type OutcomeCounts } from "./receipt.ts";
import { sealFrame, sealMessage } from "./secured.ts";
import { chain, DIGEST_START, progress, within } from "./session.ts";

/** Long work on this side, told to the other one so that it neither waits blindly nor gives up. */
export function onWorking<S extends Extract<Open, { key: unknown }>>(
  p: Primitives,
  state: S,
  { phase, done, total }: Extract<ImporterInput, { type: "working" }>,
): Step {
  const [link, frame] = sealMessage(p, state.link, { name: "working", phase, done, total });
  return [{ ...state, link } as S, [{ do: "send", frame }, progress("verifying", done, total), within("local")]];
}

/** What was opened must be what the key message says was sent, to the last item. */
export function onOpened(state: { readonly name: "opening" } & Opening, { counts, digest }: { readonly counts: Counts; readonly digest: Uint8Array }): Step {
  if (!sameBytes(digest, state.key.digest)) throw new ExchangeError("stream.digest-mismatch");
  if (!sameCounts(counts, state.key.counts)) throw new ExchangeError("counterpart.count-mismatch");
  return [{ ...state, name: "planning" }, [{ do: "plan" }, within("local")]];
}

export function onPlanned(state: { readonly name: "planning" } & Opening, plan: ImportPlan): Step {
  if (!sameCounts(plan.counts, state.key.counts)) throw new ExchangeError("counterpart.count-mismatch");
  if (plan.conflicts.length === 0) return onDecided({ ...state, name: "reviewing" });
  return [{ ...state, name: "reviewing" }, [{ do: "ask-merge", plan }, within("otherOwner")]];
}

export function onDecided(state: { readonly name: "reviewing" } & Opening): Step {
  return [{ ...state, name: "committing" }, [{ do: "commit" }, within("local")]];
}

export function onCommitted(state: { readonly name: "committing" } & Opening): Step {
  const { keys, key } = state;
  const context = { fingerprintKey: keys.fingerprintKey, challenge: key.challenge, moment: key.moment };
  const prove = { do: "prove", context, items: key.counts.items } as const;
  return [{ ...state, name: "proving", proofs: DIGEST_START, proved: 0 }, [prove, within("local"), progress("verifying", 0, key.counts.items)]];
}

type Proving = { readonly name: "proving" } & Committed;

export function onProofs(p: Primitives, state: Proving, { first, items }: { readonly first: number; readonly items: readonly CborValue[] }): Step {
  const body = encodeMessage({ name: "proof", first, items });
  const [link, frame] = sealFrame(p, state.link, body);
  const proved = state.proved + items.length;
  const next = { ...state, link, proved, proofs: chain(p, state.proofs, body) };
  return [next, [{ do: "send", frame }, progress("verifying", proved, state.key.counts.items)]];
}

export function onProved(state: Proving, outcomes: OutcomeCounts): Step {
  const { transferId, key, proofs, keyDigest, keys } = state;
  const body = { transferId, digest: key.digest, proofs, items: key.counts.items, outcomes };
  const externalAad = concat(keyDigest, keys.transcript);
  return [{ ...state, name: "signing", body }, [{ do: "sign-receipt", payload: encodeReceiptBody(body), externalAad }]];
}

export function onReceiptSigned(p: Primitives, state: Extract<Open, { name: "signing" }>, signed: Uint8Array): Step {
  const mac = mac0(p, state.keys.receiptKey, encodeReceiptBody(state.body), concat(state.keyDigest, state.keys.transcript));
  const [link, frame] = sealMessage(p, state.link, { name: "receipt", mac, signed });
  return [{ ...state, name: "waiting-done", link, receipt: mac }, [{ do: "send", frame }, within("idle")]];
}
