// The importer from START to the opened key: chunks held as they came, acknowledged, vouched for, and the key that opens them. docs/protocol.md §5, §6

import { sameBytes, wipe } from "../bytes.ts";
import { forgetRequestKey } from "../crypto/hpke.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { chunkKeys } from "../crypto/stream.ts";
import { ExchangeError } from "../errors.ts";
import { keyBinding } from "./exporter-stream.ts";
import type { Open, Receiving, ImporterStep as Step } from "./importer-state.ts";
import { decodeKeyMessage } from "./key-message.ts";
import { MOST_PROBES } from "./link-rate.ts";
import type { Message } from "./messages.ts";
import { acknowledgedEvery } from "./payload.ts";
import { sealMessage, told } from "./secured.ts";
import { chain, DIGEST_START, progress, within } from "./session.ts";

const SMALLEST_CHUNK = 4096;
/** Bytes that sealing adds to a chunk at most. */
const MOST_OVERHEAD = 64;
const STREAM_EPOCH = 0;

/** Says that filling came: the exporter measures the link by it. Throws `counterpart.protocol-violation` when there is no end of it. */
export function onProbe(p: Primitives, state: Extract<Open, { name: "waiting-start" }>, { filling }: Message<"probe">): Step {
  if (state.probes === MOST_PROBES) throw violation("more probes than tell anything");
  const [link, frame] = sealMessage(p, state.link, { name: "probed", bytes: filling.length });
  return [{ ...state, link, probes: state.probes + 1 }, [{ do: "send", frame }]];
}

/** Throws `counterpart.protocol-violation` for an announcement that does not add up, `counterpart.limit-exceeded` for one above what was offered. */
export function onStart({ probes: _, ...state }: Extract<Open, { name: "waiting-start" }>, start: Message<"start">): Step {
  if (!sameBytes(start.transferId, state.transferId)) throw violation("another transfer");
  if (start.packing !== undefined && !state.self.unpacks) throw violation("packed without being asked");
  if (start.length > state.self.maximumLength) throw new ExchangeError("counterpart.limit-exceeded", { detail: "payload length" });
  const adds = start.chunkSize >= SMALLEST_CHUNK && start.length > 0 && start.chunks === Math.ceil(start.length / start.chunkSize);
  if (!adds) throw violation("chunk arithmetic");
  return [{ ...state, name: "receiving", start, received: 0, held: 0, sealedDigest: DIGEST_START }, [within("idle"), progress("sending", 0, start.length)]];
}

export function onChunk(p: Primitives, state: { readonly name: "receiving" } & Receiving, { sequence, sealed }: Message<"chunk">): Step {
  const { start } = state;
  if (state.received === start.chunks) throw tooManyChunks();
  if (sequence !== state.received) throw violation("chunk out of order");
  if (sealed.length > start.chunkSize + MOST_OVERHEAD) throw new ExchangeError("counterpart.limit-exceeded", { detail: "chunk length" });
  const received = sequence + 1;
  const next = { ...state, received, sealedDigest: chain(p, state.sealedDigest, sealed) };
  const shown = progress("sending", Math.min(received * start.chunkSize, start.length), start.length);
  return [next, [{ do: "hold", sequence, chunk: sealed }, shown, within("idle")]];
}

/** Vouches for what the vault holds, and for nothing before: an answer that was sealed and not sent would leave a gap in front of the abort. */
export function onHeld(p: Primitives, state: { readonly name: "receiving" } & Receiving): Step {
  if (state.held === state.received) throw new ExchangeError("internal.bug", { detail: "held what did not come" });
  const held = state.held + 1;
  if (held === state.start.chunks) {
    const [link, frame] = sealMessage(p, told(state.link), { name: "held", next: held, digest: state.sealedDigest });
    return [{ ...state, name: "waiting-key", held, link }, [{ do: "send", frame }, within("idle")]];
  }
  if (held % acknowledgedEvery(state.start.chunkSize) !== 0) return [{ ...state, held }, []];
  const [link, frame] = sealMessage(p, told(state.link), { name: "acknowledged", next: held });
  return [{ ...state, held, link }, [{ do: "send", frame }]];
}

export function onKey(p: Primitives, state: { readonly name: "waiting-key" } & Receiving, { sealed }: Message<"key">): Step {
  const opening = { ...keyBinding(p, state.keys, state.requestBody), privateKey: state.privateKey, message: sealed };
  return [{ ...state, name: "opening-key", keyDigest: p.sha256(sealed) }, [{ do: "open-key", opening }, within("local")]];
}

/** Throws `counterpart.not-authenticated` when the key answers another request or does not fit the commitment made before the first chunk. */
export function onKeyOpened(p: Primitives, state: Extract<Open, { name: "opening-key" }>, plaintext: Uint8Array): Step {
  const key = decodeKeyMessage(plaintext);
  wipe(plaintext);
  const { transferId, keys, start, challenge } = state;
  const belongs = sameBytes(key.transferId, transferId) && p.equal(key.binding, p.sha256(keys.transcript, challenge));
  const chunks = chunkKeys(p, key.contentKey, transferId, STREAM_EPOCH, keys.transcript);
  if (!belongs || !p.equal(chunks.commitment, start.commitment)) throw new ExchangeError("counterpart.not-authenticated");
  const { received: _, held: __, sealedDigest: ___, privateKey, ...rest } = state;
  forgetRequestKey(privateKey);
  wipe(key.contentKey);
  const packed = start.packing === undefined ? undefined : state.self.maximumLength;
  const open = { do: "open-payload", keys: chunks, transferId, chunks: start.chunks, chunkSize: start.chunkSize, length: start.length, packed } as const;
  return [{ ...rest, name: "opening", key }, [open, within("local"), progress("key-handed-over", 0, key.counts.items)]];
}

export function tooManyChunks(): ExchangeError {
  return new ExchangeError("counterpart.limit-exceeded", { detail: "more chunks than announced" });
}

function violation(detail: string): ExchangeError {
  return new ExchangeError("counterpart.protocol-violation", { detail });
}
