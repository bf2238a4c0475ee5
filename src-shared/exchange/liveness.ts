// Proof that a stored item arrived and works: its keyed fingerprint, a signature with each of its passkeys, and its one-time codes compared.
// What is signed can never be a WebAuthn assertion: those begin with a SHA-256 of the rpId, this begins with a fixed text. docs/protocol.md §8

import { base64url, concat, sameBytes, uint32, utf8 } from "../bytes.ts";
import type { CborValue } from "../cbor/codec.ts";
import type { CredentialKeys, Primitives } from "../crypto/primitives.ts";
import { totpCode } from "../crypto/totp.ts";
import { type Credential, type Item, isType } from "../cxf/document.ts";
import { fingerprint } from "../cxf/fingerprint.ts";
import { itemFromCbor } from "../cxf/from-cbor.ts";
import { ExchangeError, toExchangeError } from "../errors.ts";
import { type AboutItem, type CommittedItem, OUTCOMES, type Outcome } from "./ports.ts";

/** Fixed for one transfer; both sides know all of it. `moment` is Unix seconds. */
export type ProofContext = { readonly fingerprintKey: Uint8Array; readonly challenge: Uint8Array; readonly moment: number };

/** What the importer says of one item. A passkey's answer is a signature, a code's a MAC; absent when this computer cannot make it. */
export type ItemProof = {
  readonly outcome: Outcome;
  readonly fingerprint: Uint8Array | undefined;
  readonly passkeys: readonly (Uint8Array | undefined)[];
  readonly totps: readonly (Uint8Array | undefined)[];
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

/** Passkeys and codes of one item that are tried; those beyond count as untested. */
const MOST_PER_ITEM = 16;
const LARGEST_SIGNATURE = 5000;
const DOMAIN = utf8("keyferry liveness v1\0");
const TOTP_DOMAIN = utf8("keyferry totp v1\0");

export type Proved = { readonly proof: ItemProof; readonly verdict: ItemVerdict };

/** The proof to send, and the verdict as far as this side can tell: that each passkey can sign. At once for an item with nothing to test. */
export function proveItem(p: Primitives, keys: CredentialKeys, context: ProofContext, committed: CommittedItem): Proved | Promise<Proved> {
  const { outcome, bytes, tested } = committed;
  const about = { id: base64url(committed.id), title: committed.title, outcome };
  if (bytes === undefined) return { proof: { outcome, fingerprint: undefined, ...NO_ANSWERS }, verdict: { ...about, verdict: "not-kept", ...NO_TALLIES } };
  const mark = fingerprint(p, context.fingerprintKey, bytes);
  if (tested) return proveTested(p, keys, context, { about, mark, item: itemFromCbor(bytes) });
  return { proof: { outcome, fingerprint: mark, ...NO_ANSWERS }, verdict: { ...about, verdict: "proven", ...NO_TALLIES } };
}

type About = Pick<ItemVerdict, "id" | "title" | "outcome">;

async function proveTested(
  p: Primitives,
  keys: CredentialKeys,
  context: ProofContext,
  { about, mark, item }: { readonly about: About; readonly mark: Uint8Array; readonly item: Item },
): Promise<Proved> {
  const { passkeys, totps, beyond } = toTest(item);
  const signatures = await Promise.all(passkeys.map(({ key }, index) => whenUsable(() => signed(keys, key, signedMessage(context, mark, index)))));
  const codes = totps.map((totp, index) => codeMac(p, context, mark, index, totp));
  const proof = { outcome: about.outcome, fingerprint: mark, passkeys: signatures, totps: codes };
  const tallies = { passkeys: tally(signatures.map(isThere), beyond.passkeys), totps: tally(codes.map(isThere), beyond.totps) };
  return { proof, verdict: { ...about, verdict: "proven", ...tallies } };
}

/** An item as it left: its fingerprint then, what is known of it, and its bytes for when there is something to test. */
export type SentItem = AboutItem & { readonly mark: Uint8Array; readonly bytes: () => Uint8Array };

/** At once for an item with nothing to test. */
export function checkItem(p: Primitives, keys: CredentialKeys, context: ProofContext, sent: SentItem, proof: ItemProof): ItemVerdict | Promise<ItemVerdict> {
  const about = { id: base64url(sent.id), title: sent.title, outcome: proof.outcome };
  if (proof.fingerprint === undefined) return { ...about, verdict: "not-kept", ...NO_TALLIES };
  const { passkeys, totps, beyond } = sent.tested ? toTest(itemFromCbor(sent.bytes())) : NOTHING_TO_TEST;
  const equal = p.equal(sent.mark, proof.fingerprint) && proof.passkeys.length === passkeys.length && proof.totps.length === totps.length;
  if (!equal) return { ...about, verdict: "mismatch", ...NO_TALLIES };
  if (!sent.tested) return { ...about, verdict: "proven", ...NO_TALLIES };
  return checkTested(p, keys, context, { about, mark: sent.mark, passkeys, totps, beyond }, proof);
}

async function checkTested(
  p: Primitives,
  keys: CredentialKeys,
  context: ProofContext,
  { about, mark, passkeys, totps, beyond }: { readonly about: About; readonly mark: Uint8Array } & ReturnType<typeof toTest>,
  proof: ItemProof,
): Promise<ItemVerdict> {
  const answers = await Promise.all(
    passkeys.map(({ key }, index) => {
      const signature = proof.passkeys[index];
      return signature === undefined ? undefined : whenUsable(() => keys.verify(key, signedMessage(context, mark, index), signature));
    }),
  );
  const codes = totps.map((totp, index) => sameCode(codeMac(p, context, mark, index, totp), proof.totps[index]));
  const verdict = answers.includes(false) || codes.includes(false) ? "mismatch" : "proven";
  return { ...about, verdict, passkeys: tally(answers, beyond.passkeys), totps: tally(codes, beyond.totps) };
}

/** Undefined for a key this computer cannot use: that passkey stays untested, and its neighbours do not suffer. */
async function whenUsable<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    const { code } = toExchangeError(thrown);
    if (code === "format.malformed" || code === "format.unsupported") return undefined;
    throw thrown;
  }
}

