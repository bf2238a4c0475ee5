// The exporter from START to the key: sealed chunks inside a window, HELD, and the content key handed over last. docs/protocol.md §5, §6

import { concat, utf8, wipe } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { sealChunk } from "../crypto/stream.ts";
import { ExchangeError } from "../errors.ts";
import type { ExporterEffect, ExporterInput, KeySealing, Open, Sending, ExporterStep as Step, Verifying } from "./exporter-state.ts";
import { encodeKeyMessage } from "./key-message.ts";
import type { Message } from "./messages.ts";
import { acknowledgedEvery } from "./payload.ts";
import { chunksAcknowledged, sealMessage } from "./secured.ts";
import { chain, DIGEST_START, progress, within } from "./session.ts";

/** Chunks on the way without an acknowledgement. */
const WINDOW = 32;
export const STREAM_EPOCH = 0;

type InSending = { readonly name: "sending" } & Sending;

export function onCut(p: Primitives, state: InSending, { bytes, final }: Extract<ExporterInput, { type: "cut" }>): Step {
  const { chunks, request, sent } = state;
  const sealed = sealChunk(p, chunks, request.transferId, STREAM_EPOCH, sent, final, bytes);
  const [link, frame] = sealMessage(p, state.link, { name: "chunk", sequence: sent, sealed });
  const next = {
    ...state,
    link,
    sent: sent + 1,
    cutting: false,
    plainDigest: chain(p, state.plainDigest, bytes),
    sealedDigest: chain(p, state.sealedDigest, sealed),
  };
  const [after, more] = cutMore(next);
  return [after, [{ do: "send", frame }, shown(next), ...more]];
}

export function onAcknowledged(state: InSending, { next }: Message<"acknowledged">): Step {
  if (next <= state.acknowledged || next > state.sent) throw new ExchangeError("counterpart.protocol-violation", { detail: "acknowledged twice or too early" });
  const [after, more] = cutMore({ ...state, acknowledged: next, link: chunksAcknowledged(state.link, state.sent - next) });
  return [after, [within("idle"), shown(after), ...more]];
}

/** Much may wait in the network's buffers, and after a link broke it is sent again: what is acknowledged counts, and what is due to be next. */
function shown({ sent, acknowledged, plan }: InSending): ExporterEffect {
  const there = Math.min(sent, acknowledged + acknowledgedEvery(plan.chunkSize));
  return progress(there === plan.chunks ? "checking" : "sending", Math.min(there * plan.chunkSize, plan.length), plan.length);
}

function cutMore(state: InSending): [InSending, ExporterEffect[]] {
  const open = !state.cutting && state.sent < state.plan.chunks && state.sent - state.acknowledged < WINDOW;
  return open ? [{ ...state, cutting: true }, [{ do: "cut", plan: state.plan, fingerprintKey: state.keys.fingerprintKey }]] : [state, []];
}

/** Key last: only when the importer vouches for every chunk does the content key get sealed to it. */
export function onHeld(p: Primitives, state: InSending, held: Message<"held">): Step {
  const complete = state.sent === state.plan.chunks && held.next === state.plan.chunks;
  if (!complete || !p.equal(held.digest, state.sealedDigest)) throw new ExchangeError("counterpart.protocol-violation", { detail: "held what was not sent" });
  const sealing = keySealing(p, state);
  const { contentKey, chunks, sealedDigest: _, sent: __, acknowledged: ___, cutting: ____, ...rest } = state;
  wipe(contentKey, chunks.key);
  return [{ ...rest, name: "sealing-key", link: chunksAcknowledged(state.link, 0) }, [{ do: "seal-key", sealing }, within("local")]];
}

function keySealing(p: Primitives, state: InSending): KeySealing {
  const { keys, request, self, counts, stays, complete, plainDigest, contentKey, challenge } = state;
  const binding = p.sha256(keys.transcript, request.challenge);
  const plaintext = encodeKeyMessage({
    transferId: request.transferId,
    contentKey,
    counts,
    binding,
    digest: plainDigest,
    moment: self.moment,
    stays,
    complete,
    challenge,
  });
  return { ...keyBinding(p, keys, state.requestBody), publicKey: request.requestKey, plaintext };
}

/** What ties the KEY message to this session and this request, the same on both ends. docs/protocol.md §6 */
export function keyBinding(p: Primitives, keys: { readonly transcript: Uint8Array; readonly hpkePsk: Uint8Array }, requestBody: Uint8Array) {
  return { psk: keys.hpkePsk, pskId: keys.transcript, info: concat(utf8("cxt1 cxf"), keys.transcript), externalAad: p.sha256(requestBody) };
}

export function onKeySealed(p: Primitives, state: Extract<Open, { name: "sealing-key" }>, message: Uint8Array): Step {
  const [link, frame] = sealMessage(p, state.link, { name: "key", sealed: message });
  const verifying: Verifying = { ...state, link, keyDigest: p.sha256(message), proofs: DIGEST_START, checked: 0, reports: 0 };
  return [{ ...verifying, name: "waiting-receipt" }, [{ do: "send", frame }, within("otherOwner"), progress("key-handed-over", 0, state.counts.items)]];
}
