// An exporter that is paired properly and lies: each lie ends in its own code at the importer, whose vault stays as it was. docs/security.md, attacks

import { describe, expect, it } from "vitest";
import { smallSetting } from "../../e2e/harness/two-computers.ts";
import { concat } from "../bytes.ts";
import { encodeCbor } from "../cbor/codec.ts";
import { byteString, byteStringHead } from "../cbor/sequence.ts";
import { encodeDeviceKey } from "../crypto/cose.ts";
import { sealKeyMessage } from "../crypto/hpke.ts";
import { Liar, type Lies } from "../testing/liar.ts";
import { countsOfContent, MemoryVault } from "../testing/memory-vault.ts";
import { type Outcome, transferBetween } from "../testing/two-computers.ts";
import { encodeEntry } from "./entries.ts";
import { keyBinding } from "./exporter-stream.ts";
import { encodeKeyMessage, type KeyMessage } from "./key-message.ts";
import type { Message, MessageName } from "./messages.ts";
import type { ExportSnapshot } from "./ports.ts";

const EMPTY = new MemoryVault().digest();
const FORGED = new Uint8Array(32).fill(7);

function lyingTransfer(lies: Lies): Promise<Outcome> {
  const setting = smallSetting();
  const liar = new Liar("exporter", setting.primitives.exporter, lies);
  return transferBetween({
    ...setting,
    primitives: { ...setting.primitives, exporter: liar.primitives },
    tamper: (ends) => ({ ...ends, exporter: liar.channel(ends.exporter) }),
  });
}

async function importerAfter(lies: Lies): Promise<{ code: string | undefined; unchanged: boolean }> {
  const { importer, target } = await lyingTransfer(lies);
  return { code: importer.error?.code, unchanged: target.digest() === EMPTY };
}

/** Says every message but `name` honestly. */
function about<N extends MessageName>(name: N, lie: (message: Message<N>, liar: Liar) => readonly Message[] | Promise<readonly Message[]>): Lies {
  return { say: (message, liar) => (message.name === name ? lie(message as unknown as Message<N>, liar) : [message]) };
}

const changed = <N extends MessageName>(name: N, lie: (message: Message<N>) => Partial<Message<N>>): Lies =>
  about(name, (message) => [{ ...message, ...lie(message) } as unknown as Message]);

/** The nth chunk, and all others honestly. */
const atChunk = (nth: number, lie: (chunk: Message<"chunk">) => readonly Message[]): Lies =>
  about("chunk", (chunk) => (chunk.sequence === nth ? lie(chunk) : [chunk]));

/** As the honest one is not told, the importer's answer for what was really sent is kept from it. */
const unnoticed = (lies: Lies): Lies => {
  let honestDigest: Uint8Array = new Uint8Array(32);
  return {
    say(message, liar) {
      if (message.name === "chunk") honestDigest = liar.primitives.sha256(honestDigest, message.sealed);
      return lies.say?.(message, liar) ?? [message];
    },
    hear: (message) => (message.name === "held" ? { ...message, digest: honestDigest } : message),
  };
};

const CHUNKS = 9;
const chunkOf = (sequence: number): Message => ({ name: "chunk", sequence, sealed: new Uint8Array(4096) });

