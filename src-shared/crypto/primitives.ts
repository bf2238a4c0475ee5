// The small synchronous crypto port: node:crypto behind it in the product (src-main/platform/primitives.ts), noble as the oracle in tests.

/** Sizes in bytes. Every function is synchronous and leaves its inputs alone. */
export interface Primitives {
  random(length: number): Uint8Array;
  sha256(...parts: readonly Uint8Array[]): Uint8Array;
  hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array;
  /** RFC 5869 extract and expand. */
  hkdfSha256(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array;
  /** AES-256-GCM, key 32, nonce 12; answers ciphertext || 16-byte tag, in the same buffer behind `head`, which is not covered, when there is one. */
  seal(key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array, plaintext: Uint8Array, head?: Uint8Array): Uint8Array;
  /** Undefined when the tag does not fit; nothing of the plaintext is released then. */
  open(key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array, sealed: Uint8Array): Uint8Array | undefined;
  /** Constant time for equal lengths. */
  equal(a: Uint8Array, b: Uint8Array): boolean;
  /** P-256 with SHA-256 (COSE ESP256, -9): private scalar 32, public point x || y 64, signature r || s 64. */
  generateSigningKey(): { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array };
  sign(privateKey: Uint8Array, message: Uint8Array): Uint8Array;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

export const SIGNATURE_ALGORITHMS = ["ES256", "ES384", "ES512", "EdDSA", "Ed448", "RS256", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"] as const;
export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number];

/** Signs and checks with the PKCS#8 keys that credentials carry; asynchronous, so that many run beside each other. */
export interface CredentialKeys {
  /** Undefined when the key's algorithm cannot sign on this computer. Throws `format.malformed` when it is not a PKCS#8 key. */
  algorithm(pkcs8: Uint8Array): SignatureAlgorithm | undefined;
  sign(pkcs8: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  /** Checks with the public half derived from `pkcs8`. */
  verify(pkcs8: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}
