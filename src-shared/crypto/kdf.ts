// The key schedule's one step: HKDF-SHA256 under a label from one closed list, into a key that carries its purpose. docs/protocol.md §3

import { concat, utf8 } from "../bytes.ts";
import type { Primitives } from "./primitives.ts";
import { LENGTH } from "./suite.ts";

declare const purpose: unique symbol;
/** Bytes that serve one purpose: a key derived for another does not fit its place. */
export type Key<Purpose extends string> = Uint8Array & { readonly [purpose]?: Purpose };

export type EarlySecret = Key<"early secret">;
export type MasterSecret = Key<"master secret">;
export type TrafficKey = Key<"traffic">;
export type FinishedKey = Key<"finished">;
export type HpkePsk = Key<"hpke psk">;
export type ReceiptKey = Key<"receipt">;
export type FingerprintKey = Key<"fingerprint">;
export type ResumeSecret = Key<"resume">;
export type ResumeId = Key<"resume id">;
export type ResumeMacKey = Key<"resume mac">;
export type ResumedSecret = Key<"resumed secret">;
export type ChunkKeyBlock = Key<"chunk key block">;

/** Every label of the protocol and what it makes. */
export type KeyLabels = {
  "cxt1 early": EarlySecret;
  "cxt1 handshake importer": TrafficKey;
  "cxt1 handshake exporter": TrafficKey;
  "cxt1 master": MasterSecret;
  "cxt1 short code": Key<"short code">;
  "cxt1 finished exporter": FinishedKey;
  "cxt1 finished importer": FinishedKey;
  "cxt1 traffic importer": TrafficKey;
  "cxt1 traffic exporter": TrafficKey;
  "cxt1 hpke psk": HpkePsk;
  "cxt1 receipt": ReceiptKey;
  "cxt1 fingerprint": FingerprintKey;
  "cxt1 resume": ResumeSecret;
  "cxt1 resume id": ResumeId;
  "cxt1 resume importer": ResumeMacKey;
  "cxt1 resume exporter": ResumeMacKey;
  "cxt1 resumed": ResumedSecret;
  "cxt1 chunks": ChunkKeyBlock;
};
export type KeyLabel = keyof KeyLabels;

const SEPARATOR = Uint8Array.of(0);
const NO_SALT = new Uint8Array(0);

/** HKDF-SHA256 with an empty salt and info = label || 0x00 || context. */
export function deriveKey<L extends KeyLabel>(p: Primitives, secret: Uint8Array, label: L, context: Uint8Array, length: number = LENGTH.key): KeyLabels[L] {
  return p.hkdfSha256(secret, NO_SALT, concat(utf8(label), SEPARATOR, context), length) as KeyLabels[L];
}
