// SSH private keys as PKCS#8: OpenSSH's own format (PROTOCOL.key: Ed25519, RSA, ECDSA; unencrypted), PKCS#1 and PKCS#8 PEM.

import { fromHex, hex, sameBytes, utf8 } from "../bytes.ts";
import { pkcs8Algorithm } from "../cxf/pkcs8.ts";
import { ExchangeError } from "../errors.ts";
import { DER_NULL, derBits, derExplicit, derInteger, derOctets, derOid, derSequence } from "./der.ts";
import { readPem } from "./pem.ts";
import { type SshReader, sshReader } from "./ssh-reader.ts";

export type SshKeyReading =
  /** `keyType` by its IANA name; `privateKey` is PKCS#8 DER. */
  { readonly keyType: string; readonly privateKey: Uint8Array; readonly comment: string } | { readonly refused: "encrypted-ssh-key" | "ssh-key-unreadable" };

const UNREADABLE = { refused: "ssh-key-unreadable" } as const;
const MAGIC = utf8("openssh-key-v1\0");
const ED25519 = derOid("2b6570");
const RSA = derOid("2a864886f70d010101");
const EC = derOid("2a8648ce3d0201");
const CURVES = new Map([
  ["nistp256", { oid: derOid("2a8648ce3d030107"), size: 32 }],
  ["nistp384", { oid: derOid("2b81040022"), size: 48 }],
  ["nistp521", { oid: derOid("2b81040023"), size: 66 }],
]);
/** Of an RSA number: 16,384 bits. */
const MAXIMUM_NUMBER = 2048;

const KEY_TYPES = new Map<string, string>([
  ["EdDSA", "ssh-ed25519"],
  ["RSA", "ssh-rsa"],
  ["ES256", "ecdsa-sha2-nistp256"],
  ["ES384", "ecdsa-sha2-nistp384"],
  ["ES512", "ecdsa-sha2-nistp521"],
]);

export function readSshKey(text: string): SshKeyReading {
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(text)) return { refused: "encrypted-ssh-key" };
  const pem = readPem(text);
  try {
    if (pem?.label === "OPENSSH PRIVATE KEY") return readOpenSsh(pem.bytes);
    if (pem?.label === "PRIVATE KEY") return fromPkcs8(pem.bytes);
    if (pem?.label === "RSA PRIVATE KEY") return fromPkcs8(pkcs8(derSequence(RSA, DER_NULL), pem.bytes));
  } catch (thrown) {
    if (!(thrown instanceof ExchangeError)) throw thrown;
  }
  return UNREADABLE;
}

function fromPkcs8(privateKey: Uint8Array): SshKeyReading {
  const keyType = KEY_TYPES.get(pkcs8Algorithm(privateKey));
  return keyType === undefined ? UNREADABLE : { keyType, privateKey, comment: "" };
}

function readOpenSsh(bytes: Uint8Array): SshKeyReading {
  if (!sameBytes(bytes.subarray(0, MAGIC.length), MAGIC)) return UNREADABLE;
  const outer = sshReader(bytes.subarray(MAGIC.length));
  const cipher = outer.text();
  outer.string(); // KDF name
  outer.string(); // KDF options
  if (outer.number() !== 1) return UNREADABLE;
  outer.string(); // public key
  if (cipher !== "none") return { refused: "encrypted-ssh-key" };
  const inner = sshReader(outer.string());
  const check = inner.number();
  if (inner.number() !== check) return UNREADABLE;
  const keyType = inner.text();
  const privateKey = privateKeyOf(keyType, inner);
  return privateKey === undefined ? UNREADABLE : { keyType, privateKey, comment: inner.text() };
}

function privateKeyOf(keyType: string, inner: SshReader): Uint8Array | undefined {
  if (keyType === "ssh-ed25519") {
    inner.string(); // public key
    const seed = inner.string().subarray(0, 32);
    return seed.length === 32 ? pkcs8(derSequence(ED25519), derOctets(seed)) : undefined;
  }
  if (keyType === "ssh-rsa") return rsaKey(inner);
  return keyType.startsWith("ecdsa-sha2-") ? ecKey(inner) : undefined;
}

/** RFC 8017 appendix A.1.2 */
function rsaKey(inner: SshReader): Uint8Array | undefined {
  const [n, e, d, inverse, p, q] = [0, 1, 2, 3, 4, 5].map(() => inner.string()) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  if ([n, e, d, inverse, p, q].some((number) => number.length === 0 || number.length > MAXIMUM_NUMBER)) return undefined;
  if (integer(p) < 2n || integer(q) < 2n) return undefined;
  const dp = octets(integer(d) % (integer(p) - 1n));
  const dq = octets(integer(d) % (integer(q) - 1n));
  const key = derSequence(...[Uint8Array.of(0), n, e, d, p, q, dp, dq, inverse].map(derInteger));
  return pkcs8(derSequence(RSA, DER_NULL), key);
}

/** RFC 5915 §3 */
function ecKey(inner: SshReader): Uint8Array | undefined {
  const curve = CURVES.get(inner.text());
  const point = inner.string();
  const scalar = stripped(inner.string());
  if (curve === undefined || scalar.length > curve.size || point.length !== 2 * curve.size + 1) return undefined;
  const padded = new Uint8Array(curve.size);
  padded.set(scalar, curve.size - scalar.length);
  const key = derSequence(derInteger(Uint8Array.of(1)), derOctets(padded), derExplicit(1, derBits(point)));
  return pkcs8(derSequence(EC, curve.oid), key);
}

/** RFC 5958 §2, version 0 */
function pkcs8(algorithm: Uint8Array, key: Uint8Array): Uint8Array {
  return derSequence(derInteger(Uint8Array.of(0)), algorithm, derOctets(key));
}

function stripped(number: Uint8Array): Uint8Array {
  let start = 0;
  while (start < number.length && number[start] === 0) start++;
  return number.subarray(start);
}

function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(bytes) || "0"}`);
}

function octets(value: bigint): Uint8Array {
  const digits = value.toString(16);
  return fromHex(digits.length % 2 === 0 ? digits : `0${digits}`) as Uint8Array;
}
