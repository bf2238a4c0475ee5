// One resume that comes out the same every time. Recorded in src-shared/exchange/vectors/resume.json.

import { hex, utf8 } from "../../src-shared/bytes.ts";
import { exporterResume, importerResume, importerResumed } from "../../src-shared/crypto/resume.ts";
import { noblePrimitives } from "../../src-shared/testing/noble-primitives.ts";
import { seededRandom } from "../../src-shared/testing/random.ts";
import { type Derived, notingKeys } from "./derived-keys.ts";

/** Bytes in hexadecimal. */
export type ResumeVector = {
  readonly secret: string;
  readonly th2: string;
  /** What each side has taken, and what it says. */
  readonly importer: { readonly next: number; readonly frame: string };
  readonly exporter: { readonly next: number; readonly frame: string };
  readonly th3: string;
  /** SHA-256 of every key, by its label. */
  readonly keys: { readonly [label: string]: string };
};

const TAKEN = { importer: 300, exporter: 12 } as const;

export function recordResumeVector(): ResumeVector {
  const derived = new Map<string, Derived>();
  const primitives = { exporter: noblePrimitives(seededRandom("exporter resume")), importer: noblePrimitives(seededRandom("importer resume")) };
  const p = notingKeys(primitives.exporter, derived);
  const secret = p.sha256(utf8("resume secret"));
  const transcript = p.sha256(utf8("th2"));
  const { state, message } = importerResume(notingKeys(primitives.importer, derived), { secret, transcript, next: TAKEN.importer });
  const { answer, keys } = exporterResume(p, { secrets: [secret], transcript, next: TAKEN.exporter }, message);
  const { keys: theirs } = importerResumed(primitives.importer, state, answer);
  if (hex(theirs.resumeSecret) !== hex(keys.resumeSecret)) throw new Error("the two sides do not agree");
  return {
    secret: hex(secret),
    th2: hex(transcript),
    importer: { next: TAKEN.importer, frame: hex(message) },
    exporter: { next: TAKEN.exporter, frame: hex(answer) },
    th3: hex(derived.get("cxt1 resumed")?.context ?? new Uint8Array(0)),
    keys: Object.fromEntries([...derived].map(([label, { key }]) => [label, hex(p.sha256(key))])),
  };
}
