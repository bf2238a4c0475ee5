// HELLO, HELLO, REVEAL with a commitment, straight-line: message in, state and message out. docs/protocol.md §4; crypto.md §2.2

import { concat, utf8, wipe } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import { type CpaceStart, cpaceAgree, cpaceStart, lvCat } from "./cpace.ts";
import { decodeExporterHello, decodeImporterHello, decodeReveal, encodeExporterHello, encodeImporterHello, encodeReveal } from "./hello.ts";
import { deriveKey, type EarlySecret } from "./kdf.ts";
import { commitmentTo, type EarlyKeys, earlyKeys, firstTranscript, type SessionKeys, secondTranscript, sessionKeys } from "./key-schedule.ts";
import type { PairingMode } from "./pairing-mode.ts";
import { normalisePhoneCode } from "./phone-code.ts";
import type { Primitives } from "./primitives.ts";
import { LENGTH, SUITE } from "./suite.ts";
import { violation } from "./wire.ts";
import { decapsulate, encapsulate, kemKeyPair } from "./xwing.ts";

export type { EarlyKeys, SessionKeys } from "./key-schedule.ts";

/** `secretKey` is the X-Wing seed; it and `nonce` are secret until REVEAL. */
export type ImporterHello = { readonly mode: PairingMode; readonly hello: Uint8Array; readonly secretKey: Uint8Array; readonly nonce: Uint8Array };
export type ExporterHello = Agreed & { readonly publicKey: Uint8Array; readonly commitment: Uint8Array };
export type ImporterRevealed = Agreed & { readonly nonce: Uint8Array; readonly cpace: CpaceStart | undefined };
export type ExporterRevealed = Agreed & { readonly nonce: Uint8Array; readonly importerShare: Uint8Array | undefined };

/** What both sides share after the two hellos; `first` is th1. */
type Agreed = { readonly mode: PairingMode; readonly first: Uint8Array; readonly early: EarlySecret };

const IMPORTER = utf8("importer");
const EXPORTER = utf8("exporter");
const CPACE_CHANNEL = concat(Uint8Array.of(SUITE), lvCat(IMPORTER, EXPORTER));

/** M1: a fresh KEM key and a commitment to a nonce that M3 reveals. */
export function importerHello(p: Primitives, mode: PairingMode): { state: ImporterHello; hello: Uint8Array } {
  const { publicKey, secretKey } = kemKeyPair(p);
  const nonce = p.random(LENGTH.nonceShare);
  const sessionId = p.random(LENGTH.sessionId);
  const hello = encodeImporterHello({ sessionId, mode, publicKey, commitment: commitmentTo(p, nonce, publicKey) });
  return { state: { mode, hello, secretKey, nonce }, hello };
}

/** M2 in answer to M1. Throws `counterpart.unsupported` or `counterpart.protocol-violation`. */
export function exporterHello(
  p: Primitives,
  hello: Uint8Array,
): { state: ExporterHello; hello: Uint8Array; mode: PairingMode; sessionId: Uint8Array; early: EarlyKeys } {
  const { mode, sessionId, publicKey, commitment } = decodeImporterHello(hello);
  const { cipherText, sharedSecret } = encapsulate(p, publicKey);
  const answer = encodeExporterHello({ mode, ciphertext: cipherText, nonce: p.random(LENGTH.nonceShare) });
  const first = firstTranscript(p, hello, answer);
  const early = earlySecret(p, sharedSecret, first);
  return { state: { mode, first, early, publicKey, commitment }, hello: answer, mode, sessionId, early: earlyKeys(p, early, first) };
}

/**
 * M3 in answer to M2; `phoneCode` belongs to phone mode. The state holds no more than the rest needs: the KEM key is
 * wiped. Throws `counterpart.unsupported`, `counterpart.protocol-violation`, `pairing.wrong-code` for text that is no code.
 */
export function importerReveal(
  p: Primitives,
  state: ImporterHello,
  exporterHello: Uint8Array,
  phoneCode?: string,
): { state: ImporterRevealed; reveal: Uint8Array; early: EarlyKeys } {
  const { mode, ciphertext } = decodeExporterHello(exporterHello);
  if (mode !== state.mode) throw violation("mode");
  const first = firstTranscript(p, state.hello, exporterHello);
  const early = earlySecret(p, decapsulate(ciphertext, state.secretKey), first);
  const cpace = mode === "phone" ? cpaceStart(p, passwordOf(phoneCode), { channel: CPACE_CHANNEL, sessionId: first }) : undefined;
  const reveal = encodeReveal({ nonce: state.nonce, share: cpace?.share });
  wipe(state.secretKey);
  return { state: { mode, first, early, nonce: state.nonce.slice(), cpace }, reveal, early: earlyKeys(p, early, first) };
}

