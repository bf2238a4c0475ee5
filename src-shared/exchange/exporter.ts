// The exporter as a pure function: step(primitives, state, input) → [state, effects]. States and messages: docs/protocol.md §9.
// No payload leaves before the typed code, the importer's own approval (its REQUEST) and this owner's approval; the key leaves last.

import { concat, sameBytes, utf8, wipe } from "../bytes.ts";
import { decodeDeviceKey, encodeDeviceKey } from "../crypto/cose.ts";
import { exporterAgree, exporterHello, exporterReveal, forget } from "../crypto/handshake.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { normaliseDigits } from "../crypto/sas.ts";
import { type ErrorCode, ExchangeError } from "../errors.ts";
import { onProbed, onReviewAnswer } from "./exporter-review.ts";
import type { ExporterEffect, ExporterInput, ExporterSelf, ExporterState, Linked, Open, Requested, ExporterStep as Step } from "./exporter-state.ts";
import { onAcknowledged, onCut, onHeld, onKeySealed } from "./exporter-stream.ts";
import { onConcluded, onProof, onReceipt, onWorking } from "./exporter-verify.ts";
import type { Message } from "./messages.ts";
import { readReach } from "./reach.ts";
import { openFrame, openMessage, resumable, type Secured, sealMessage, secured, wipeSecured } from "./secured.ts";
import {
  abortFrame,
  attempt,
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

export function startExporter(self: ExporterSelf): Step {
  return [{ name: "waiting-hello", self }, [within("handshake"), progress("pairing", 0, 0)]];
}

/** Once the receipt is here, nothing on the link changes it: its checking goes on to the end. */
export function exporterStep(p: Primitives, state: ExporterState, input: ExporterInput): Step {
  if (state.name === "done" || state.name === "failed") return [state, []];
  if (state.name === "concluding" && input.type === "closed") return [state, []];
  if (state.name === "concluding" && input.type === "frame") return overheard(p, state, input.frame);
  return attempt(
    () => {
      if (input.type === "resumed" || input.type === "quiet") return onLink(p, state, input);
      if (input.type === "closed") throw input.error ?? new ExchangeError("transport.closed");
      if (input.type === "timeout") throw new ExchangeError("transport.timed-out");
      if (input.type === "cancel") throw new ExchangeError("owner.cancelled");
      if (input.type === "failed") throw input.error;
      return input.type === "frame" ? onFrame(p, state, input.frame) : onAnswer(p, state, input);
    },
    (error) => fail(p, state, error),
  );
}

/** Frames still count, whatever is in them. */
function overheard(p: Primitives, state: Extract<Open, { name: "concluding" }>, frame: Uint8Array): Step {
  if (state.link.resumption === undefined) return [state, []];
  return attempt(
    () => {
      const { state: after, effects } = hear(p, state, frame, true);
      return telling(p, [after, effects]);
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

function fail(p: Primitives, state: Open, error: ExchangeError): Step {
  if (state.name === "parting") return part(state);
  const link = "link" in state ? state.link : undefined;
  const keyHandedOver = state.name === "waiting-receipt" || state.name === "concluding";
  const abort: ExporterEffect[] =
    error.code === "transport.closed" && link?.resumption === undefined ? [] : [{ do: "send", frame: abortFrame(p, link, error.code) }];
  erase(state);
  return [{ name: "failed", error, keyHandedOver }, abort];
}

function erase(state: Open): void {
  if ("hello" in state) forget(state.hello);
  if ("revealed" in state) forget(state.revealed);
  if ("keys" in state) forget(state.keys);
  if ("contentKey" in state) wipe(state.contentKey, state.chunks.key);
  if ("link" in state) wipeSecured(state.link);
  if ("early" in state) wipeSecured(state.early);
}

function onFrame(p: Primitives, state: Open, frame: Uint8Array): Step {
  if (state.name === "waiting-hello" || state.name === "waiting-reveal") throwIfAborted(clearAbort(frame));
  if (state.name === "waiting-hello") return onHello(p, state.self, frame);
  if (state.name === "waiting-request") throwIfAborted(earlyAbort(p, state.early, frame));
  if (state.name === "waiting-reveal") {
    const [link, body] = openFrame(p, state.link, frame);
    const { state: revealed } = exporterReveal(p, state.hello, body);
    forget(state.hello);
    return [{ name: "entering-code", self: state.self, revealed, link, mode: state.mode }, [{ do: "ask-code", mode: state.mode }, within("code")]];
  }
  const paired = state.name !== "entering-code" && state.name !== "identifying";
  const { state: after, effects, message, body } = hear<Linked>(p, state, frame, paired);
  if (state.name === "parting" && (message !== undefined || arrived(after.link))) return part(state);
  if (message === undefined || body === undefined) return telling(p, [after, effects]);
  if (message.name === "abort") throw new ExchangeError(codeOfAbort(message));
  return telling(p, onMessage(p, after, message, body));
}

/** The importer has DONE, and with it everything. */
function arrived({ resumption }: Secured): boolean {
  return resumption?.kept.length === 0;
}

/** Nothing that happens after DONE changes the outcome. */
function part(state: Extract<Open, { name: "parting" }>): Step {
  const { items } = state.end.counts;
  erase(state);
  return [state.end, [progress("done", items, items)]];
}

function throwIfAborted(code: ErrorCode | undefined): void {
  if (code !== undefined) throw new ExchangeError(code);
}

/** An importer that refuses FINISHED, as it does for a wrong code in phone mode, can say so under the early keys only. */
function earlyAbort(p: Primitives, early: Secured, frame: Uint8Array): ErrorCode | undefined {
  try {
    const [, message] = openMessage(p, early, frame);
    return message?.name === "abort" ? codeOfAbort(message) : undefined;
  } catch {
    return undefined; // not under the early keys: the session's own decide what it is
  }
}

function onHello(p: Primitives, self: ExporterSelf, frame: Uint8Array): Step {
  const { state: hello, hello: answer, mode, early } = exporterHello(p, frame);
  const link = secured(early.exporterToImporter, early.importerToExporter);
  return [{ name: "waiting-reveal", self, hello, link, mode }, [{ do: "send", frame: answer }, within("handshake")]];
}

function onMessage(p: Primitives, state: Linked, message: Message, body: Uint8Array): Step {
  if (state.name === "waiting-request" && message.name === "request") return onRequest(p, state, message, body);
  if (message.name === "reach" && "request" in state && "counterpart" in state) return onReach(state, message);
  if (state.name === "measuring" && message.name === "probed") return onProbed(state, message);
  if (state.name === "sending" && message.name === "acknowledged") return onAcknowledged(state, message);
  if (state.name === "sending" && message.name === "held") return onHeld(p, state, message);
  if (state.name === "waiting-receipt" && message.name === "working") return onWorking(state, message);
  if (state.name === "waiting-receipt" && message.name === "proof") return onProof(p, state, message, body);
  if (state.name === "waiting-receipt" && message.name === "receipt") return onReceipt(p, state, message);
  throw unexpected(message, state.name);
}

function onAnswer(p: Primitives, state: Open, input: Exclude<ExporterInput, CommonInput>): Step {
  if (state.name === "entering-code" && input.type === "code") return onCode(p, state, input.text);
  if (state.name === "identifying" && input.type === "signed") return onSigned(p, state, input.signature);
  const reviewed = onReviewAnswer(p, state, input);
  if (reviewed !== undefined) return reviewed;
  if (state.name === "sending" && input.type === "cut") return onCut(p, state, input);
  if (state.name === "sealing-key" && input.type === "key-sealed") return onKeySealed(p, state, input.message);
  if (state.name === "concluding" && input.type === "concluded") return onConcluded(p, state, input.proven);
  throw new ExchangeError("internal.bug", { detail: `${input.type} in ${state.name}` });
}

/** One attempt: a wrong code ends the session, and with it everything the other side could still try. */
function onCode(p: Primitives, state: Extract<Open, { name: "entering-code" }>, typed: string): Step {
  const { keys, share } = exporterAgree(p, state.revealed, state.mode === "phone" ? typed : undefined);
  if (state.mode === "screens") {
    const digits = normaliseDigits(typed);
    if (digits === undefined || !p.equal(utf8(digits), utf8(keys.shortCode))) {
      forget(keys);
      throw new ExchangeError("pairing.wrong-code");
    }
  }
  const { self, link, mode } = state;
  forget(state.revealed);
  return [{ name: "identifying", self, keys, link, mode, share }, [{ do: "sign", message: concat(IDENTITY.exporter, keys.transcript) }, within("local")]];
}

/** FINISHED goes under the early keys; what follows, both ways, under keys that only two ends with the same code have. */
function onSigned(p: Primitives, state: Extract<Open, { name: "identifying" }>, signature: Uint8Array): Step {
  const { self, keys, mode, share } = state;
  const finished: Message<"finished"> = {
    name: "finished",
    mac: keys.finishedExporter,
    device: encodeDeviceKey(self.publicKey),
    signature,
    deviceName: displayName(self.name),
    share,
  };
  const [early, frame] = sealMessage(p, state.link, finished);
  const plain = secured(keys.exporterToImporter, keys.importerToExporter);
  const link = self.resumable ? resumable(plain, keys) : plain;
  const [waiting, alive] = sayAlive(p, { name: "waiting-request", self, keys, link, mode, early } as const);
  return [waiting, [{ do: "send", frame }, ...alive, within("otherOwner"), progress("approving", 0, 0)]];
}

function onRequest(p: Primitives, { early, ...state }: Extract<Open, { name: "waiting-request" }>, request: Message<"request">, requestBody: Uint8Array): Step {
  const { keys, self } = state;
  if (!p.equal(request.mac, keys.finishedImporter)) throw new ExchangeError("counterpart.not-authenticated");
  const publicKey = decodeDeviceKey(request.device);
  if (!p.verify(publicKey, concat(IDENTITY.importer, keys.transcript), request.signature) || sameBytes(publicKey, self.publicKey))
    throw new ExchangeError("counterpart.not-authenticated");
  const counterpart = counterpartOf(request.deviceName, publicKey, self.known);
  wipe(early.sendKey, early.receiveKey);
  return [{ ...state, name: "snapshotting", request, requestBody, counterpart }, [{ do: "snapshot", types: request.types }, within("local")]];
}

function onReach(state: Extract<Linked, Requested>, message: Message<"reach">): Step {
  if (state.reached) throw unexpected(message, "a session that has one");
  const reached = { ...state, reached: true } as const;
  return [reached, [{ do: "reachable", reach: readReach(message) }]];
}
