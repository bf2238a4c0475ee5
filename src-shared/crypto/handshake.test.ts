import { describe, expect, test } from "vitest";
import { concat, fromUtf8, hex, sameBytes, utf8 } from "../bytes.ts";
import { type CborValue, decodeCborMaps, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { exporterAgree, exporterHello, exporterReveal, forget, importerAgree, importerHello, importerReveal, type SessionKeys } from "./handshake.ts";
import type { PairingMode } from "./pairing-mode.ts";

const p = noblePrimitives(seededRandom("handshake"));
const CODE = "ABCD-1E0F";

type Change = (bytes: Uint8Array) => Uint8Array;
type Changes = { readonly hello?: Change; readonly answer?: Change; readonly reveal?: Change; readonly typed?: string };
const unchanged: Change = (bytes) => bytes;

/** Runs both sides, an attacker's changes applied on the way. */
function run(mode: PairingMode, { hello = unchanged, answer = unchanged, reveal = unchanged, typed = CODE }: Changes = {}) {
  const importer = importerHello(p, mode);
  const exporter = exporterHello(p, hello(importer.hello));
  const revealed = importerReveal(p, importer.state, answer(exporter.hello), CODE);
  const opened = exporterReveal(p, exporter.state, reveal(revealed.reveal));
  const { keys: exporterKeys, share } = exporterAgree(p, opened.state, typed);
  const { keys: importerKeys } = importerAgree(p, revealed.state, share);
  return { importer, exporter, revealed, opened, exporterKeys, importerKeys, share };
}

function outcomeOf(work: () => { importerKeys: SessionKeys; exporterKeys: SessionKeys }): string {
  try {
    const { importerKeys, exporterKeys } = work();
    return sameBytes(importerKeys.finishedExporter, exporterKeys.finishedExporter) ? "agreed" : "differed";
  } catch (thrown) {
    return thrown instanceof ExchangeError ? thrown.code : "another error";
  }
}

/** Rewrites the members of a hello. */
const edited =
  (edit: (message: CborValue[], body: Map<number, CborValue>) => void): Change =>
  (bytes) => {
    const message = [...(decodeCborMaps(bytes) as readonly CborValue[])];
    edit(message, message[message.length - 1] as Map<number, CborValue>);
    return encodeCbor(message);
  };

const flip =
  (at: number): Change =>
  (bytes) =>
    bytes.map((byte, i) => (i === at % bytes.length ? byte ^ 1 : byte));

describe.each(["screens", "phone"] as const)("in %s mode", (mode) => {
  const { importer, exporter, revealed, importerKeys, exporterKeys, share } = run(mode);

  test("both sides hold the same keys", () => {
    expect(importerKeys).toEqual(exporterKeys);
  });

  test("both sides hold the same early keys", () => {
    expect(revealed.early).toEqual(exporter.early);
  });

  test("the exporter learns the mode and session id", () => {
    expect([exporter.mode, exporter.sessionId.length]).toEqual([mode, 16]);
  });

  test("every key is another", () => {
    const { transcript, shortCode, ...rest } = exporterKeys;
    const all = [...Object.values(rest), transcript, ...Object.values(exporter.early)].map(hex);
    expect([new Set(all).size, shortCode.length]).toEqual([all.length, 8]);
  });

  test("two runs share nothing", () => {
    expect(hex(run(mode).importerKeys.transcript)).not.toBe(hex(importerKeys.transcript));
  });

  test("a share goes back in phone mode only", () => {
    expect(share?.length).toBe(mode === "phone" ? 32 : undefined);
  });

  test("the hellos have the sizes docs/protocol.md gives", () => {
    expect([importer.hello.length, exporter.hello.length, revealed.reveal.length]).toEqual([1282, 1167, mode === "phone" ? 73 : 38]);
  });

  const places = Array.from({ length: 24 }, (_, i) => i * 57);
  test.each(places)("a changed bit near byte %d of the first hello never ends in agreement", (at) => {
    expect(outcomeOf(() => run(mode, { hello: flip(at) }))).not.toMatch(/agreed|another/);
  });

  test.each(places)("a changed bit near byte %d of the second hello never ends in agreement", (at) => {
    expect(outcomeOf(() => run(mode, { answer: flip(at) }))).not.toMatch(/agreed|another/);
  });

  test.each(Array.from(revealed.reveal.keys()))("a changed bit in byte %d of the reveal never ends in agreement", (at) => {
    expect(outcomeOf(() => run(mode, { reveal: flip(at) }))).not.toMatch(/agreed|another/);
  });
});

describe("the key schedule of docs/protocol.md §3, computed by hand", () => {
  const derive = (secret: Uint8Array, label: string, context: Uint8Array) => p.hkdfSha256(secret, new Uint8Array(0), concat(utf8(`${label}\0`), context), 32);

  test.each(["screens", "phone"] as const)("th1 and th2 in %s mode", (mode) => {
    const { importer, exporter, opened, exporterKeys, share } = run(mode);
    const first = p.sha256(p.sha256(importer.hello), exporter.hello);
    const shares = mode === "phone" ? [opened.state.importerShare, share] : [];
    const second = p.sha256(first, p.sha256(importer.state.nonce), ...shares.map((one) => one ?? new Uint8Array(0)));
    expect([opened.state.first, exporterKeys.transcript]).toEqual([first, second]);
  });

  test("early, master, finished and traffic keys", () => {
    const { exporter, opened, exporterKeys } = run("screens");
    const { first, early } = opened.state;
    const { transcript } = exporterKeys;
    const master = derive(early, "cxt1 master", transcript);
    expect([exporter.early.importerToExporter, exporterKeys.finishedImporter, exporterKeys.exporterToImporter]).toEqual([
      derive(early, "cxt1 handshake importer", first),
      p.hmacSha256(derive(master, "cxt1 finished importer", transcript), transcript),
      derive(master, "cxt1 traffic exporter", transcript),
    ]);
  });
});

describe("the commitment", () => {
  test("opens to no other nonce", () => {
    const reveal = edited((_message, body) => body.set(1, p.random(32)));
    expect(outcomeOf(() => run("screens", { reveal }))).toBe("counterpart.not-authenticated");
  });

  test("opens to no other KEM key", () => {
    const hello = edited((_message, body) =>
      body.set(4, (decodeCborMaps(importerHello(p, "screens").hello) as [number, number, Map<number, CborValue>])[2].get(4) ?? null),
    );
    expect(outcomeOf(() => run("screens", { hello }))).toBe("counterpart.not-authenticated");
  });
});

describe("a hello the exporter cannot take", () => {
  const refusal = (edit: (message: CborValue[], body: Map<number, CborValue>) => void) => outcomeOf(() => run("screens", { hello: edited(edit) }));

  test.each([
    ["a later version", (message: CborValue[]) => message.splice(0, 1, 2)],
    ["a later version of another shape", (message: CborValue[]) => message.splice(0, 3, 2)],
    ["no suite of ours", (_message: CborValue[], body: Map<number, CborValue>) => body.set(2, [2, 3])],
    ["another mode", (_message: CborValue[], body: Map<number, CborValue>) => body.set(3, 3)],
  ])("%s is unsupported", (_name, edit) => {
    expect(refusal(edit)).toBe("counterpart.unsupported");
  });

  test.each([
    ["another message type", (message: CborValue[]) => message.splice(1, 1, 2)],
    ["a version that is no number", (message: CborValue[]) => message.splice(0, 1, "1")],
    ["a fourth part", (message: CborValue[]) => message.push(0)],
    ["a member too many", (_message: CborValue[], body: Map<number, CborValue>) => body.set(6, 0)],
    ["a missing member", (_message: CborValue[], body: Map<number, CborValue>) => body.delete(5)],
    ["a short session id", (_message: CborValue[], body: Map<number, CborValue>) => body.set(1, p.random(15))],
    ["a short KEM key", (_message: CborValue[], body: Map<number, CborValue>) => body.set(4, p.random(1215))],
    ["a KEM key whose numbers are out of range", (_message: CborValue[], body: Map<number, CborValue>) => body.set(4, new Uint8Array(1216).fill(255))],
    ["a short commitment", (_message: CborValue[], body: Map<number, CborValue>) => body.set(5, p.random(31))],
    ["17 suites", (_message: CborValue[], body: Map<number, CborValue>) => body.set(2, new Array<number>(17).fill(1))],
    ["suites that are no list", (_message: CborValue[], body: Map<number, CborValue>) => body.set(2, 1)],
  ])("%s is a violation", (_name, edit) => {
    expect(refusal(edit)).toBe("counterpart.protocol-violation");
  });

  test.each([new Uint8Array(0), new Uint8Array(5000), Uint8Array.of(0xff)])("%# is no message", (bytes) => {
    expect(outcomeOf(() => run("screens", { hello: () => bytes }))).toBe("counterpart.protocol-violation");
  });
});

describe("an answer the importer cannot take", () => {
  const refusal = (edit: (message: CborValue[], body: Map<number, CborValue>) => void) => outcomeOf(() => run("screens", { answer: edited(edit) }));

  test.each([
    ["another suite", (_message: CborValue[], body: Map<number, CborValue>) => body.set(1, 2)],
    ["another version", (message: CborValue[]) => message.splice(0, 1, 2)],
  ])("%s is unsupported", (_name, edit) => {
    expect(refusal(edit)).toBe("counterpart.unsupported");
  });

  test.each([
    ["the other mode", (_message: CborValue[], body: Map<number, CborValue>) => body.set(2, 2)],
    ["a short ciphertext", (_message: CborValue[], body: Map<number, CborValue>) => body.set(3, p.random(1119))],
    ["a short nonce", (_message: CborValue[], body: Map<number, CborValue>) => body.set(4, p.random(31))],
  ])("%s is a violation", (_name, edit) => {
    expect(refusal(edit)).toBe("counterpart.protocol-violation");
  });
});

describe("in phone mode", () => {
  test("another code makes other keys on the two sides", () => {
    expect(outcomeOf(() => run("phone", { typed: "ABCD-1E0G" }))).toBe("differed");
  });

  test("the code may be typed in any form", () => {
    expect(outcomeOf(() => run("phone", { typed: "abcd ieof" }))).toBe("agreed");
  });

  test("text that is no code is a wrong code", () => {
    expect(outcomeOf(() => run("phone", { typed: "no" }))).toBe("pairing.wrong-code");
  });

  test("a share that is no point is a violation", () => {
    const reveal = edited((_message, body) => body.set(2, new Uint8Array(32).fill(255)));
    expect(outcomeOf(() => run("phone", { reveal }))).toBe("counterpart.protocol-violation");
  });

  test("the importer needs a share, in screens mode it takes none", () => {
    const phone = run("phone");
    const screens = run("screens");
    expect(() => importerAgree(p, phone.revealed.state)).toThrow("counterpart.protocol-violation");
    expect(() => importerAgree(p, screens.revealed.state, phone.share)).toThrow("counterpart.protocol-violation");
  });

  test("the code is in no message", () => {
    const { importer, exporter, revealed } = run("phone");
    const texts = [importer.hello, exporter.hello, revealed.reveal].map((bytes) => fromUtf8(Uint8Array.from(bytes, (byte) => byte & 127)));
    expect(texts.filter((text) => text.includes("ABCD"))).toEqual([]);
  });
});

describe("forget", () => {
  test("wipes the KEM key at REVEAL", () => {
    expect(run("screens").importer.state.secretKey).toEqual(new Uint8Array(32));
  });

  test("of an earlier state leaves the later one working", () => {
    const importer = importerHello(p, "phone");
    const exporter = exporterHello(p, importer.hello);
    const revealed = importerReveal(p, importer.state, exporter.hello, CODE);
    const opened = exporterReveal(p, exporter.state, revealed.reveal);
    forget(importer.state);
    forget(exporter.state);
    const { keys, share } = exporterAgree(p, opened.state, CODE);
    forget(opened.state);
    expect(importerAgree(p, revealed.state, share).keys).toEqual(keys);
  });

  test("wipes the secrets of a key set and keeps its public parts", () => {
    const { exporterKeys, importerKeys } = run("screens");
    forget(exporterKeys);
    const secret = [exporterKeys.importerToExporter, exporterKeys.hpkePsk, exporterKeys.receiptKey, exporterKeys.fingerprintKey, exporterKeys.resumeSecret];
    expect([secret.every((key) => key.every((byte) => byte === 0)), exporterKeys.transcript]).toEqual([true, importerKeys.transcript]);
  });

  test("wipes the CPace scalar", () => {
    const { revealed } = run("phone");
    forget(revealed.state);
    expect([revealed.state.cpace?.scalar, revealed.state.early]).toEqual([new Uint8Array(32), new Uint8Array(32)]);
  });
});
