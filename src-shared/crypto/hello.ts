// The wire form of HELLO, HELLO and REVEAL: strict CBOR, every member and length fixed. docs/protocol.md §4

import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import type { PairingMode } from "./pairing-mode.ts";
import { LENGTH, PROFILE_VERSION, SUITE } from "./suite.ts";
import { decodeWire, violation, wireArray, wireBytes, wireMap } from "./wire.ts";

const MODE_NUMBER: Record<PairingMode, number> = { screens: 1, phone: 2 };
const MAXIMUM_SUITES = 16;
const MAXIMUM_MESSAGE = 4096;

export type ImporterHelloMessage = {
  readonly sessionId: Uint8Array;
  readonly mode: PairingMode;
  readonly publicKey: Uint8Array;
  readonly commitment: Uint8Array;
};
export type ExporterHelloMessage = { readonly mode: PairingMode; readonly ciphertext: Uint8Array; readonly nonce: Uint8Array };
/** `share` is the importer's CPace share, in phone mode only. */
export type RevealMessage = { readonly nonce: Uint8Array; readonly share: Uint8Array | undefined };

/** [version, 1, {1: session id, 2: [suite, …], 3: mode, 4: KEM public key, 5: commitment}] */
export function encodeImporterHello(message: ImporterHelloMessage): Uint8Array {
  const { sessionId, mode, publicKey, commitment } = message;
  return encodeCbor([PROFILE_VERSION, 1, members(sessionId, [SUITE], MODE_NUMBER[mode], publicKey, commitment)]);
}

/** Throws `counterpart.unsupported` for another version, suite or mode, `counterpart.protocol-violation` for another shape. */
export function decodeImporterHello(bytes: Uint8Array): ImporterHelloMessage {
  const fields = wireMap(versionedBody(bytes, 1), [1, 2, 3, 4, 5]);
  const suites = fields.get(2);
  if (!Array.isArray(suites) || suites.length > MAXIMUM_SUITES) throw violation("suites");
  if (!suites.includes(SUITE)) throw unsupported("suite");
  return {
    sessionId: wireBytes(fields.get(1), LENGTH.sessionId),
    mode: modeOf(fields.get(3)),
    publicKey: wireBytes(fields.get(4), LENGTH.kemPublicKey),
    commitment: wireBytes(fields.get(5), LENGTH.hash),
  };
}

/** [version, 2, {1: suite, 2: mode, 3: KEM ciphertext, 4: nonce}] */
export function encodeExporterHello({ mode, ciphertext, nonce }: ExporterHelloMessage): Uint8Array {
  return encodeCbor([PROFILE_VERSION, 2, members(SUITE, MODE_NUMBER[mode], ciphertext, nonce)]);
}

/** Throws as `decodeImporterHello`. */
export function decodeExporterHello(bytes: Uint8Array): ExporterHelloMessage {
  const fields = wireMap(versionedBody(bytes, 2), [1, 2, 3, 4]);
  if (fields.get(1) !== SUITE) throw unsupported("suite");
  return { mode: modeOf(fields.get(2)), ciphertext: wireBytes(fields.get(3), LENGTH.kemCiphertext), nonce: wireBytes(fields.get(4), LENGTH.nonceShare) };
}

/** [3, {1: nonce, 2: CPace share in phone mode}]: sealed, so the version is settled. */
export function encodeReveal({ nonce, share }: RevealMessage): Uint8Array {
  return encodeCbor([3, share === undefined ? members(nonce) : members(nonce, share)]);
}

/** Throws `counterpart.protocol-violation`. */
export function decodeReveal(bytes: Uint8Array, mode: PairingMode): RevealMessage {
  const [type, body] = wireArray(decodeShort(bytes), 2);
  if (type !== 3) throw violation("message type");
  const fields = wireMap(body, mode === "phone" ? [1, 2] : [1]);
  const share = mode === "phone" ? wireBytes(fields.get(2), LENGTH.cpaceShare) : undefined;
  return { nonce: wireBytes(fields.get(1), LENGTH.nonceShare), share };
}

function members(...values: readonly CborValue[]): Map<number, CborValue> {
  return new Map(values.map((value, i) => [i + 1, value]));
}

/** The version is looked at before anything else: what follows is that version's own business. */
function versionedBody(bytes: Uint8Array, type: number): CborValue | undefined {
  const message = decodeShort(bytes);
  if (!Array.isArray(message)) throw violation("array");
  if (typeof message[0] === "number" && message[0] !== PROFILE_VERSION) throw unsupported("version");
  const [version, theType, body] = wireArray(message, 3);
  if (version !== PROFILE_VERSION || theType !== type) throw violation("message type");
  return body;
}

function decodeShort(bytes: Uint8Array): CborValue {
  if (bytes.length > MAXIMUM_MESSAGE) throw violation("message length");
  return decodeWire(bytes);
}

function modeOf(number: CborValue | undefined): PairingMode {
  if (typeof number !== "number") throw violation("mode");
  if (number === MODE_NUMBER.screens) return "screens";
  if (number === MODE_NUMBER.phone) return "phone";
  throw unsupported("mode");
}

function unsupported(detail: string): ExchangeError {
  return new ExchangeError("counterpart.unsupported", { detail });
}