/** Takes M3. Throws `counterpart.not-authenticated` when the commitment does not open, `counterpart.protocol-violation`. */
export function exporterReveal(p: Primitives, state: ExporterHello, reveal: Uint8Array): { state: ExporterRevealed } {
  const { mode, first, early, publicKey, commitment } = state;
  const { nonce, share } = decodeReveal(reveal, mode);
  if (!p.equal(commitmentTo(p, nonce, publicKey), commitment)) throw new ExchangeError("counterpart.not-authenticated", { detail: "commitment" });
  return { state: { mode, first, early: early.slice(), nonce, importerShare: share } };
}

/**
 * The exporter's keys; in phone mode `share` goes out with FINISHED. Throws `pairing.wrong-code` for text that is no
 * code, `counterpart.protocol-violation` for a bad share. A wrong code shows only when the MACs of FINISHED differ.
 */
export function exporterAgree(p: Primitives, state: ExporterRevealed, phoneCode?: string): { keys: SessionKeys; share?: Uint8Array } {
  const { first, early, nonce, importerShare } = state;
  if (importerShare === undefined) return { keys: sessionKeys(p, early, secondTranscript(p, first, nonce)) };
  const mine = cpaceStart(p, passwordOf(phoneCode), { channel: CPACE_CHANNEL, sessionId: first });
  const keys = phoneKeys(p, state, mine, importerShare, [importerShare, mine.share]);
  wipe(mine.scalar);
  return { keys, share: mine.share };
}

/** The importer's keys; in phone mode with the exporter's `share`. Throws `counterpart.protocol-violation`. */
export function importerAgree(p: Primitives, state: ImporterRevealed, share?: Uint8Array): { keys: SessionKeys } {
  const { first, early, nonce, cpace } = state;
  if ((cpace === undefined) !== (share === undefined)) throw violation("CPace share");
  if (cpace === undefined || share === undefined) return { keys: sessionKeys(p, early, secondTranscript(p, first, nonce)) };
  return { keys: phoneKeys(p, state, cpace, share, [cpace.share, share]) };
}

/** What is public in a state or key set; everything else in it is wiped. */
const PUBLIC = new Set(["hello", "first", "publicKey", "commitment", "importerShare", "transcript", "finishedExporter", "finishedImporter"]);

/** Overwrites every secret of a state or key set. Each holds copies of its own: forgetting one leaves what came of it alone. */
export function forget(what: ImporterHello | ExporterHello | ImporterRevealed | ExporterRevealed | SessionKeys | EarlyKeys): void {
  for (const [name, value] of Object.entries(what)) if (value instanceof Uint8Array && !PUBLIC.has(name)) wipe(value);
  if ("cpace" in what) wipe(what.cpace?.scalar);
}

function phoneKeys(
  p: Primitives,
  { first, early, nonce }: Agreed & { readonly nonce: Uint8Array },
  mine: CpaceStart,
  theirs: Uint8Array,
  [importerShare, exporterShare]: readonly [Uint8Array, Uint8Array],
): SessionKeys {
  const pakeKey = cpaceAgree(mine, theirs, first, { share: importerShare, name: IMPORTER }, { share: exporterShare, name: EXPORTER });
  const keys = sessionKeys(p, early, secondTranscript(p, first, nonce, importerShare, exporterShare), pakeKey);
  wipe(pakeKey);
  return keys;
}

function passwordOf(phoneCode: string | undefined): Uint8Array {
  const code = phoneCode === undefined ? undefined : normalisePhoneCode(phoneCode);
  if (code === undefined) throw new ExchangeError("pairing.wrong-code", { detail: "phone code" });
  return utf8(code);
}

function earlySecret(p: Primitives, sharedSecret: Uint8Array, first: Uint8Array): EarlySecret {
  const early = deriveKey(p, sharedSecret, "cxt1 early", first);
  wipe(sharedSecret);
  return early;
}
