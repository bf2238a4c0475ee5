// The system's prompt, bound to the vault where it can be: a key slot that opens after the owner's gesture alone replaces a mere yes.

import { toExchangeError } from "../../../src-shared/errors.ts";
import type { Presence, PresenceAnswer, PresenceState, Refusal, SystemPrompt } from "../../../src-shared/presence/presence.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";

/** Hardware whose gesture is a prompt of the system. The TPM's is a PIN typed here, which is no prompt. */
const PROMPTS = [
  ["secure-enclave", "touch-id"],
  ["windows-hello", "windows-hello"],
] as const satisfies readonly (readonly [string, SystemPrompt])[];

export type BoundVault = Pick<Vault, "slots" | "opensWithHardware">;

/** `presence` where the vault has no such slot. The hardware's own prompt cannot be taken away: who asked drops what it answers late. */
export function boundPresence(presence: Presence, vault: BoundVault): Presence {
  const slots = new Set<string>(vault.slots().map(({ provider }) => provider));
  const bound = PROMPTS.find(([provider]) => slots.has(provider));
  if (bound === undefined) return presence;
  const [provider, prompt] = bound;
  return {
    state: async (): Promise<PresenceState> => ({ ready: true, prompt }),
    async verify({ text }, { signal }): Promise<PresenceAnswer> {
      if (signal.aborted) return refused("presence.cancelled");
      try {
        const opens = await vault.opensWithHardware(provider, { text });
        return opens ? { approved: true, kind: "asserted" } : refused("presence.unavailable");
      } catch (thrown) {
        return refused(refusalOf(thrown));
      }
    },
  };
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
