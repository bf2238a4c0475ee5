// The importer as a pure function: step(primitives, state, input) → [state, effects]. States and messages: docs/protocol.md §9.
// Nothing is asked for before both confirmations here, nothing is opened before every chunk is held, nothing is in the vault before the commit.

import { concat, sameBytes } from "../bytes.ts";
import { decodeDeviceKey, encodeDeviceKey } from "../crypto/cose.ts";
import { forget, importerAgree, importerHello, importerReveal, type SessionKeys } from "../crypto/handshake.ts";
import { forgetRequestKey } from "../crypto/hpke.ts";
import type { PairingMode } from "../crypto/pairing-mode.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import { onCommitted, onDecided, onOpened, onPlanned, onProofs, onProved, onReceiptSigned, onWorking } from "./importer-commit.ts";
import type { ImporterInput, ImporterSelf, ImporterState, Linked, Open, Paired, ImporterStep as Step } from "./importer-state.ts";
import { onChunk, onHeld, onKey, onKeyOpened, onProbe, onStart, tooManyChunks } from "./importer-stream.ts";
import { encodeMessage, type Message } from "./messages.ts";
import { reachMessage } from "./reach.ts";
import { resumable, type Secured, sealFrame, sealMessage, secured, wipeSecured } from "./secured.ts";
import {
  abortFrame,
  attempt,
  type CommonEffect,
  type CommonInput,
  clearAbort,
  codeOfAbort,
  counterpartOf,
  displayName,
  IDENTITY,
  type LinkInput,
  progress,
  unexpected,
  within,
} from "./session.ts";
import { hear, onLinkInput, resumedInVain, sayAlive, telling } from "./session-link.ts";

export function startImporter(p: Primitives, self: ImporterSelf): Step {
  const mode: PairingMode = self.phoneCode === undefined ? "screens" : "phone";
  const { state: hello, hello: frame } = importerHello(p, mode);
  const show = self.phoneCode === undefined ? [] : [{ do: "show-code", code: self.phoneCode, mode } as const];
  return [{ name: "waiting-hello", self, hello, mode }, [{ do: "send", frame }, ...show, within("handshake"), progress("pairing", 0, 0)]];
}

/** A commit cannot be called back: whatever comes while it runs waits for its outcome. */
export function importerStep(p: Primitives, state: ImporterState, input: ImporterInput): Step {
  if (state.name === "done" || state.name === "failed") return [state, []];
  if (state.name === "committing" && input.type !== "committed" && input.type !== "failed") return whileCommitting(p, state, input);
  return attempt(
    () => {
      if (input.type === "resumed" || input.type === "quiet") return onLink(p, state, input);
      if (input.type === "closed")
        throw input.error ?? new ExchangeError(state.name === "receiving" || state.name === "waiting-key" ? "stream.truncated" : "transport.closed");
      if (input.type === "timeout") throw new ExchangeError("transport.timed-out");
      if (input.type === "cancel") throw new ExchangeError("owner.cancelled");
      if (input.type === "failed") throw input.error;
      return input.type === "frame" ? onFrame(p, state, input.frame) : onAnswer(p, state, input);
    },
    (error) => fail(p, state, error),
  );
}

type Committing = Extract<Open, { name: "committing" }>;

/** Frames still count, and the link may change; of what they say only the end is remembered. */
function whileCommitting(p: Primitives, state: Committing, input: Exclude<ImporterInput, { type: "committed" | "failed" }>): Step {
  if (state.link.resumption === undefined) return [state, []];
  return attempt(
    () => {
      if (input.type === "resumed" || input.type === "quiet") return onLinkInput(p, state, input);
      if (input.type !== "frame") return [state, []];
      const { state: after, effects, message } = hear(p, state, input.frame, true);
      const ended = message?.name === "abort" ? { ended: new ExchangeError(codeOfAbort(message)) } : {};
      return telling(p, [{ ...after, ...ended }, effects]);
    },
    () => [state, [{ do: "drop-link" }]],
  );
}

function onLink(p: Primitives, state: Open, input: LinkInput): Step {
  if (!("link" in state)) return [state, []];
  const [after, effects] = onLinkInput(p, state, input);
  const vain = resumedInVain(after.link);
  return vain === undefined ? [after, effects] : fail(p, after, vain);
}

