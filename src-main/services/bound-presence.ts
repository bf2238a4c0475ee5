// The system's prompt, bound to the vault where it can be: a key slot that opens after the owner's gesture alone replaces a mere yes.

import type { Clock } from "../../src-shared/clock.ts";
import { toExchangeError } from "../../src-shared/errors.ts";
import type { Presence, PresenceAnswer, PresenceState, Refusal, SystemPrompt } from "../../src-shared/presence/presence.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import type { KeyHardware } from "../../src-shared/vault/ports.ts";

/** Hardware whose gesture is a prompt of the system. The TPM's is a PIN typed here, which is no prompt. */
const PROMPTS = [
  ["secure-enclave", "touch-id"],
  ["windows-hello", "windows-hello"],
] as const satisfies readonly (readonly [string, SystemPrompt])[];

export type BoundVault = Pick<Vault, "slots" | "opensWithHardware">;

/** This computer's hardware, and its time. */
export type BoundBy = { readonly hardware: readonly Pick<KeyHardware, "provider">[]; readonly clock: Pick<Clock, "after"> };

/** `presence` where the vault has no such slot, or one that another computer opens. The hardware's own prompt cannot be taken away: what it answers after the deadline is dropped here, what it answers after an abort by who asked. */
export function boundPresence(presence: Presence, vault: BoundVault, { hardware, clock }: BoundBy): Presence {
  const slots = new Set<string>(vault.slots().map(({ provider }) => provider));
  const bound = PROMPTS.find(([provider]) => slots.has(provider) && hardware.some((one) => one.provider === provider));
  if (bound === undefined) return presence;
  const [provider, prompt] = bound;
  return {
    state: async (): Promise<PresenceState> => ({ ready: true, prompt }),
    async verify({ text }, { signal, deadline }): Promise<PresenceAnswer> {
      if (signal.aborted) return refused("presence.cancelled");
      const { promise: late, resolve } = Promise.withResolvers<PresenceAnswer>();
      const cancel = clock.after(deadline, () => resolve(refused("presence.timed-out")));
      return Promise.race([late, opened(vault, provider, text)]).finally(cancel);
    },
  };
}

/** Never rejects. */
async function opened(vault: BoundVault, provider: (typeof PROMPTS)[number][0], text: string): Promise<PresenceAnswer> {
  try {
    const opens = await vault.opensWithHardware(provider, { text });
    return opens ? { approved: true, kind: "asserted" } : refused("presence.unavailable");
  } catch (thrown) {
    return refused(refusalOf(thrown));
  }
}

function refused(refusal: Refusal): PresenceAnswer {
  return { approved: false, refusal };
}

/** Hardware that is gone or holds another key cannot ask: what is typed stands in. */
function refusalOf(thrown: unknown): Refusal {
  const { code } = toExchangeError(thrown);
  if (code.startsWith("presence.")) return code as Refusal;
  return code === "hardware.locked-out" ? "presence.locked-out" : "presence.unavailable";
}
