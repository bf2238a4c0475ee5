// docs/protocol.md §10

import { describe, expect, test } from "vitest";
import { hex } from "../bytes.ts";
import { type CborValue, decodeCborMaps, encodeCbor } from "../cbor/codec.ts";
import { toExchangeError } from "../errors.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { exporterResume, forgetEpoch, importerResume, importerResumed } from "./resume.ts";

const p = noblePrimitives(seededRandom("resume"));
const secret = p.random(32);
const transcript = p.random(32);

type Change = (bytes: Uint8Array) => Uint8Array;
type Changes = { readonly first?: Change; readonly second?: Change; readonly secrets?: readonly Uint8Array[]; readonly theirTranscript?: Uint8Array };
const unchanged: Change = (bytes) => bytes;

/** Both sides, an attacker's changes applied on the way. */
function run({ first = unchanged, second = unchanged, secrets = [secret], theirTranscript = transcript }: Changes = {}) {
  const { state, message } = importerResume(p, { secret, transcript, next: 70_000 });
  const exporter = exporterResume(p, { secrets, transcript: theirTranscript, next: 3 }, first(message));
  const answer = exporter.answer.slice();
  const importer = importerResumed(p, state, second(answer));
  return { state, message, answer, exporter, importer };
}

function outcomeOf(changes: Changes): string {
  try {
    run(changes);
    return "resumed";
  } catch (thrown) {
    return toExchangeError(thrown).code;
  }
}

const REFUSED = /^counterpart\.(not-authenticated|protocol-violation)$/;
const flip =
  (at: number): Change =>
  (bytes) =>
    bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
const edited =
  (edit: (body: Map<number, CborValue>, message: CborValue[]) => void): Change =>
  (bytes) => {
    const message = [...(decodeCborMaps(bytes) as readonly CborValue[])];
    edit(message[2] as Map<number, CborValue>, message);
    return encodeCbor(message);
  };
const places = (bytes: Uint8Array) => Array.from(bytes.keys()).filter((at) => at < 60 || at % 23 === 0 || at >= bytes.length - 40);

describe("a resume", () => {
  const { message, answer, exporter, importer } = run();

  test("gives both sides the same keys, and each what the other has", () => {
    expect([importer.keys, importer.next, exporter.next]).toEqual([exporter.keys, 3, 70_000]);
  });

  test("gives keys that are all different, and another secret", () => {
    const all = [...Object.values(exporter.keys), secret].map(hex);
    expect(new Set(all).size).toBe(4);
  });

  test("has the sizes docs/protocol.md gives", () => {
    expect([message.length, answer.length]).toEqual([1318, 1200]);
  });

  test("takes what two others share nothing with", () => {
    expect(hex(run().exporter.keys.resumeSecret)).not.toBe(hex(exporter.keys.resumeSecret));
  });

  test.each(places(message))("is refused with a bit changed in byte %d of RS1", (at) => {
    expect(outcomeOf({ first: flip(at) })).toMatch(REFUSED);
  });

  test.each(places(answer))("is refused with a bit changed in byte %d of RS2", (at) => {
    expect(outcomeOf({ second: flip(at) })).toMatch(REFUSED);
  });

  test.each([0, 1, 100, 1317])("is refused when RS1 is cut to %d bytes", (length) => {
    expect(outcomeOf({ first: (bytes) => bytes.subarray(0, length) })).toBe("counterpart.protocol-violation");
  });

  test.each([
    ["a field that is not known", edited((body) => body.set(6, 1))],
    ["a field that is missing", edited((body) => body.delete(4))],
    ["a count that is no number", edited((body) => body.set(4, "3"))],
    ["a count below zero", edited((body) => body.set(4, -1))],
    ["a count above 2^32 - 1", edited((body) => body.set(4, 2 ** 32))],
    ["a short id", edited((body) => body.set(1, p.random(15)))],
    ["a short nonce", edited((body) => body.set(2, p.random(31)))],
    ["a short key", edited((body) => body.set(3, p.random(1215)))],
    ["a short MAC", edited((body) => body.set(5, p.random(31)))],
    ["another version", edited((_body, whole) => whole.splice(0, 1, 2))],
    ["the type of RS2", edited((_body, whole) => whole.splice(1, 1, 21))],
    ["bytes behind it", (bytes: Uint8Array) => Uint8Array.from([...bytes, 0])],
    ["five thousand bytes", () => new Uint8Array(5000)],
  ])("refuses RS1 with %s before anything else", (_, first) => {
    expect(outcomeOf({ first })).toBe("counterpart.protocol-violation");
  });
});

describe("nobody else's", () => {
  test("question is answered by an exporter of another session", () => {
    expect(outcomeOf({ secrets: [p.random(32)] })).toBe("counterpart.not-authenticated");
  });

  test("question is answered under another transcript", () => {
    expect(outcomeOf({ theirTranscript: p.random(32) })).toBe("counterpart.not-authenticated");
  });

  test("answer is taken: not that to an earlier question", () => {
    const earlier = run().answer;
    expect(outcomeOf({ second: () => earlier })).toBe("counterpart.not-authenticated");
  });

  test("question is answered once its epoch is over", () => {
    const { message, exporter } = run();
    const next = { secrets: [exporter.keys.resumeSecret], transcript, next: 3 };
    expect(() => exporterResume(p, next, message)).toThrow("counterpart.not-authenticated");
  });

  test("question comes back as an answer", () => {
    const { state, message } = importerResume(p, { secret, transcript, next: 0 });
    expect(() => importerResumed(p, state, message)).toThrow("counterpart.protocol-violation");
  });

  test("key replaces the importer's: the MAC covers it", () => {
    const { message } = importerResume(p, { secret: p.random(32), transcript, next: 0 });
    const theirs = (decodeCborMaps(message) as unknown as [number, number, Map<number, Uint8Array>])[2].get(3) as Uint8Array;
    expect(outcomeOf({ first: edited((body) => body.set(3, theirs)) })).toBe("counterpart.not-authenticated");
  });
});

test("an exporter that may be an epoch behind answers under any secret the importer can hold", () => {
  expect(outcomeOf({ secrets: [p.random(32), secret] })).toBe("resumed");
});

test.each([unchanged, flip(1200)])("the importer's secrets of a resume are overwritten, however it ended (%#)", (second) => {
  const { state, message } = importerResume(p, { secret, transcript, next: 0 });
  const { answer } = exporterResume(p, { secrets: [secret], transcript, next: 0 }, message);
  try {
    importerResumed(p, state, second(answer));
  } catch {
    // refused
  }
  expect([...state.secret, ...state.secretKey].every((byte) => byte === 0)).toBe(true);
});

test("the caller's secret is left alone, and an epoch can be forgotten", () => {
  const { exporter } = run();
  forgetEpoch(exporter.keys);
  expect([
    secret.some((byte) => byte !== 0),
    Object.values(exporter.keys)
      .flatMap((key) => [...key])
      .some((byte) => byte !== 0),
  ]).toEqual([true, false]);
});
