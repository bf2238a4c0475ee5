// Proof that a stored item arrived and works: its keyed fingerprint, a signature with each of its passkeys, and its one-time codes compared.
// What is signed can never be a WebAuthn assertion: those begin with a SHA-256 of the rpId, this begins with a fixed text. docs/protocol.md §8

import { base64url, concat, sameBytes, uint32, utf8 } from "../bytes.ts";
import type { CredentialKeys, Primitives } from "../crypto/primitives.ts";
import { totpCode } from "../crypto/totp.ts";
import type { CborValue } from "../cbor/codec.ts";
import { type Credential, type Item, isType } from "../cxf/document.ts";
import { fingerprint } from "../cxf/fingerprint.ts";
import { itemFromCbor } from "../cxf/from-cbor.ts";
import { ExchangeError } from "../errors.ts";
import { type CommittedItem, OUTCOMES, type Outcome } from "./ports.ts";

/** Fixed for one transfer; both sides know all of it. `moment` is Unix seconds. */
export type ProofContext = { readonly fingerprintKey: Uint8Array; readonly challenge: Uint8Array; readonly moment: number };

/** What the importer says of one item. A passkey's answer is a signature, or absent when this computer cannot sign with its algorithm. */
export type ItemProof = {
  readonly outcome: Outcome;
  readonly fingerprint: Uint8Array | undefined;
  readonly passkeys: readonly (Uint8Array | undefined)[];
  readonly totps: readonly Uint8Array[];
};

export type Tally = { readonly working: number; readonly failing: number; readonly untested: number };

/** What the exporter makes of it, item by item. */
export type ItemVerdict = {
  /** The item's CXF id, base64url. */
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly verdict: "proven" | "mismatch" | "not-kept";
  readonly passkeys: Tally;
  readonly totps: Tally;
};

/** Passkeys and codes of one item that are tried; more than that is not a real item. */
const MOST_PER_ITEM = 16;
const LARGEST_SIGNATURE = 5000;
const DOMAIN = utf8("keyferry liveness v1\0");
const TOTP_DOMAIN = utf8("keyferry totp v1\0");

/** The proof to send, and the verdict as far as this side can tell: that each passkey can sign. */
export async function proveItem(p: Primitives, keys: CredentialKeys, context: ProofContext, committed: CommittedItem): Promise<{ readonly proof: ItemProof; readonly verdict: ItemVerdict }> {
  const { outcome, bytes, title } = committed;
  const id = base64url(committed.id);
  if (bytes === undefined) {
    const verdict = { id, title, outcome, verdict: "not-kept", passkeys: NONE, totps: NONE } as const;
    return { proof: { outcome, fingerprint: undefined, passkeys: [], totps: [] }, verdict };
  }
  const mark = fingerprint(p, context.fingerprintKey, bytes);
  const { passkeys, totps } = tested(itemFromCbor(bytes));
  const signatures = await Promise.all(passkeys.map(({ key }, index) => (keys.algorithm(key) === undefined ? undefined : keys.sign(key, signedMessage(context, mark, index)))));
  const codes = totps.map((totp, index) => codeMac(p, context, mark, index, totp));
  const proof = { outcome, fingerprint: mark, passkeys: signatures, totps: codes };
  const signed = tally(signatures.map((signature) => (signature === undefined ? undefined : true)));
  return { proof, verdict: { id, title, outcome, verdict: "proven", passkeys: signed, totps: tally(codes.map(() => true)) } };
}

export async function checkItem(p: Primitives, keys: CredentialKeys, context: ProofContext, sent: Uint8Array, proof: ItemProof): Promise<ItemVerdict> {
  const item = itemFromCbor(sent);
  const about = { id: base64url(item.id), title: item.title, outcome: proof.outcome };
  if (proof.fingerprint === undefined) return { ...about, verdict: "not-kept", passkeys: NONE, totps: NONE };
  const mark = fingerprint(p, context.fingerprintKey, sent);
  const { passkeys, totps } = tested(item);
  const equal = p.equal(mark, proof.fingerprint) && proof.passkeys.length === passkeys.length && proof.totps.length === totps.length;
  if (!equal) return { ...about, verdict: "mismatch", passkeys: NONE, totps: NONE };
  const answers = await Promise.all(
    passkeys.map(({ key }, index) => {
      const signature = proof.passkeys[index];
      return signature === undefined ? undefined : keys.verify(key, signedMessage(context, mark, index), signature);
    }),
  );
  const codes = totps.map((totp, index) => sameBytes(codeMac(p, context, mark, index, totp), proof.totps[index] as Uint8Array));
  const verdict = answers.includes(false) || codes.includes(false) ? "mismatch" : "proven";
  return { ...about, verdict, passkeys: tally(answers), totps: tally(codes) };
}

const NONE: Tally = { working: 0, failing: 0, untested: 0 };

function tally(answers: readonly (boolean | undefined)[]): Tally {
  const count = (wanted: boolean | undefined) => answers.filter((answer) => answer === wanted).length;
  return { working: count(true), failing: count(false), untested: count(undefined) };
}

function tested(item: Item) {
  const of = <T extends "passkey" | "totp">(type: T) => item.credentials.filter((one: Credential) => isType(one, type)).slice(0, MOST_PER_ITEM);
  return { passkeys: of("passkey"), totps: of("totp") };
}

function signedMessage(context: ProofContext, mark: Uint8Array, index: number): Uint8Array {
  return concat(DOMAIN, context.challenge, mark, uint32(index));
}

function codeMac(p: Primitives, context: ProofContext, mark: Uint8Array, index: number, totp: Parameters<typeof totpCode>[0]): Uint8Array {
  const code = utf8(totpCode(totp, context.moment) ?? "");
  return p.hmacSha256(context.fingerprintKey, TOTP_DOMAIN, mark, uint32(index), code).slice(0, 16);
}

/** [outcome, fingerprint or null, [signature or null …], [code MAC …]] */
export function proofToCbor(proof: ItemProof): CborValue {
  const { outcome, fingerprint: mark, passkeys, totps } = proof;
  return [OUTCOMES.indexOf(outcome), mark ?? null, passkeys.map((signature) => signature ?? null), [...totps]];
}

/** Throws `counterpart.protocol-violation`. */
export function proofFromCbor(value: unknown): ItemProof {
  if (!Array.isArray(value) || value.length !== 4) throw malformed();
  const [index, mark, signatures, macs] = value as [unknown, unknown, unknown, unknown];
  const outcome = typeof index === "number" ? OUTCOMES[index] : undefined;
  if (outcome === undefined || !(mark === null || isBytes(mark, 16, 16))) throw malformed();
  if (!Array.isArray(signatures) || signatures.length > MOST_PER_ITEM || !signatures.every((one) => one === null || isBytes(one, 1, LARGEST_SIGNATURE)))
    throw malformed();
  if (!Array.isArray(macs) || macs.length > MOST_PER_ITEM || !macs.every((one) => isBytes(one, 16, 16))) throw malformed();
  return { outcome, fingerprint: mark ?? undefined, passkeys: signatures.map((one) => one ?? undefined), totps: macs };
}

function isBytes(value: unknown, minimum: number, maximum: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length >= minimum && value.length <= maximum;
}

function malformed(): ExchangeError {
  return new ExchangeError("counterpart.protocol-violation", { detail: "proof form" });
}