/** After the commit there is nothing left to fail: the vault has the items, only the exporter's word is missing. */
function fail(p: Primitives, state: Open, error: ExchangeError): Step {
  const link = "link" in state ? state.link : undefined;
  const gone = (error.code === "transport.closed" || error.code === "stream.truncated") && link?.resumption === undefined;
  const abort = gone ? [] : [{ do: "send", frame: abortFrame(p, link, error.code) } as const];
  erase(state);
  if (state.name === "proving" || state.name === "signing" || state.name === "waiting-done") {
    const { transferId, counterpart, key } = state;
    const body = "body" in state ? state.body : undefined;
    const { counts, stays, complete } = key;
    return [{ name: "done", transferId, counterpart, counts, stays, complete, body, proven: undefined, unconfirmed: error }, abort];
  }
  return [{ name: "failed", error, keyHandedOver: false }, abort];
}

function erase(state: Open): void {
  if ("hello" in state) forget(state.hello);
  if ("revealed" in state) forget(state.revealed);
  if ("keys" in state && state.keys !== undefined) forget(state.keys);
  if ("privateKey" in state) forgetRequestKey(state.privateKey);
  if ("link" in state) wipeSecured(state.link);
}

function onFrame(p: Primitives, state: Open, frame: Uint8Array): Step {
  if (state.name === "waiting-hello") return onHello(p, state, frame);
  const { state: after, effects, message } = hear<Linked>(p, state, frame, state.name !== "showing-code");
  if (message === undefined) return telling(p, [after, effects]);
  if (message.name === "abort") throw new ExchangeError(codeOfAbort(message));
  return telling(p, onMessage(p, after, message));
}

function onHello(p: Primitives, state: Extract<Open, { name: "waiting-hello" }>, frame: Uint8Array): Step {
  const aborted = clearAbort(frame);
  if (aborted !== undefined) throw new ExchangeError(aborted);
  const { self, hello, mode } = state;
  const { state: revealed, reveal, early } = importerReveal(p, hello, frame, self.phoneCode);
  const [link, sealed] = sealFrame(p, secured(early.importerToExporter, early.exporterToImporter), reveal);
  const keys = mode === "screens" ? importerAgree(p, revealed).keys : undefined;
  const show = keys === undefined ? [] : [{ do: "show-code", code: keys.shortCode, mode } as const];
  return [{ name: "showing-code", self, mode, revealed, early, keys, link }, [{ do: "send", frame: sealed }, ...show, within("otherOwner")]];
}

function onMessage(p: Primitives, state: Linked, message: Message): Step {
  if (state.name === "showing-code" && message.name === "finished") return onFinished(p, state, message);
  if (state.name === "waiting-start" && message.name === "probe") return onProbe(p, state, message);
  if (state.name === "waiting-start" && message.name === "start") return onStart(state, message);
  if (state.name === "receiving" && message.name === "chunk") return onChunk(p, state, message);
  if (state.name === "receiving" && message.name === "key") throw new ExchangeError("stream.truncated");
  if (state.name === "waiting-key" && message.name === "chunk") throw tooManyChunks();
  if (state.name === "waiting-key" && message.name === "key") return onKey(p, state, message);
  if (state.name === "waiting-done" && message.name === "done") return onDone(p, state, message);
  throw unexpected(message, state.name);
}

type Answer = Exclude<ImporterInput, CommonInput>;

function onAnswer(p: Primitives, state: Open, input: Answer): Step {
  if (state.name === "confirming" && input.type === "confirmed")
    return [{ ...state, name: "approving" }, [{ do: "ask-approval", counterpart: state.counterpart }, within("owner")]];
  if (state.name === "approving" && input.type === "approved")
    return [{ ...state, name: "requesting" }, [{ do: "make-request", message: concat(IDENTITY.importer, state.keys.transcript) }, within("local")]];
  if (state.name === "requesting" && input.type === "request-ready") return onRequestReady(p, state, input);
  if (input.type === "working" && "key" in state) return onWorking(p, state, input);
  return onWorkDone(p, state, input);
}

function onWorkDone(p: Primitives, state: Open, input: Answer): Step {
  if (state.name === "receiving" && input.type === "held") return onHeld(p, state);
  if (state.name === "opening-key" && input.type === "key-opened") return onKeyOpened(p, state, input.plaintext);
  if (state.name === "opening" && input.type === "opened") return onOpened(state, input);
  if (state.name === "planning" && input.type === "planned") return onPlanned(state, input.plan);
  if (state.name === "reviewing" && input.type === "decided") return onDecided(state);
  if (state.name === "committing" && input.type === "committed") return onCommit(p, state);
  if (state.name === "proving" && input.type === "proofs") return onProofs(p, state, input);
  if (state.name === "proving" && input.type === "proved") return onProved(state, input.outcomes);
  if (state.name === "signing" && input.type === "receipt-signed") return onReceiptSigned(p, state, input.signed);
  throw new ExchangeError("internal.bug", { detail: `${input.type} in ${state.name}` });
}

