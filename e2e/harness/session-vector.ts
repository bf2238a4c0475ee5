// A session that comes out the same every time: fixed randomness, fixed clock, deterministic signatures. Recorded in src-shared/exchange/vectors.

import { setImmediate } from "node:timers/promises";
import { nodeCredentialKeys } from "../../src-main/platform/credential-keys.ts";
import { fromHex, hex } from "../../src-shared/bytes.ts";
import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import { openRecord } from "../../src-shared/crypto/record.ts";
import { type Item, isType } from "../../src-shared/cxf/document.ts";
import { pkcs8Algorithm } from "../../src-shared/cxf/pkcs8.ts";
import { rehearsalDocument } from "../../src-shared/cxf/rehearsal-document.ts";
import type { PairingMode } from "../../src-shared/exchange/ports.ts";
import type { Receipt } from "../../src-shared/exchange/receipt.ts";
import type { MemoryContent } from "../../src-shared/testing/memory-vault.ts";
import { noblePrimitives } from "../../src-shared/testing/noble-primitives.ts";
import { seededRandom } from "../../src-shared/testing/random.ts";
import { type SideName, transferBetween } from "../../src-shared/testing/two-computers.ts";
import { type Derived, notingKeys } from "./derived-keys.ts";

/** Bytes in hexadecimal. */
export type SessionVector = {
  readonly mode: PairingMode;
  /** What was shown on one computer and typed on the other. */
  readonly code: string;
  readonly th1: string;
  readonly th2: string;
  /** SHA-256 of every key, by its label. */
  readonly keys: { readonly [label: string]: string };
  /** In the order they were sent; `body` is what a sealed frame holds. */
  readonly frames: readonly { readonly from: SideName; readonly state: string; readonly frame: string; readonly body?: string }[];
  readonly receipts: { readonly exporter: Receipt; readonly importer: Receipt };
};

export async function recordSessionVector(mode: PairingMode): Promise<SessionVector> {
  const derived = new Map<string, Derived>();
  const primitives = { exporter: noblePrimitives(seededRandom(`exporter ${mode}`)), importer: noblePrimitives(seededRandom(`importer ${mode}`)) };
  const { exporter, importer, frames, owners } = await transferBetween({
    primitives: { ...primitives, exporter: notingKeys(primitives.exporter, derived) },
    credentialKeys: nodeCredentialKeys,
    turn: () => setImmediate(),
    chunkSize: 4096,
    content: steadyContent(),
    mode,
  });
  if (exporter.receipt === undefined || importer.receipt === undefined) throw exporter.error ?? importer.error;
  const open = opener(primitives.exporter, derived);
  return {
    mode,
    code: owners.code,
    th1: hex(contextOf(derived, "cxt1 early")),
    th2: hex(contextOf(derived, "cxt1 master")),
    keys: Object.fromEntries([...derived].map(([label, { key }]) => [label, hex(primitives.exporter.sha256(key))])),
    frames: frames.map(({ from, state, frame }) => ({ from, state, frame: hex(frame), ...open(from, frame) })),
    receipts: { exporter: exporter.receipt, importer: importer.receipt },
  };
}

/** A login with a one-time code and a passkey whose algorithm signs the same every time. */
function steadyContent(): MemoryContent {
  const { document } = rehearsalDocument();
  const [account] = document.accounts;
  if (account === undefined) throw new Error("the rehearsal has an account");
  const steady = (item: Item) =>
    item.credentials.filter((one) => isType(one, "passkey")).every((one) => isType(one, "passkey") && pkcs8Algorithm(one.key) === "EdDSA");
  const login = account.items.find((item) => item.credentials.some(({ type }) => type === "totp") && steady(item));
  const passkey = account.items.find((item) => item !== login && item.credentials.some(({ type }) => type === "passkey") && steady(item));
  const items = [login, passkey].filter((item) => item !== undefined);
  if (items.length < 2) throw new Error("the rehearsal has a code and an Ed25519 passkey");
  return { document: { ...document, accounts: [{ ...account, collections: [], items }] }, files: [] };
}

function contextOf(derived: ReadonlyMap<string, Derived>, label: string): Uint8Array {
  const known = derived.get(label);
  if (known === undefined) throw new Error(`${label} was not derived`);
  return known.context;
}

/** Opens frames in the order they were sent. */
function opener(primitives: Primitives, derived: ReadonlyMap<string, Derived>): (from: SideName, frame: Uint8Array) => { readonly body?: string } {
  const opened = new Map<string, number>();
  return (from, frame) => {
    for (const label of [`cxt1 traffic ${from}`, `cxt1 handshake ${from}`]) {
      const sequence = opened.get(label) ?? 0;
      try {
        const body = openRecord(primitives, derived.get(label)?.key ?? new Uint8Array(32), sequence, frame);
        opened.set(label, sequence + 1);
        return { body: hex(body) };
      } catch {
        // the other label, or a hello
      }
    }
    return {};
  };
}

export function bytesOf(text: string): Uint8Array {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new Error("not hexadecimal");
  return bytes;
}