async function signed(keys: CredentialKeys, key: Uint8Array, message: Uint8Array): Promise<Uint8Array | undefined> {
  return keys.algorithm(key) === undefined ? undefined : keys.sign(key, message);
}

/** Untested when neither side can make the code. */
function sameCode(mine: Uint8Array | undefined, theirs: Uint8Array | undefined): boolean | undefined {
  if (mine === undefined || theirs === undefined) return mine === theirs ? undefined : false;
  return sameBytes(mine, theirs);
}

function isThere(answer: Uint8Array | undefined): true | undefined {
  return answer === undefined ? undefined : true;
}

const NONE: Tally = { working: 0, failing: 0, untested: 0 };
const NO_TALLIES = { passkeys: NONE, totps: NONE } as const;
const NO_ANSWERS = { passkeys: [], totps: [] } as const;

function tally(answers: readonly (boolean | undefined)[], beyond: number): Tally {
  const count = (wanted: boolean | undefined) => answers.filter((answer) => answer === wanted).length;
  return { working: count(true), failing: count(false), untested: count(undefined) + beyond };
}

const NOTHING_TO_TEST: ReturnType<typeof toTest> = { passkeys: [], totps: [], beyond: { passkeys: 0, totps: 0 } };

function toTest(item: Item) {
  const of = <T extends "passkey" | "totp">(type: T) => item.credentials.filter((one: Credential) => isType(one, type));
  const passkeys = of("passkey");
  const totps = of("totp");
  const beyond = { passkeys: Math.max(0, passkeys.length - MOST_PER_ITEM), totps: Math.max(0, totps.length - MOST_PER_ITEM) };
  return { passkeys: passkeys.slice(0, MOST_PER_ITEM), totps: totps.slice(0, MOST_PER_ITEM), beyond };
}

function signedMessage(context: ProofContext, mark: Uint8Array, index: number): Uint8Array {
  return concat(DOMAIN, context.challenge, mark, uint32(index));
}

function codeMac(p: Primitives, context: ProofContext, mark: Uint8Array, index: number, totp: Parameters<typeof totpCode>[0]): Uint8Array | undefined {
  const code = totpCode(totp, context.moment);
  return code === undefined ? undefined : p.hmacSha256(context.fingerprintKey, TOTP_DOMAIN, mark, uint32(index), utf8(code)).slice(0, 16);
}

/** [outcome, fingerprint or null, [signature or null …], [code MAC or null …]] */
export function proofToCbor(proof: ItemProof): CborValue {
  const { outcome, fingerprint: mark, passkeys, totps } = proof;
  return [OUTCOMES.indexOf(outcome), mark ?? null, passkeys.map((signature) => signature ?? null), totps.map((mac) => mac ?? null)];
}

/** Throws `counterpart.protocol-violation`. */
export function proofFromCbor(value: unknown): ItemProof {
  if (!Array.isArray(value) || value.length !== 4) throw malformed();
  const [index, mark, signatures, macs] = value as [unknown, unknown, unknown, unknown];
  const outcome = typeof index === "number" ? OUTCOMES[index] : undefined;
  if (outcome === undefined || !(mark === null || isBytes(mark, 16, 16))) throw malformed();
  if (!Array.isArray(signatures) || signatures.length > MOST_PER_ITEM || !signatures.every((one) => one === null || isBytes(one, 1, LARGEST_SIGNATURE)))
    throw malformed();
  if (!Array.isArray(macs) || macs.length > MOST_PER_ITEM || !macs.every((one) => one === null || isBytes(one, 16, 16))) throw malformed();
  return { outcome, fingerprint: mark ?? undefined, passkeys: signatures.map((one) => one ?? undefined), totps: macs.map((one) => one ?? undefined) };
}

function isBytes(value: unknown, minimum: number, maximum: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length >= minimum && value.length <= maximum;
}

function malformed(): ExchangeError {
  return new ExchangeError("counterpart.protocol-violation", { detail: "proof form" });
}
