// The owner's presence on a Mac: Electron's Touch ID prompt, which the login password and a watch may answer too. It says yes, it gives no key.

import type { Presence, PresenceAnswer, Refusal } from "../../src-shared/presence/presence.ts";

/** What is used of Electron's systemPreferences. */
export type TouchId = {
  canPromptTouchID(): boolean;
  promptTouchID(reason: string): Promise<void>;
};

/** The prompt cannot be taken away from here: after an abort or the deadline it stays, and its answer counts for nothing. */
export function touchIdPresence(touchId: TouchId): Presence {
  return {
    state: async () => (touchId.canPromptTouchID() ? { ready: true, prompt: "touch-id" } : { ready: false, refusal: "presence.unavailable" }),
    async verify({ text }, { signal, deadline }): Promise<PresenceAnswer> {
      if (!touchId.canPromptTouchID()) return { approved: false, refusal: "presence.unavailable" };
      if (signal.aborted) return { approved: false, refusal: "presence.cancelled" };
      const { promise, resolve } = Promise.withResolvers<Refusal | undefined>();
      const onAbort = () => resolve("presence.cancelled");
      signal.addEventListener("abort", onAbort);
      const timer = setTimeout(() => resolve("presence.timed-out"), deadline);
      touchId.promptTouchID(text).then(
        () => resolve(undefined),
        (thrown: unknown) => resolve(refusalOf(thrown)),
      );
      const refusal = await promise;
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      return refusal === undefined ? { approved: true, kind: "asserted" } : { approved: false, refusal };
    },
  };
}

/** Electron hands on nothing but the system's text, in the language of the program: English or German. */
function refusalOf(thrown: unknown): Refusal {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (/cancel|abgebrochen/i.test(text)) return "presence.cancelled";
  if (/locked out|gesperrt/i.test(text)) return "presence.locked-out";
  return "presence.denied";
}
