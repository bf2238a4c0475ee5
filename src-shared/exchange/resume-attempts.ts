// One try to resume a session over a fresh link, for either role: what is said there until it is sure who is at its other end. docs/protocol.md §10

import { hex, wipe } from "../bytes.ts";
import type { ResumeSecret } from "../crypto/kdf.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { openRecord } from "../crypto/record.ts";
import { exporterResume, forgetEpoch, forgetResume, importerResume, importerResumed } from "../crypto/resume.ts";
import { LENGTH } from "../crypto/suite.ts";
import { ExchangeError } from "../errors.ts";
import { type NewEpoch, newEpoch, type Resumption, type Secured } from "./secured.ts";

/** The fresh link: nothing that goes wrong on it is the session's. */
export type Talk = { readonly send: (frame: Uint8Array) => Promise<void>; readonly receive: () => Promise<Uint8Array> };

/** `before`: the epoch it was tried in, and is worth something in; `next`: messages the other side has taken; `first`: a frame of the session that came already. */
export type Won = { readonly before: number; readonly epoch: NewEpoch; readonly next: number; readonly first?: Uint8Array };

export interface ResumeAttempts {
  /** `link`: the session's as it is at that moment. Rejects for anything but a proven counterpart. */
  attempt(link: () => Secured | undefined, talk: Talk): Promise<Won>;
  /** Wipes what is left. */
  close(): void;
}

export function importerAttempts(p: Primitives): ResumeAttempts {
  const attempt = async (link: () => Secured | undefined, { send, receive }: Talk): Promise<Won> => {
    const { secret, transcript, taken, epoch } = resumptionOf(link());
    const { state, message } = importerResume(p, { secret, transcript, next: taken });
    try {
      await send(message);
      const answer = await receive();
      if (resumptionOf(link()).epoch !== epoch) throw late();
      const { keys, next } = importerResumed(p, state, answer);
      return { before: epoch, epoch: newEpoch("importer", keys), next };
    } finally {
      forgetResume(state);
    }
  };
  return { attempt, close: () => {} };
}

/** Answers that may have arrived, of one epoch: as many secrets the importer may go on from. */
const MOST_OPEN = 16;
/** Questions of one epoch that are recognised when they come again. */
const MOST_SEEN = 1024;

export class ExporterAttempts implements ResumeAttempts {
  readonly #p: Primitives;
  #epoch = 0;
  /** The next resume secrets of answers whose arrival was never confirmed. */
  readonly #open: ResumeSecret[] = [];
  readonly #seen = new Set<string>();

  constructor(p: Primitives) {
    this.#p = p;
  }

  async attempt(link: () => Secured | undefined, { send, receive }: Talk): Promise<Won> {
    const question = await receive();
    const { secret, transcript, taken, epoch } = resumptionOf(link());
    this.#enter(epoch);
    const { answer, keys, next } = exporterResume(this.#p, { secrets: [secret, ...this.#open], transcript, next: taken }, question);
    try {
      this.#once(question);
      this.#remember(keys.resumeSecret);
      await send(answer);
      const first = await receive();
      if (resumptionOf(link()).epoch !== epoch) throw late();
      openRecord(this.#p, keys.importerToExporter, 0, first);
      return { before: epoch, epoch: newEpoch("exporter", keys), next, first };
    } catch (thrown) {
      forgetEpoch(keys);
      throw thrown;
    }
  }

  close(): void {
    wipe(...this.#open.splice(0));
    this.#seen.clear();
  }

  #enter(epoch: number): void {
    if (epoch === this.#epoch) return;
    this.close();
    this.#epoch = epoch;
  }

  /** Throws `counterpart.replayed` for a question that was answered before. */
  #once(question: Uint8Array): void {
    const mac = hex(question.subarray(-LENGTH.mac));
    if (this.#seen.has(mac) || this.#seen.size >= MOST_SEEN) throw new ExchangeError("counterpart.replayed", { detail: "resume" });
    this.#seen.add(mac);
  }

  #remember(secret: ResumeSecret): void {
    if (this.#open.length === MOST_OPEN) wipe(this.#open.shift());
    this.#open.push(secret.slice());
  }
}

function resumptionOf(link: Secured | undefined): Resumption {
  if (link?.resumption === undefined) throw new ExchangeError("transport.closed", { detail: "nothing to resume" });
  return link.resumption;
}

function late(): ExchangeError {
  return new ExchangeError("transport.closed", { detail: "resumed elsewhere meanwhile" });
}
