// What an approval is worth: it is bound to what the owner was shown, by hash, and starts that one thing once, within a minute.

import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import type { Clock } from "../clock.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import type { PresenceAction, Refusal } from "./presence.ts";

/** Everything the owner is shown before the prompt and that must still hold after it: who, how many of what, which transfer. */
export type ApprovalRequest = { readonly action: PresenceAction; readonly about: readonly CborValue[] };

/** A `PresenceAnswer`, or that of another proof, such as the passphrase. */
type Proof = { readonly approved: true } | { readonly approved: false; readonly refusal: Refusal };

/** Worth nothing by itself: only the `Grants` that gave it knows for what and since when. */
export class Grant {
  /** A private part keeps other objects from having this type. */
  readonly #given: number;

  constructor(given: number) {
    this.#given = given;
  }

  /** When the owner said yes, Unix seconds. */
  get given(): number {
    return this.#given;
  }
}

export type Asked = { readonly approved: true; readonly grant: Grant } | { readonly approved: false; readonly refusal: Refusal };

/** Seconds between the owner's yes and its use. */
export const GRANT_LIFE = 60;

const PURPOSE = "keyferry approval v1";

type Held = { readonly digest: Uint8Array; readonly elapsed: number };

/** SHA-256 over the canonical CBOR of all of it. */
export function digestOf(primitives: Pick<Primitives, "sha256">, { action, about }: ApprovalRequest): Uint8Array {
  return primitives.sha256(encodeCbor([PURPOSE, action, about]));
}

/** One for a host; what one gave another does not take. */
export class Grants {
  readonly #primitives: Pick<Primitives, "sha256" | "equal">;
  readonly #clock: Clock;
  readonly #held = new Map<Grant, Held>();

  constructor(primitives: Pick<Primitives, "sha256" | "equal">, clock: Clock) {
    this.#primitives = primitives;
    this.#clock = clock;
  }

  /** Notes what is asked, then lets `prove` ask; the minute begins with the yes. Throws what `prove` throws. */
  async ask(request: ApprovalRequest, prove: () => Promise<Proof>): Promise<Asked> {
    const digest = digestOf(this.#primitives, request);
    const answer = await prove();
    if (answer.approved !== true) return { approved: false, refusal: answer.refusal };
    const grant = new Grant(this.#clock.now());
    this.#held.set(grant, { digest, elapsed: this.#clock.elapsed() });
    return { approved: true, grant };
  }

  /**
   * Call it where the approved thing begins, with what is about to be done. Uses the grant up whatever comes of it.
   * Throws `presence.timed-out` after `GRANT_LIFE`, `internal.bug` for another request or a grant that was used or never given.
   */
  redeem(grant: Grant, request: ApprovalRequest): void {
    const held = this.#held.get(grant);
    this.#held.delete(grant);
    if (held === undefined) throw new ExchangeError("internal.bug", { detail: "no such approval" });
    if (this.#isOver(grant, held)) throw new ExchangeError("presence.timed-out", { detail: "approval not used in time" });
    if (!this.#primitives.equal(held.digest, digestOf(this.#primitives, request))) {
      throw new ExchangeError("internal.bug", { detail: "another thing was approved" });
    }
  }

  /** Lets go of every grant that was not used: after locking, for one. */
  forget(): void {
    this.#held.clear();
  }

  /** By both clocks: the running one stands still while the computer sleeps, the other can be set back. */
  #isOver({ given }: Grant, { elapsed }: Held): boolean {
    return this.#clock.elapsed() - elapsed > GRANT_LIFE * 1000 || this.#clock.now() - given > GRANT_LIFE;
  }
}
