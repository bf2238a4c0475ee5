// A desktop with an open vault in memory, everything it ever showed, and calls that answer or throw as the window's client sees them.

import type { CredentialKeys } from "../../../../src-shared/crypto/primitives.ts";
import { ExchangeError } from "../../../../src-shared/errors.ts";
import type { ArgsOf, CallName, ResultOf } from "../../../../src-shared/ipc/contract.ts";
import type { Reply } from "../../../../src-shared/ipc/reply.ts";
import { Desktop } from "../desktop.ts";
import { fakeDesktopPorts } from "./fake-desktop.ts";

export const PASSPHRASE = "correct horse battery staple";

/** Throws the reply's code when it is not ok. */
export type Caller = <N extends CallName>(name: N, args: ArgsOf<N>) => Promise<ResultOf<N>>;

export async function openDesktop(credentialKeys?: CredentialKeys) {
  const ports = fakeDesktopPorts(credentialKeys);
  const closed: true[] = [];
  const shown: unknown[] = [];
  const replies: Reply<unknown>[] = [];
  const desktop = new Desktop(ports, { closeWindow: () => closed.push(true) });
  desktop.board.listen((_, view) => shown.push(view));
  desktop.start();
  const call: Caller = async (name, args) => {
    const reply = await desktop.answer(name, args);
    replies.push(reply);
    if (reply.ok) return reply.value as never;
    throw new ExchangeError(reply.code, reply.detail === undefined ? {} : { detail: reply.detail });
  };
  await call("setup.create", { passphrase: PASSPHRASE, keyStore: false });
  const recoveryKey = (await call("setup.recoveryKey", undefined)) as string;
  await call("setup.confirm", { ending: recoveryKey.split("-").at(-1) ?? "" });
  return { ports, desktop, call, shown, replies, closed, recoveryKey, vault: () => desktop.session.vault };
}

export const unlock = (call: Caller) => call("session.unlock", { by: "passphrase", secret: PASSPHRASE });