describe("an exporter that lies", () => {
  const cases: readonly (readonly [string, Lies, string])[] = [
    ["about having the session's keys", changed("finished", () => ({ mac: FORGED })), "counterpart.not-authenticated"],
    ["about its signature", changed("finished", () => ({ signature: new Uint8Array(64).fill(1) })), "counterpart.not-authenticated"],
    [
      "about whose device it is",
      about("finished", (m, liar) => [{ ...m, device: encodeDeviceKey(liar.primitives.generateSigningKey().publicKey) }]),
      "counterpart.not-authenticated",
    ],
    ["about the form of its key", changed("finished", () => ({ device: FORGED })), "counterpart.protocol-violation"],
    ["about the pairing mode", changed("finished", () => ({ share: FORGED })), "counterpart.protocol-violation"],
    ["about which transfer it is", changed("start", () => ({ transferId: new Uint8Array(16) })), "counterpart.protocol-violation"],
    ["about a length above what was offered", changed("start", () => ({ length: 2 ** 39, chunks: 2 ** 39 / 4096 })), "counterpart.limit-exceeded"],
    ["about how many chunks come", changed("start", ({ chunks }) => ({ chunks: chunks + 1 })), "counterpart.protocol-violation"],
    ["about chunks of a few bytes", changed("start", ({ length }) => ({ chunkSize: 1, chunks: length })), "counterpart.protocol-violation"],
    ["about chunks of no bytes", changed("start", () => ({ chunkSize: 0 })), "counterpart.protocol-violation"],
    ["about an empty payload", changed("start", () => ({ length: 0, chunks: 0 })), "counterpart.protocol-violation"],
    ["about the key it is committed to", changed("start", () => ({ commitment: FORGED })), "counterpart.not-authenticated"],
    ["by starting twice", about("start", (message) => [message, message]), "counterpart.protocol-violation"],
    ["by a chunk before the start", about("start", (message) => [chunkOf(0), message]), "counterpart.protocol-violation"],
    ["by leaving a chunk out", atChunk(3, () => []), "counterpart.protocol-violation"],
    ["by repeating a chunk", atChunk(3, (chunk) => [chunk, chunk]), "counterpart.protocol-violation"],
    ["by one chunk more than announced", atChunk(CHUNKS - 1, (chunk) => [chunk, chunkOf(CHUNKS)]), "counterpart.limit-exceeded"],
    ["by ending one chunk early", atChunk(CHUNKS - 1, () => [{ name: "key", sealed: FORGED }]), "stream.truncated"],
    ["by chunks longer than announced", atChunk(2, (chunk) => [{ ...chunk, sealed: new Uint8Array(4096 + 65) }]), "counterpart.limit-exceeded"],
    ["in what a chunk holds", unnoticed(atChunk(4, (chunk) => [{ ...chunk, sealed: chunk.sealed.map((byte) => byte ^ 1) }])), "counterpart.not-authenticated"],
    [
      "by the final chunk in another's place",
      unnoticed(atChunk(CHUNKS - 1, (chunk) => [{ ...chunk, sealed: chunk.sealed.map((byte, i) => (i === 12 ? 0 : byte)) }])),
      "counterpart.not-authenticated",
    ],
    ["by a key message that is none", changed("key", () => ({ sealed: FORGED })), "counterpart.protocol-violation"],
    [
      "by a key message with a bit flipped",
      changed("key", ({ sealed }) => ({ sealed: sealed.map((byte, i) => (i === sealed.length - 1 ? byte ^ 1 : byte)) })),
      "counterpart.not-authenticated",
    ],
    ["by handing the key over twice", about("key", (message) => [message, message]), "counterpart.protocol-violation"],
    [
      "by saying it is done before anything was proven",
      about("key", (message) => [message, { name: "done", receipt: FORGED, proven: 3, accepted: true }]),
      "counterpart.protocol-violation",
    ],
    ["by a message of the other role", about("start", () => [{ name: "held", next: 0, digest: FORGED }]), "counterpart.protocol-violation"],
  ];

  it.each(cases)("%s", async (_, lies, code) => {
    expect(await importerAfter(lies)).toEqual({ code, unchanged: true });
  });
});

describe("an exporter that lies in its key message", () => {
  const honest = async (liar: Liar): Promise<KeyMessage> => {
    const request = requestOf(liar).message;
    const { from } = liar.keys.get("cxt1 chunks") ?? { from: FORGED };
    const transcript = transcriptOf(liar);
    const counts = countsOfContent(smallSetting().content);
    const binding = liar.primitives.sha256(transcript, request.challenge);
    return {
      transferId: request.transferId,
      contentKey: from,
      counts,
      binding,
      digest: FORGED,
      moment: 1_773_014_400,
      stays: [],
      complete: true,
      challenge: FORGED,
    };
  };
  const resealed = (lie: (message: KeyMessage) => KeyMessage, psk?: Uint8Array, encode = encodeKeyMessage): Lies =>
    about("key", async (message, liar) => {
      const { primitives } = liar;
      const request = requestOf(liar);
      const binding = keyBinding(primitives, { transcript: transcriptOf(liar), hpkePsk: psk ?? liar.key("cxt1 hpke psk") }, request.body);
      const sealed = await sealKeyMessage({ ...binding, publicKey: request.message.requestKey, plaintext: encode(lie(await honest(liar))) }, primitives);
      return [{ ...message, sealed }];
    });

  const cases: readonly (readonly [string, Lies, string])[] = [
    ["about the digest of what it sent", resealed((m) => m), "stream.digest-mismatch"],
    ["about which transfer it opens", resealed((m) => ({ ...m, transferId: new Uint8Array(16) })), "counterpart.not-authenticated"],
    ["about which request it answers", resealed((m) => ({ ...m, binding: FORGED })), "counterpart.not-authenticated"],
    ["about the content key", resealed((m) => ({ ...m, contentKey: FORGED })), "counterpart.not-authenticated"],
    ["about the session it belongs to", resealed((m) => m, FORGED), "counterpart.not-authenticated"],
    ["about the time", resealed((m) => ({ ...m, moment: -1 })), "counterpart.protocol-violation"],
    ["about a negative count", resealed((m) => ({ ...m, counts: { ...m.counts, items: -1 } })), "counterpart.protocol-violation"],
    [
      "by something that is no key message",
      resealed(
        (m) => m,
        undefined,
        () => encodeCbor([1, 2]),
      ),
      "counterpart.protocol-violation",
    ],
    [
      "by bytes after it",
      resealed(
        (m) => m,
        undefined,
        (m) => concat(encodeKeyMessage(m), Uint8Array.of(0)),
      ),
      "counterpart.protocol-violation",
    ],
  ];

  it.each(cases)("%s", async (_, lies, code) => {
    expect(await importerAfter(lies)).toEqual({ code, unchanged: true });
  });
});

