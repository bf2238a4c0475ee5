// Our own recorded sessions (vectors/README.md) come out again byte for byte, and all of it is what docs/protocol.cddl says.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fits, parseCddl } from "../../e2e/harness/cddl.ts";
import { type ResumeVector, recordResumeVector } from "../../e2e/harness/resume-vector.ts";
import { bytesOf, recordSessionVector, type SessionVector } from "../../e2e/harness/session-vector.ts";
import { brotli } from "../../src-main/platform/compression.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { utf8 } from "../bytes.ts";
import { decodeCborMaps } from "../cbor/codec.ts";
import { ByteStringReader, byteStringHeadLength } from "../cbor/sequence.ts";
import { exporterResume } from "../crypto/resume.ts";
import { ALERTS } from "../errors.ts";
import { encodeEntry } from "./entries.ts";
import { encodeKeyMessage } from "./key-message.ts";
import { encodeMessage, MESSAGE_SHAPES } from "./messages.ts";
import { packed } from "./packing.ts";
import type { StreamEntry } from "./ports.ts";

const read = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
const CDDL_TEXT = read("../../docs/protocol.cddl");
const cddl = parseCddl(CDDL_TEXT);
const HELLOS = { importer: "importer-hello", exporter: "exporter-hello" } as const;

describe.each(["screens", "phone"] as const)("the recorded session by %s", (mode) => {
  const vector: SessionVector = JSON.parse(read(`vectors/session-${mode}.json`));

  it("comes out again, frame by frame, key by key", async () => {
    expect(await recordSessionVector(mode)).toEqual(vector);
  });

  it("has every frame in the form the contract gives it", () => {
    const wrong = vector.frames.filter(
      ({ from, frame, body }) => !fits(cddl, body === undefined ? HELLOS[from] : "record-body", decodeCborMaps(bytesOf(body ?? frame))),
    );
    expect(wrong).toEqual([]);
  });

  it("has every message of the contract but those of trouble, of long work and of further links", () => {
    const types = new Set(vector.frames.flatMap(({ body }) => (body === undefined ? [] : [(decodeCborMaps(bytesOf(body)) as number[])[0]])));
    const unseen = Object.entries(MESSAGE_SHAPES).filter(([, { type }]) => !types.has(type));
    expect(unseen.map(([name]) => name)).toEqual(["acknowledged", "working", "abort", "alive", "reach", "probe", "probed"]);
  });
});

describe("the recorded resume", () => {
  const vector: ResumeVector = JSON.parse(read("vectors/resume.json"));

  it("comes out again, byte by byte, key by key", () => {
    expect(recordResumeVector()).toEqual(vector);
  });

  it("has both frames in the form the contract gives them", () => {
    const { importer, exporter } = vector;
    const inForm = [
      fits(cddl, "resume-question", decodeCborMaps(bytesOf(importer.frame))),
      fits(cddl, "resume-answer", decodeCborMaps(bytesOf(exporter.frame))),
    ];
    expect(inForm).toEqual([true, true]);
  });

  it("is answered by an exporter that has its secret, and by no other", () => {
    const asked = (secret: string) => ({ secrets: [bytesOf(secret)], transcript: bytesOf(vector.th2), next: 0 });
    const question = bytesOf(vector.importer.frame);
    expect(exporterResume(nodePrimitives, asked(vector.secret), question).next).toBe(vector.importer.next);
    expect(() => exporterResume(nodePrimitives, asked(vector.th2), question)).toThrow("counterpart.not-authenticated");
  });
});

/** The fields of a rule as the contract writes them: number, optional or not, name. */
function fieldsInContract(rule: string): readonly string[] {
  const [, body = ""] = new RegExp(`^${rule} = \\[\\d+, \\{\\n([^}]*)\\n\\}\\]`, "m").exec(CDDL_TEXT) ?? [];
  return body.split("\n").map((line) => line.replace(/^ {2}(\? )?(\d+): .*; (\w+)$/, "$2 $1$3"));
}

describe.each(Object.entries(MESSAGE_SHAPES))("%s", (name, { type, fields }) => {
  it("has the fields in the contract that the codec reads", () => {
    const read = Object.entries(fields).map(([field, [number, rule]]) => `${number} ${typeof rule === "function" ? "" : "? "}${field}`);
    expect(fieldsInContract(name)).toEqual(read);
  });

  it("has the number in the contract that the codec writes", () => {
    expect(CDDL_TEXT).toContain(`\n${name} = [${type}, {`);
  });
});

it.each(ALERTS)("an abort may say %s", (reason) => {
  expect(fits(cddl, "record-body", decodeCborMaps(encodeMessage({ name: "abort", reason })))).toBe(true);
});

it("a key message is what the contract says", () => {
  const hash = new Uint8Array(32);
  const counts = { accounts: 1, collections: 0, items: 1, files: 0, credentials: { passkey: 1 } };
  const stays = [{ title: "Key", type: "passkey", rpId: "example.com", reason: "bound to this device" }];
  const message = { transferId: new Uint8Array(16), contentKey: hash, counts, binding: hash, digest: hash, moment: 1, stays, complete: false, challenge: hash };
  expect(fits(cddl, "key-message", decodeCborMaps(encodeKeyMessage(message)))).toBe(true);
});

it.each([
  { kind: "header", bytes: Uint8Array.of(0xa0) },
  { kind: "account", account: 0, bytes: Uint8Array.of(0xa0) },
  { kind: "collection", account: 65_535, bytes: Uint8Array.of(0xa0) },
  { kind: "item", account: 24, bytes: Uint8Array.of(0xa0) },
  { kind: "file", account: 0, item: utf8("i"), file: utf8("f"), index: 0, last: true, content: new Uint8Array(65_536) },
  { kind: "end", counts: { accounts: 1, collections: 2, items: 3, files: 4, credentials: { note: 5 } } },
] as readonly StreamEntry[])("a stream entry is what the contract says: $kind", (entry) => {
  const reader = new ByteStringReader(100_000);
  reader.push(encodeEntry(entry));
  expect(fits(cddl, "entry", decodeCborMaps(reader.next() ?? new Uint8Array(0)))).toBe(true);
});

it("a block of a packed payload is what the contract says", () => {
  const note = { kind: "item", account: 0, bytes: Uint8Array.of(0xa1, 0x61, 0x61, 0x01) } as const;
  const [block = new Uint8Array(0)] = packed([encodeEntry(note)], brotli);
  expect(fits(cddl, "entry", decodeCborMaps(block.subarray(byteStringHeadLength(block))))).toBe(true);
});

it("what the contract does not say does not fit it", () => {
  expect(fits(cddl, "record-body", decodeCborMaps(encodeMessage({ name: "working", phase: "resting", done: 0, total: 0 })))).toBe(false);
});
