// RS1 and RS2, by which a session goes on over another link under new keys: straight-line, message in, state and message out. docs/protocol.md §10
// The resume secret proves each side to the other, a fresh X-Wing key makes the new keys; vectors: src-shared/exchange/vectors/resume.json

import { concat, wipe } from "../bytes.ts";
import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import { deriveKey, type ResumeMacKey, type ResumeSecret, type TrafficKey } from "./kdf.ts";
import type { Primitives } from "./primitives.ts";
import { LENGTH, PROFILE_VERSION } from "./suite.ts";
import { decodeWire, violation, wireArray, wireBytes, wireMap } from "./wire.ts";
import { decapsulate, encapsulate, kemKeyPair } from "./xwing.ts";

/** What a resume starts from: the secret of the epoch, th2, and how many messages of the other side were taken. */
export type ResumeFrom = { readonly secret: ResumeSecret; readonly transcript: Uint8Array; readonly next: number };
/** Of the new epoch, the same on both sides. */
export type EpochKeys = { readonly importerToExporter: TrafficKey; readonly exporterToImporter: TrafficKey; readonly resumeSecret: ResumeSecret };
/** `next`: how many messages the other side has taken. */
export type Resumed = { readonly keys: EpochKeys; readonly next: number };
export type ImporterResume = ResumeFrom & { readonly message: Uint8Array; readonly secretKey: Uint8Array };

const FIRST = 20;
const SECOND = 21;
/** Bytes of the longest: RS1 with a `next` of 5 bytes. */
const LONGEST = 1318;
const MOST_MESSAGES = 2 ** 32 - 1;

/** RS1: [version, 20, {1: id, 2: nonce, 3: KEM public key, 4: next, 5: MAC of everything before}]. `from.secret` stays the caller's. */
export function importerResume(p: Primitives, from: ResumeFrom): { readonly state: ImporterResume; readonly message: Uint8Array } {
  const { publicKey, secretKey } = kemKeyPair(p);
  const id = deriveKey(p, from.secret, "cxt1 resume id", from.transcript, LENGTH.resumeId);
  const macKey = deriveKey(p, from.secret, "cxt1 resume importer", from.transcript);
  const message = encoded(FIRST, [id, p.random(LENGTH.nonceShare), publicKey, from.next]);
  const head = message.subarray(0, -LENGTH.mac);
  message.set(p.hmacSha256(macKey, head), head.length);
  wipe(id, macKey);
  return { state: { ...from, secret: from.secret.slice(), message, secretKey }, message };
}

/**
 * RS2 in answer to RS1: [version, 21, {1: nonce, 2: KEM ciphertext, 3: next, 4: MAC}]. `secrets`: those the importer may hold by now; `under` is the one it holds.
 * Throws `counterpart.protocol-violation` for another form, `counterpart.not-authenticated` when it belongs to none of them.
 */
export function exporterResume(
  p: Primitives,
  { secrets, transcript, next }: Omit<ResumeFrom, "secret"> & { readonly secrets: readonly ResumeSecret[] },
  message: Uint8Array,
): Resumed & { readonly answer: Uint8Array; readonly under: ResumeSecret } {
  const fields = decoded(message, FIRST, 5);
  const id = wireBytes(fields.get(1), LENGTH.resumeId);
  wireBytes(fields.get(2), LENGTH.nonceShare);
  const publicKey = wireBytes(fields.get(3), LENGTH.kemPublicKey);
  const theirNext = count(fields.get(4));
  const mac = wireBytes(fields.get(5), LENGTH.mac);
  const secret = secrets.find((one) => named(p, one, transcript, id));
  if (secret === undefined) throw new ExchangeError("counterpart.not-authenticated", { detail: "resume of no epoch" });
  check(p, deriveKey(p, secret, "cxt1 resume importer", transcript), message.subarray(0, -LENGTH.mac), mac);

  const { cipherText, sharedSecret } = encapsulate(p, publicKey);
  const answer = encoded(SECOND, [p.random(LENGTH.nonceShare), cipherText, next]);
  const head = answer.subarray(0, -LENGTH.mac);
  const bound = transcriptOf(p, message, head);
  const macKey = deriveKey(p, secret, "cxt1 resume exporter", transcript);
  answer.set(p.hmacSha256(macKey, bound), head.length);
  wipe(macKey);
  return { answer, keys: epochKeys(p, secret, sharedSecret, bound), next: theirNext, under: secret };
}

