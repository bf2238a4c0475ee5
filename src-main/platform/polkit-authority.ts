// polkit's authority as far as it is used: the three questions over the system bus, on one connection for one approval.
// https://www.freedesktop.org/software/polkit/docs/latest/eggdbus-interface-org.freedesktop.PolicyKit1.Authority.html

import type { MessageBus } from "dbus-native";
import { connectToSystemBus } from "./system-bus.ts";

export type Authorization = {
  readonly authorized: boolean;
  /** A person could be asked. */
  readonly challenge: boolean;
  readonly details: Readonly<Record<string, string>>;
};

/** Everything here rejects when polkit refuses to answer, and when it or the bus goes away. */
export interface PolkitAuthority {
  /** Would we be allowed now? Asks nobody; rejects after `CALL`. */
  preflight(action: string): PromiseLike<Authorization>;
  /** Shows the prompt, and waits for as long as that takes; `cancellation` names it for `cancel`. */
  ask(action: string, cancellation: string): PromiseLike<Authorization>;
  /** Takes the prompt away. */
  cancel(cancellation: string): PromiseLike<unknown>;
  /** Takes away a prompt that is still there, too. */
  close(): void;
}

/** Milliseconds for a call that asks nobody. */
const CALL = 20_000;
const NO_LIMIT = 0;

const SILENT = 0;
const ALLOW_USER_INTERACTION = 1;

const AUTHORITY = {
  destination: "org.freedesktop.PolicyKit1",
  path: "/org/freedesktop/PolicyKit1/Authority",
  interface: "org.freedesktop.PolicyKit1.Authority",
};

/** Rejects when there is no system bus. */
export async function connectToPolkit(): Promise<PolkitAuthority> {
  const bus = await connectToSystemBus(CALL);
  return authorityOver(bus, nameOf(bus));
}

function nameOf({ name }: MessageBus): string {
  if (name === undefined) throw new Error("the system bus gave no name");
  return name;
}

function authorityOver(bus: MessageBus, name: string): PolkitAuthority {
  // Our name on the bus, not a process number: those are used again.
  const subject = ["system-bus-name", { name }];
  const check = async (action: string, flags: number, cancellation: string, timeout: number): Promise<Authorization> => {
    const body = [subject, action, {}, flags, cancellation];
    const answer = await bus.invoke({ ...AUTHORITY, member: "CheckAuthorization", signature: "(sa{sv})sa{ss}us", body }, { timeout });
    const [authorized, challenge, details] = answer as [unknown, unknown, Record<string, string>];
    return { authorized: authorized === true, challenge: challenge === true, details };
  };
  return {
    preflight: (action) => check(action, SILENT, "", CALL),
    ask: (action, cancellation) => check(action, ALLOW_USER_INTERACTION, cancellation, NO_LIMIT),
    cancel: (cancellation) => bus.invoke({ ...AUTHORITY, member: "CancelCheckAuthorization", signature: "s", body: [cancellation] }),
    close: () => bus.connection.end(),
  };
}
