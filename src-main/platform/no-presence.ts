// A host without a prompt of the system: always the same refusal, so that another proof stands in.

import type { Presence, Refusal } from "../../src-shared/presence/presence.ts";

export function noPresence(refusal: Refusal): Presence {
  return {
    state: async () => ({ ready: false, refusal }),
    verify: async () => ({ approved: false, refusal }),
  };
}
