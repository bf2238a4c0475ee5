// The exporter between its snapshot and START: how fast the link is, whether packing pays, the owner's approval. docs/protocol.md §7

import type { Primitives } from "../crypto/primitives.ts";
import { chunkKeys } from "../crypto/stream.ts";
import { ExchangeError } from "../errors.ts";
import type {
  Consented,
  ExporterEffect,
  ExporterInput,
  Measuring,
  Open,
  Requested,
  Reviewing,
  Sending,
  ExporterStep as Step,
  Weight,
} from "./exporter-state.ts";
import { STREAM_EPOCH } from "./exporter-stream.ts";
import { type Estimate, estimated, isMeasured, nextProbe, packingPays, rateOf, type Weighed } from "./link-rate.ts";
import type { Message } from "./messages.ts";
import { planPayload } from "./payload.ts";
import { sealMessage } from "./secured.ts";
import { DIGEST_START, progress, within } from "./session.ts";

type In<Name extends Open["name"]> = Extract<Open, { name: Name }>;

/** Undefined for what belongs to another part of the session. */
export function onReviewAnswer(p: Primitives, state: Open, input: ExporterInput): Step | undefined {
  if (state.name === "snapshotting" && input.type === "snapshot") return onSnapshot(p, state, input);
  if (state.name === "measuring" && input.type === "timed") return onTimed(p, state, input.at);
  if (state.name === "weighing" && input.type === "weighed") return onWeighed(state, input.weighed);
  if (state.name === "reviewing" && input.type === "approved") return onApproved(p, state);
  if ((state.name === "reviewing" || state.name === "packing") && input.type === "packed") return onPacked(p, state, input.length);
  return undefined;
}

function onSnapshot(p: Primitives, state: { readonly name: "snapshotting" } & Requested, { snapshot }: Extract<ExporterInput, { type: "snapshot" }>): Step {
  const { counts, stays, losses, unselected, length, packable } = snapshot;
  if (planPayload(length, state.self.chunkSize).length > state.request.maximumLength)
    throw new ExchangeError("counterpart.limit-exceeded", { detail: "more than the other computer takes" });
  const complete = unselected === 0 && losses.length === 0;
  const files = state.self.packs && state.request.packing === 1 ? packable?.fileLength : undefined;
  const consented = { ...state, counts, stays, losses, complete, length, files };
  if (isMeasured(state.self.link)) return probe(p, { ...consented, done: [] });
  return onRate(consented, state.self.link.knownRate);
}

function probe(p: Primitives, state: Consented & Weight & Pick<Measuring, "done">): Step {
  const bytes = nextProbe(state.self.link.kind, state.done);
  if (bytes === undefined) return onRate(state, rateOf(state.done));
  const [link, frame] = sealMessage(p, state.link, { name: "probe", filling: new Uint8Array(bytes) });
  return [{ ...state, name: "measuring", link, bytes, began: undefined, answered: false }, [{ do: "send", frame }, { do: "time" }, within("idle")]];
}

/** Throws `counterpart.protocol-violation` for an answer to a probe that was not sent. */
export function onProbed(state: In<"measuring">, { bytes }: Message<"probed">): Step {
  if (state.began === undefined || state.answered || bytes !== state.bytes)
    throw new ExchangeError("counterpart.protocol-violation", { detail: "answer to no probe" });
  return [{ ...state, answered: true }, [{ do: "time" }]];
}

function onTimed(p: Primitives, state: In<"measuring">, at: number): Step {
  const { began, answered, bytes, done } = state;
  if (began === undefined) return [{ ...state, began: at }, []];
  if (!answered) throw new ExchangeError("internal.bug", { detail: "a time nobody asked for" });
  return probe(p, { ...state, done: [...done, { bytes, milliseconds: at - began }] });
}

/** Weighs the packing only where the link is slower than any packing. */
function onRate(state: Consented & Weight, rate: number | undefined): Step {
  if (rate === undefined) return review({ ...state, packed: false }, undefined);
  if (state.files === undefined || rate > FASTEST_WORTH_WEIGHING) return review({ ...state, packed: false }, plainEstimate(state, rate));
  return [{ ...state, name: "weighing", rate }, [{ do: "weigh" }, within("local")]];
}

/** Bytes a second: what packs a byte takes 20 ns and more, so a link that is faster carries it sooner as it is. */
const FASTEST_WORTH_WEIGHING = 50e6;

function onWeighed(state: In<"weighing">, weighed: Weighed): Step {
  const { rate, files = 0, length } = state;
  const bytes = length - files;
  if (!packingPays(bytes, rate, weighed)) return review({ ...state, packed: false }, plainEstimate(state, rate));
  const share = weighed.packed / weighed.plain;
  const [next, effects] = review({ ...state, packed: { length: undefined } }, estimated(state.self.link.kind, rate, Math.ceil(bytes * share), files));
  return [next, [...effects, { do: "measure-packing" }]];
}

function plainEstimate({ self, length, files = 0 }: Consented & Weight, rate: number): Estimate {
  return estimated(self.link.kind, rate, length - files, files);
}

function review(state: Reviewing, estimate: Estimate | undefined): Step {
  const { counterpart, counts, stays, losses } = state;
  const shown = { counterpart, counts, stays, losses, ...(estimate && { estimate }) };
  return [{ ...state, name: "reviewing" }, [{ do: "ask-approval", review: shown }, within("owner")]];
}

function onPacked(p: Primitives, state: In<"reviewing" | "packing">, length: number): Step {
  const known = { ...state, packed: { length } };
  return state.name === "packing" ? start(p, known) : [{ ...known, name: "reviewing" }, []];
}

function onApproved(p: Primitives, state: In<"reviewing">): Step {
  const waits = state.packed !== false && state.packed.length === undefined;
  return waits ? [{ ...state, name: "packing" }, [within("local")]] : start(p, state);
}

function start(p: Primitives, state: Reviewing): Step {
  const { keys, request, files = 0, length, packed, self } = state;
  const plan = { ...planPayload(packed === false ? length : (packed.length ?? 0) + files, self.chunkSize), packed: packed !== false };
  const contentKey = p.random(32);
  const chunks = chunkKeys(p, contentKey, request.transferId, STREAM_EPOCH, keys.transcript);
  const { length: padded, chunkSize, chunks: number } = plan;
  const announced = { transferId: request.transferId, chunkSize, chunks: number, length: padded, commitment: chunks.commitment };
  const [link, frame] = sealMessage(p, state.link, { name: "start", ...announced, packing: plan.packed ? 1 : undefined });
  const sending: Sending = {
    ...state,
    link,
    plan,
    contentKey,
    chunks,
    challenge: p.random(32),
    sent: 0,
    acknowledged: 0,
    cutting: true,
    plainDigest: DIGEST_START,
    sealedDigest: DIGEST_START,
  };
  const effects: readonly ExporterEffect[] = [
    { do: "send", frame },
    { do: "cut", plan, fingerprintKey: keys.fingerprintKey },
  ];
  return [{ ...sending, name: "sending" }, [...effects, within("idle"), progress("sending", 0, plan.length)]];
}
