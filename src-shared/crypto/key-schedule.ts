// From the KEM's shared secret to every key of a session. docs/protocol.md §3; crypto.md §2.3

import { concat, utf8, wipe } from "../bytes.ts";
import { deriveKey, type EarlySecret, type FingerprintKey, type HpkePsk, type ReceiptKey, type ResumeSecret, type TrafficKey } from "./kdf.ts";
import type { Primitives } from "./primitives.ts";
import { shortCode } from "./sas.ts";

export type EarlyKeys = { readonly importerToExporter: TrafficKey; readonly exporterToImporter: TrafficKey };

/** Keys 32 bytes each, the same on both sides. */
export type SessionKeys = {
  /** th2, 32 bytes: names the session. */
  readonly transcript: Uint8Array;
  /** 8 digits. */
  readonly shortCode: string;
  /** The MAC values that go into FINISHED and REQUEST, 32 bytes each. */
  readonly finishedExporter: Uint8Array;
  readonly finishedImporter: Uint8Array;
  readonly importerToExporter: TrafficKey;
  readonly exporterToImporter: TrafficKey;
  readonly hpkePsk: HpkePsk;
  readonly receiptKey: ReceiptKey;
  readonly fingerprintKey: FingerprintKey;
  readonly resumeSecret: ResumeSecret;
};

/** H("cxt1 commit" || 0 || nonce || public key): binds the importer to its nonce before it sees the exporter's. */
export function commitmentTo(p: Primitives, nonce: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return p.sha256(utf8("cxt1 commit\0"), nonce, publicKey);
}

/** th1 = H(H(M1) || M2). */
export function firstTranscript(p: Primitives, importerHello: Uint8Array, exporterHello: Uint8Array): Uint8Array {
  return p.sha256(p.sha256(importerHello), exporterHello);
}

/** th2 = H(th1 || H(nI)), and in phone mode H(th1 || H(nI) || Ya || Ye). */
export function secondTranscript(p: Primitives, first: Uint8Array, nonce: Uint8Array, ...shares: readonly Uint8Array[]): Uint8Array {
  return p.sha256(first, p.sha256(nonce), ...shares);
}

export function earlyKeys(p: Primitives, early: EarlySecret, first: Uint8Array): EarlyKeys {
  return {
    importerToExporter: deriveKey(p, early, "cxt1 handshake importer", first),
    exporterToImporter: deriveKey(p, early, "cxt1 handshake exporter", first),
  };
}

/** `pakeKey` is CPace's intermediate session key, in phone mode. The master secret does not outlive this call. */
export function sessionKeys(p: Primitives, early: EarlySecret, transcript: Uint8Array, pakeKey: Uint8Array = new Uint8Array(0)): SessionKeys {
  const input = concat(early, pakeKey);
  const master = deriveKey(p, input, "cxt1 master", transcript);
  const finishedKeyExporter = deriveKey(p, master, "cxt1 finished exporter", transcript);
  const finishedKeyImporter = deriveKey(p, master, "cxt1 finished importer", transcript);
  const keys: SessionKeys = {
    transcript,
    shortCode: shortCode(p, master, transcript),
    finishedExporter: p.hmacSha256(finishedKeyExporter, transcript),
    finishedImporter: p.hmacSha256(finishedKeyImporter, transcript),
    importerToExporter: deriveKey(p, master, "cxt1 traffic importer", transcript),
    exporterToImporter: deriveKey(p, master, "cxt1 traffic exporter", transcript),
    hpkePsk: deriveKey(p, master, "cxt1 hpke psk", transcript),
    receiptKey: deriveKey(p, master, "cxt1 receipt", transcript),
    fingerprintKey: deriveKey(p, master, "cxt1 fingerprint", transcript),
    resumeSecret: deriveKey(p, master, "cxt1 resume", transcript),
  };
  wipe(input, master, finishedKeyExporter, finishedKeyImporter);
  return keys;
}
