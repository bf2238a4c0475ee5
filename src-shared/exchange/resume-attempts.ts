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

/** `holds`: whether it leads on from where the session is by then; `next`: messages the other side has taken; `first`: a frame of the session that came already. */
export type Won = {
  readonly holds: (link: Secured | undefined) => boolean;
  readonly epoch: NewEpoch;
  readonly next: number;
  readonly first?: Uint8Array;
};

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
      const holds: Won["holds"] = (now) => now?.resumption?.epoch === epoch;
      if (!holds(link())) throw late();
      const { keys, next } = importerResumed(p, state, answer);
      return { holds, epoch: newEpoch("importer", keys), next };
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
  #closed = false;
  /** What the importer is known to have reached in this epoch: a question came under it. Undefined: the session's own secret. */
  #reached: ResumeSecret | undefined;
  /** The next resume secrets of answers given since, whose arrival was never confirmed. */
  readonly #open: ResumeSecret[] = [];
  readonly #seen = new Set<string>();

  constructor(p: Primitives) {
    this.#p = p;
  }

  async attempt(link: () => Secured | undefined, { send, receive }: Talk): Promise<Won> {
    const question = await receive();
    if (this.#closed) throw late();
    const { secret, transcript, taken, epoch } = resumptionOf(link());
    this.#enter(epoch, secret);
    const secrets = [this.#reached ?? secret, ...this.#open];
    const { answer, keys, next, under } = exporterResume(this.#p, { secrets, transcript, next: taken }, question);
    try {
      this.#once(question);
      this.#reach(under);
      this.#remember(keys.resumeSecret);
      await send(answer);
      const first = await receive();
      const holds: Won["holds"] = (now) => this.#leadsOn(now, keys.resumeSecret);
      if (!holds(link())) throw late();
      openRecord(this.#p, keys.importerToExporter, 0, first);
      return { holds, epoch: newEpoch("exporter", keys), next, first };
    } catch (thrown) {
      forgetEpoch(keys);
      throw thrown;
    }
  }

  close(): void {
    this.#closed = true;
    this.#forget();
  }

  /**
   * `secret`: of that epoch. The importer may have gone on from it before the exporter came there, and is known to have when a question came
   * under another one since: answers to such questions count on.
   */
  #enter(epoch: number, secret: ResumeSecret): void {
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    const same = (one: ResumeSecret) => this.#p.equal(one, secret);
    if (this.#reached === undefined || this.#open.some(same)) this.#forget();
    else if (same(this.#reached)) {
      wipe(this.#reached);
      this.#reached = undefined;
    }
  }

  /** Whether `secret` comes after the session's own. */
  #leadsOn(link: Secured | undefined, secret: ResumeSecret): boolean {
    if (this.#closed || link?.resumption === undefined) return false;
    this.#enter(link.resumption.epoch, link.resumption.secret);
    return [this.#reached, ...this.#open].some((one) => one !== undefined && this.#p.equal(one, secret));
  }

  #forget(): void {
    wipe(this.#reached, ...this.#open.splice(0));
    this.#reached = undefined;
    this.#seen.clear();
  }

  /** The importer only goes on: what it could have gone on from instead is worth nothing any more, and this one is not pushed out. */
  #reach(secret: ResumeSecret): void {
    const at = this.#open.indexOf(secret);
    if (at < 0) return;
    this.#open.splice(at, 1);
    wipe(this.#reached, ...this.#open.splice(0));
    this.#reached = secret;
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