/** Takes RS2. Throws `counterpart.protocol-violation` or `counterpart.not-authenticated`. The state is used up either way. */
export function importerResumed(p: Primitives, state: ImporterResume, answer: Uint8Array): Resumed {
  try {
    const fields = decoded(answer, SECOND, 4);
    wireBytes(fields.get(1), LENGTH.nonceShare);
    const ciphertext = wireBytes(fields.get(2), LENGTH.kemCiphertext);
    const next = count(fields.get(3));
    const bound = transcriptOf(p, state.message, answer.subarray(0, -LENGTH.mac));
    check(p, deriveKey(p, state.secret, "cxt1 resume exporter", state.transcript), bound, wireBytes(fields.get(4), LENGTH.mac));
    return { keys: epochKeys(p, state.secret, decapsulate(ciphertext, state.secretKey), bound), next };
  } finally {
    forgetResume(state);
  }
}

export function forgetResume({ secret, secretKey }: Pick<ImporterResume, "secret" | "secretKey">): void {
  wipe(secret, secretKey);
}

export function forgetEpoch({ importerToExporter, exporterToImporter, resumeSecret }: EpochKeys): void {
  wipe(importerToExporter, exporterToImporter, resumeSecret);
}

/** th3 = H(H(RS1) || RS2 without its MAC). */
function transcriptOf(p: Primitives, first: Uint8Array, second: Uint8Array): Uint8Array {
  return p.sha256(p.sha256(first), second);
}

function named(p: Primitives, secret: ResumeSecret, transcript: Uint8Array, id: Uint8Array): boolean {
  const own = deriveKey(p, secret, "cxt1 resume id", transcript, LENGTH.resumeId);
  const same = p.equal(own, id);
  wipe(own);
  return same;
}

function check(p: Primitives, key: ResumeMacKey, covered: Uint8Array, mac: Uint8Array): void {
  const same = p.equal(p.hmacSha256(key, covered), mac);
  wipe(key);
  if (!same) throw new ExchangeError("counterpart.not-authenticated", { detail: "resume" });
}

function epochKeys(p: Primitives, secret: ResumeSecret, sharedSecret: Uint8Array, bound: Uint8Array): EpochKeys {
  const input = concat(secret, sharedSecret);
  const resumed = deriveKey(p, input, "cxt1 resumed", bound);
  const keys = {
    importerToExporter: deriveKey(p, resumed, "cxt1 traffic importer", bound),
    exporterToImporter: deriveKey(p, resumed, "cxt1 traffic exporter", bound),
    resumeSecret: deriveKey(p, resumed, "cxt1 resume", bound),
  };
  wipe(input, sharedSecret, resumed);
  return keys;
}

/** With zeros where the MAC goes: its last bytes. */
function encoded(type: number, values: readonly CborValue[]): Uint8Array {
  const members = [...values, new Uint8Array(LENGTH.mac)].map((value, at) => [at + 1, value] as const);
  return encodeCbor([PROFILE_VERSION, type, new Map<number, CborValue>(members)]);
}

function decoded(message: Uint8Array, type: number, members: number) {
  if (message.length > LONGEST) throw violation("message length");
  const [version, number, body] = wireArray(decodeWire(message), 3);
  if (version !== PROFILE_VERSION || number !== type) throw violation("message type");
  return wireMap(
    body,
    Array.from({ length: members }, (_, at) => at + 1),
  );
}

function count(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > MOST_MESSAGES) throw violation("next");
  return value;
}
