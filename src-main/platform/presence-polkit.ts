// The owner's presence by polkit: the desktop's own prompt, with the login password or a finger behind it (PAM).

import type { Presence, PresenceAction, PresenceAnswer, PresenceQuestion, PresenceState, Refusal } from "../../src-shared/presence/presence.ts";
import { type Authorization, connectToPolkit, type PolkitAuthority } from "./polkit-authority.ts";

/** As in assets/linux/app.keyferry.policy. */
const ACTIONS: Record<PresenceAction, string> = {
  unlock: "app.keyferry.unlock",
  export: "app.keyferry.export",
  import: "app.keyferry.import",
  reveal: "app.keyferry.reveal",
};

type Options = { readonly signal: AbortSignal; readonly deadline: number };

export function polkitPresence({ connect = connectToPolkit }: { readonly connect?: () => Promise<PolkitAuthority> } = {}): Presence {
  return new PolkitPresence(connect);
}

class PolkitPresence implements Presence {
  readonly #connect: () => Promise<PolkitAuthority>;
  #asked = 0;

  constructor(connect: () => Promise<PolkitAuthority>) {
    this.#connect = connect;
  }

  async state(action: PresenceAction): Promise<PresenceState> {
    const refusal = await this.#over((authority) => hindrance(authority, ACTIONS[action]));
    return refusal === undefined ? { ready: true, prompt: "polkit" } : { ready: false, refusal };
  }

  async verify({ action }: PresenceQuestion, options: Options): Promise<PresenceAnswer> {
    const refusal = await this.#over(async (authority) => {
      const hindered = await hindrance(authority, ACTIONS[action]);
      if (hindered !== undefined) return hindered;
      return ask(authority, ACTIONS[action], `keyferry-${process.pid}-${this.#asked++}`, options);
    });
    return refusal === undefined ? { approved: true, kind: "asserted" } : { approved: false, refusal };
  }

  /** What `work` answers, on a connection of its own; a refusal too when that or polkit breaks. */
  async #over(work: (authority: PolkitAuthority) => Promise<Refusal | undefined>): Promise<Refusal | undefined> {
    let authority: PolkitAuthority | undefined;
    try {
      authority = await this.#connect();
      return await work(authority);
    } catch (thrown) {
      return isNotRegistered(thrown) ? "presence.not-installed" : "presence.unavailable";
    } finally {
      authority?.close();
    }
  }
}

/** Why the prompt would not come; undefined when it would. Without asking, a yes can only be a rule's (or root's). */
async function hindrance(authority: PolkitAuthority, action: string): Promise<Refusal | undefined> {
  const { authorized, challenge } = await authority.preflight(action);
  if (authorized) return "presence.silent-allow";
  return challenge ? undefined : "presence.not-active-session";
}

/** The person's answer; undefined is a yes. */
async function ask(authority: PolkitAuthority, action: string, cancellation: string, { signal, deadline }: Options): Promise<Refusal | undefined> {
  if (signal.aborted) return "presence.cancelled";
  const { promise: stopped, resolve: stop } = Promise.withResolvers<Refusal>();
  const onAbort = () => stop("presence.cancelled");
  signal.addEventListener("abort", onAbort);
  const timer = setTimeout(() => stop("presence.timed-out"), deadline);
  try {
    const outcome = await Promise.race([stopped, authority.ask(action, cancellation)]);
    if (typeof outcome === "string") {
      // When polkit does not take this, closing the connection takes the prompt away.
      await authority.cancel(cancellation).then(undefined, () => undefined);
      return outcome;
    }
    if (!outcome.authorized) return refusalOf(outcome);
    const silent = await silentSince(authority, action);
    return signal.aborted ? "presence.cancelled" : silent;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

function refusalOf({ challenge, details }: Authorization): Refusal {
  if (details["polkit.dismissed"]) return "presence.cancelled";
  return challenge ? "presence.no-agent" : "presence.denied";
}

/** A rule that came between the preflight and the prompt would have said yes for the person: such a yes would be there without asking now. */
async function silentSince(authority: PolkitAuthority, action: string): Promise<Refusal | undefined> {
  const { authorized, details } = await authority.preflight(action);
  return authorized && !details["polkit.temporary_authorization_id"] ? "presence.silent-allow" : undefined;
}

function isNotRegistered(thrown: unknown): boolean {
  return thrown instanceof Error && "dbusName" in thrown && /is not registered/.test(thrown.message);
}
