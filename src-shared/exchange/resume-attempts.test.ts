// What the exporter goes by when answers get lost: the importer it knows, and nothing after the end.

import { expect, test } from "vitest";
import { importerResume, importerResumed } from "../crypto/resume.ts";
import { toExchangeError } from "../errors.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { ExporterAttempts } from "./resume-attempts.ts";
import { resumable, secured } from "./secured.ts";

/** An exporter that waits to be resumed, and an importer that asks: every answer arrives, and no confirmation ever does. */
function unconfirmed() {
  const p = noblePrimitives(seededRandom("resume attempts"));
  const transcript = p.random(32);
  const first = p.random(32);
  let link = resumable(secured(p.random(32), p.random(32)), { resumeSecret: first.slice(), transcript });
  const attempts = new ExporterAttempts(p);
  /** What the importer has after the answer, or why there is none. */
  const ask = async (secret: Uint8Array): Promise<Uint8Array | string> => {
    const { state, message } = importerResume(p, { secret, transcript, next: 0 });
    let answer: Uint8Array | undefined;
    let asked = false;
    const receive = async () => {
      if (asked) throw new Error("the link ends");
      asked = true;
      return message;
    };
    const send = async (frame: Uint8Array) => {
      answer = frame;
    };
    const why = await attempts.attempt(() => link, { send, receive }).then(String, (thrown) => toExchangeError(thrown).code);
    return answer === undefined ? why : importerResumed(p, state, answer).keys.resumeSecret;
  };
  /** The exporter hears that the importer has gone on to `secret`. */
  const goOn = (secret: Uint8Array) => {
    const { resumption } = link;
    if (resumption) link = { ...link, resumption: { ...resumption, epoch: resumption.epoch + 1, secret: secret.slice() } };
  };
  return { attempts, ask, first, goOn };
}

test("an importer that went on is heard however many answers are lost after that", async () => {
  const { ask, first } = unconfirmed();
  const reached = (await ask(first)) as Uint8Array;
  for (let i = 0; i < 40; i++) await ask(reached);
  expect(await ask(reached)).toBeInstanceOf(Uint8Array);
});

test("an importer is heard under each of the last sixteen answers that may have arrived", async () => {
  const { ask, first } = unconfirmed();
  const oldest = (await ask(first)) as Uint8Array;
  for (let i = 1; i < 16; i++) await ask(first);
  expect(await ask(oldest)).toBeInstanceOf(Uint8Array);
});

test("an importer that had gone on twice before the exporter followed once is heard", async () => {
  const { ask, first, goOn } = unconfirmed();
  const reached = (await ask(first)) as Uint8Array;
  const further = (await ask(reached)) as Uint8Array;
  goOn(reached);
  expect(await ask(further)).toBeInstanceOf(Uint8Array);
});

test("an importer that had gone on three times before the exporter followed once is heard", async () => {
  const { ask, first, goOn } = unconfirmed();
  const reached = (await ask(first)) as Uint8Array;
  const last = (await ask((await ask(reached)) as Uint8Array)) as Uint8Array;
  goOn(reached);
  expect(await ask(last)).toBeInstanceOf(Uint8Array);
});

test("what the importer has gone on from opens nothing any more", async () => {
  const { ask, first } = unconfirmed();
  await ask((await ask(first)) as Uint8Array);
  expect(await ask(first)).toBe("counterpart.not-authenticated");
});

test("whoever has not the session's secret hears not a word", async () => {
  const { ask } = unconfirmed();
  expect(await ask(new Uint8Array(32).fill(7))).toBe("counterpart.not-authenticated");
});

test("nothing is answered after the end of the session", async () => {
  const { attempts, ask, first } = unconfirmed();
  attempts.close();
  expect(await ask(first)).toBe("transport.closed");
});
