// The crypto port on node:crypto: AES-256-GCM, SHA-256, HMAC, HKDF, P-256 and random, synchronous. src-shared/crypto/primitives.ts

import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomFillSync,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { concat, fromHex } from "../../src-shared/bytes.ts";
import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import { ExchangeError } from "../../src-shared/errors.ts";

const CIPHER = "aes-256-gcm";
const TAG = 16;
const POOL = 4096;
const POOLED = 256;
const NOTHING = new Uint8Array(0);

/** PKCS#8 and SubjectPublicKeyInfo of P-256, up to the scalar and the point (RFC 5915 without the public key, RFC 5480). */
const PRIVATE_PREFIX = der("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420");
const PUBLIC_PREFIX = der("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

const pool = new Uint8Array(POOL);
let drawn = POOL;

/** The product's primitives. */
export const nodePrimitives: Primitives = {
  random(length) {
    if (length > POOLED) return randomFillSync(new Uint8Array(length));
    if (drawn + length > POOL) {
      randomFillSync(pool);
      drawn = 0;
    }
    const out = pool.slice(drawn, drawn + length);
    pool.fill(0, drawn, drawn + length);
    drawn += length;
    return out;
  },

  sha256(...parts) {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return plain(hash.digest());
  },

  hmacSha256(key, ...parts) {
    const hmac = createHmac("sha256", keyObject(key));
    for (const part of parts) hmac.update(part);
    return plain(hmac.digest());
  },

  hkdfSha256: (ikm, salt, info, length) => new Uint8Array(hkdfSync("sha256", ikm, salt, info, length)),

  seal(key, nonce, associatedData, plaintext, head = NOTHING) {
    const cipher = createCipheriv(CIPHER, keyObject(key), nonce);
    cipher.setAAD(associatedData);
    const sealed = uninitialised(head.length + plaintext.length + TAG);
    sealed.set(head);
    sealed.set(cipher.update(plaintext), head.length);
    cipher.final();
    sealed.set(cipher.getAuthTag(), head.length + plaintext.length);
    return sealed;
  },

  open(key, nonce, associatedData, sealed) {
    const end = sealed.length - TAG;
    if (end < 0) return undefined;
    const decipher = createDecipheriv(CIPHER, keyObject(key), nonce, { authTagLength: TAG });
    decipher.setAAD(associatedData);
    decipher.setAuthTag(sealed.subarray(end));
    const plaintext = decipher.update(sealed.subarray(0, end));
    overwriteFreed(end);
    try {
      decipher.final();
      return plain(plaintext);
    } catch {
      plaintext.fill(0);
      return undefined;
    }
  },

  equal: (a, b) => a.length === b.length && timingSafeEqual(a, b),

  generateSigningKey() {
    const pair = createECDH("prime256v1");
    const point = pair.generateKeys();
    const scalar = pair.getPrivateKey();
    const privateKey = new Uint8Array(32);
    privateKey.set(scalar, 32 - scalar.length);
    scalar.fill(0);
    return { privateKey, publicKey: Uint8Array.from(point.subarray(1)) };
  },

  sign(privateKey, message) {
    const signature = sign("sha256", message, { key: signingKey(privateKey), dsaEncoding: "ieee-p1363" });
    // OpenSSL answers an empty signature for a scalar of zero.
    if (signature.length !== 64) throw new ExchangeError("internal.bug", { detail: "P-256 scalar" });
    return plain(signature);
  },

  verify(publicKey, message, signature) {
    const key = verifyingKey(publicKey);
    return key !== undefined && signature.length === 64 && verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
  },
};

/** By the caller's array: making an object of the same key for every call costs 12 µs each. Goes with the array; a changed array is a new key. */
const keyObjects = new WeakMap<Uint8Array, { readonly bytes: Uint8Array; readonly object: KeyObject }>();
/** The copy is overwritten when the array it was made of is collected. */
const copies = new FinalizationRegistry<Uint8Array>((copy) => copy.fill(0));

function keyObject(key: Uint8Array): KeyObject {
  const known = keyObjects.get(key);
  if (known !== undefined && known.bytes.length === key.length && timingSafeEqual(known.bytes, key)) return known.object;
  known?.bytes.fill(0);
  const object = createSecretKey(key);
  const bytes = plain(Buffer.allocUnsafeSlow(key.length)); // with a buffer of its own the collector does not move it about
  bytes.set(key);
  keyObjects.set(key, { bytes, object });
  copies.register(key, bytes);
  return object;
}

function signingKey(scalar: Uint8Array): KeyObject {
  const encoded = concat(PRIVATE_PREFIX, scalar);
  try {
    return createPrivateKey({ key: Buffer.from(encoded.buffer), format: "der", type: "pkcs8" });
  } catch (cause) {
    throw new ExchangeError("internal.bug", { detail: "P-256 scalar", cause });
  } finally {
    encoded.fill(0);
  }
}

/** Undefined when the bytes are no point of the curve. */
function verifyingKey(point: Uint8Array): KeyObject | undefined {
  if (point.length !== 64) return undefined;
  try {
    return createPublicKey({ key: Buffer.from(concat(PUBLIC_PREFIX, point).buffer), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

/**
 * Node decrypts into a block one byte longer than the plaintext, copies that and frees the block as it is. Electron's allocator gives a freed block to the
 * next who wants that length, and this is the next; plain Node shortens the block where it is.
 */
function overwriteFreed(length: number): void {
  if (process.versions.electron !== undefined) void new ArrayBuffer(length + 1);
}

/** For what is written over at once from end to end: clearing 64 KiB first takes as long as encrypting them. */
function uninitialised(length: number): Uint8Array {
  return plain(Buffer.allocUnsafeSlow(length));
}

/** The same bytes without Buffer's own methods, so that nothing downstream depends on Node. */
function plain(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

function der(text: string): Uint8Array {
  return fromHex(text) ?? new Uint8Array(0);
}