function requestOf(liar: Liar): { readonly message: Message<"request">; readonly body: Uint8Array } {
  const heard = liar.heard.get("request");
  if (heard?.message.name !== "request") throw new Error("no request was heard");
  return { message: heard.message, body: heard.body };
}

function transcriptOf(liar: Liar): Uint8Array {
  return liar.keys.get("cxt1 traffic exporter")?.context ?? FORGED;
}

describe("an exporter whose payload is not what it says", () => {
  const withEntries = (lie: (entries: readonly Uint8Array[]) => readonly Uint8Array[]) => (snapshot: ExportSnapshot) => {
    const entries = lie([...snapshot.entries()]);
    return { ...snapshot, entries: () => entries, length: entries.reduce((total, { length }) => total + length, 0) };
  };
  const counts = countsOfContent(smallSetting().content);
  const end = (claimed: object) => encodeEntry({ kind: "end", counts: { ...counts, ...claimed } });
  const item = (bytes: Uint8Array) => encodeEntry({ kind: "item", account: 0, bytes });

  const cases: readonly (readonly [string, (snapshot: ExportSnapshot) => ExportSnapshot, string])[] = [
    ["counts one item more at the end", withEntries((all) => [...all.slice(0, -1), end({ items: counts.items + 1 })]), "counterpart.count-mismatch"],
    ["counts one file more at the end", withEntries((all) => [...all.slice(0, -1), end({ files: 1 })]), "counterpart.count-mismatch"],
    ["leaves an item out", withEntries((all) => all.filter((_, i) => i !== 3)), "counterpart.count-mismatch"],
    ["announces other counts than it sends", (snapshot) => ({ ...snapshot, counts: { ...counts, items: 4 } }), "counterpart.count-mismatch"],
    [
      "announces other kinds than it sends",
      (snapshot) => ({
        ...withEntries((all) => [...all.slice(0, -1), end({ credentials: { passkey: 9 } })])(snapshot),
        counts: { ...counts, credentials: { passkey: 9 } },
      }),
      "counterpart.count-mismatch",
    ],
    ["never ends", withEntries((all) => all.slice(0, -1)), "format.malformed"],
    ["goes on after its end", withEntries((all) => [...all, ...all.slice(-1)]), "format.malformed"],
    ["has no header", withEntries((all) => all.slice(1)), "format.malformed"],
    ["has two headers", withEntries((all) => [...all.slice(0, 1), ...all]), "format.malformed"],
    ["holds an item that is not CBOR", withEntries((all) => [...all.slice(0, -1), item(Uint8Array.of(0xff)), ...all.slice(-1)]), "format.malformed"],
    ["holds an item that is not CXF", withEntries((all) => [...all.slice(0, -1), item(encodeCbor({ id: "no bytes" })), ...all.slice(-1)]), "format.malformed"],
    ["holds an item of an account that is not there", withEntries((all) => [...all.slice(0, 1), ...all.slice(2)]), "format.malformed"],
    ["holds an entry of no kind", withEntries((all) => [...all.slice(0, -1), byteString(encodeCbor([9, 1])), ...all.slice(-1)]), "format.malformed"],
    ["holds something that is no byte string", withEntries((all) => [...all.slice(0, 1), Uint8Array.of(0x01), ...all.slice(1)]), "format.malformed"],
    ["announces an entry of a gigabyte", withEntries((all) => [...all.slice(0, 1), byteStringHead(2 ** 30), ...all.slice(1)]), "format.limit-exceeded"],
  ];

  it.each(cases)("%s", async (_, lie, code) => {
    const sourceOf = smallSetting({ sourceOf: (honest) => ({ snapshot: async (types) => lie(await honest.snapshot(types)) }) });
    const { importer, target } = await transferBetween(sourceOf);
    expect({ code: importer.error?.code, unchanged: target.digest() === EMPTY }).toEqual({ code, unchanged: true });
  });
});

describe("an exporter that lies about the receipt", () => {
  const cases: readonly (readonly [string, Lies])[] = [
    ["by another receipt's digest", changed("done", () => ({ receipt: FORGED }))],
    ["by more proven items than there are", changed("done", () => ({ proven: 4 }))],
    ["by not accepting it", changed("done", () => ({ accepted: false }))],
    ["by never answering", about("done", () => [])],
  ];

  it.each(cases)("%s leaves the items there, and the receipt unconfirmed", async (_, lies) => {
    const { importer } = await lyingTransfer(lies);
    expect([importer.receipt?.acknowledged, importer.receipt?.safeToCloseOldService.answer]).toEqual([false, "no"]);
  });
});
