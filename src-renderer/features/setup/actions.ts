// What the first run asks the program for.

import { call, toCallError } from "../../api.ts";
import { goTo } from "../../navigation.ts";
import { wantRehearsal } from "../../rehearsal-offer.ts";
import { setup } from "./store.ts";

export async function createVault(passphrase: string, keyStore: boolean): Promise<void> {
  setup.setState({ busy: true, problem: undefined });
  try {
    await call("setup.create", { passphrase, keyStore });
  } catch (thrown) {
    setup.setState({ problem: toCallError(thrown).code });
  } finally {
    setup.setState({ busy: false });
  }
}

/** Whether `ending` was right; the vault is open then, and a rehearsal is offered. Rejects with a CallError. */
export async function confirmRecoveryKey(ending: string): Promise<boolean> {
  const right = await call("setup.confirm", { ending });
  if (right) setup.setState({ begun: false, written: false, problem: undefined, offerRehearsal: true });
  return right;
}

export function answerOffer(rehearse: boolean): void {
  setup.setState({ offerRehearsal: false });
  if (!rehearse) return;
  wantRehearsal();
  goTo({ name: "send" });
}
