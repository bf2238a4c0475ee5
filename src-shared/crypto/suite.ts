// The one suite of profile version 1, no negotiation: MLKEM768-X25519, HKDF-SHA256, AES-256-GCM, ESP256. docs/protocol.md §3

export const PROFILE_VERSION = 1;
export const SUITE = 1;

/** COSE numbers; `hpke9`, `ek` and `pskId` are assumed until IANA assigns them (draft-ietf-cose-hpke, draft-ietf-cose-hpke-pq-pqt). */
export const COSE = {
  header: { alg: 1, kid: 4, partialIv: 6, ek: -4, pskId: -5 },
  algorithm: { a256Gcm: 3, hmac256: 5, esp256: -9, hpke9: 56 },
  key: { kty: 1, alg: 3, ec2: 2, akp: 7, crv: -1, x: -2, y: -3, p256: 1, pub: -1 },
} as const;

/** Lengths in bytes. */
export const LENGTH = {
  key: 32,
  nonce: 12,
  tag: 16,
  hash: 32,
  sessionId: 16,
  resumeId: 16,
  mac: 32,
  nonceShare: 32,
  kemPublicKey: 1216,
  kemCiphertext: 1120,
  kemSeed: 32,
  kemCoins: 64,
  devicePublicKey: 64,
  signature: 64,
  cpaceShare: 32,
} as const;