function onCommit(p: Primitives, { ended, ...state }: Committing): Step {
  const step = onCommitted(state);
  const [proving] = step;
  return ended === undefined || proving.name !== "proving" ? step : fail(p, proving, ended);
}

function onFinished(p: Primitives, state: Extract<Open, { name: "showing-code" }>, message: Message<"finished">): Step {
  if (state.mode === "screens" && message.share !== undefined) throw unexpected(message, "pairing with screens");
  const keys = state.keys ?? importerAgree(p, state.revealed, message.share).keys;
  if (!p.equal(message.mac, keys.finishedExporter)) throw new ExchangeError(state.mode === "phone" ? "pairing.wrong-code" : "counterpart.not-authenticated");
  const counterpart = identified(p, state.self, keys, message);
  const plain = secured(keys.importerToExporter, keys.exporterToImporter);
  const link = state.self.resumable ? resumable(plain, keys) : plain;
  forget(state.revealed);
  forget(state.early);
  const [paired, alive] = sayAlive(p, { self: state.self, keys, link, counterpart });
  const ask = state.mode === "phone" ? ({ do: "ask-approval", counterpart } as const) : ({ do: "ask-codes-match", counterpart } as const);
  return [{ ...paired, name: state.mode === "phone" ? "approving" : "confirming" }, [...alive, ask, within("owner"), progress("approving", 0, 0)]];
}

/** The exporter's own key in the importer's place is a reflection of our messages. */
function identified(p: Primitives, self: ImporterSelf, keys: SessionKeys, message: Message<"finished">) {
  const publicKey = decodeDeviceKey(message.device);
  const signed = p.verify(publicKey, concat(IDENTITY.exporter, keys.transcript), message.signature);
  if (!signed || sameBytes(publicKey, self.publicKey)) throw new ExchangeError("counterpart.not-authenticated");
  return counterpartOf(message.deviceName, publicKey, self.known);
}

function onRequestReady(p: Primitives, state: { readonly name: "requesting" } & Paired, ready: Extract<ImporterInput, { type: "request-ready" }>): Step {
  const { self, keys } = state;
  const { transferId } = self;
  const challenge = p.random(32);
  const request: Message<"request"> = {
    name: "request",
    mac: keys.finishedImporter,
    device: encodeDeviceKey(self.publicKey),
    signature: ready.signature,
    deviceName: displayName(self.name),
    transferId,
    challenge,
    types: self.types,
    requestKey: ready.publicKey,
    maximumLength: self.maximumLength,
    packing: self.unpacks ? 1 : undefined,
  };
  const requestBody = encodeMessage(request);
  const [requestLink, frame] = sealFrame(p, state.link, requestBody);
  const [link, reach] = sayReach(p, requestLink, self);
  const requested = { ...state, link, transferId, challenge, privateKey: ready.privateKey, requestBody };
  return [{ ...requested, name: "waiting-start", probes: 0 }, [{ do: "send", frame }, ...reach, within("otherOwner"), progress("preparing", 0, 0)]];
}

function sayReach(p: Primitives, link: Secured, { resumable: resumes, reach }: ImporterSelf): [Secured, readonly CommonEffect[]] {
  if (!resumes || reach === undefined) return [link, []];
  const [next, frame] = sealMessage(p, link, reachMessage(reach));
  return [next, [{ do: "send", frame }]];
}

function onDone(p: Primitives, state: Extract<Open, { name: "waiting-done" }>, message: Message<"done">): Step {
  const adds = message.accepted && message.proven <= state.key.counts.items;
  if (!adds || !p.equal(message.receipt, p.sha256(state.receipt))) throw new ExchangeError("counterpart.receipt-mismatch");
  const { transferId, counterpart, key, body } = state;
  const [last, alive] = sayAlive(p, state);
  forget(state.keys);
  wipeSecured(last.link);
  const done = {
    name: "done",
    transferId,
    counterpart,
    counts: key.counts,
    stays: key.stays,
    complete: key.complete,
    body,
    proven: message.proven,
    unconfirmed: undefined,
  } as const;
  return [done, [...alive, progress("done", key.counts.items, key.counts.items)]];
}
