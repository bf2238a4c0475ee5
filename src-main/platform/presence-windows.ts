// The owner's presence on Windows: the prompt of Windows Hello over the app's window, for face, finger or PIN. It says yes, it gives no key.

import type { Presence, PresenceAnswer, Refusal } from "../../src-shared/presence/presence.ts";
import { refusalOf } from "./hardware-failure.ts";
import type { WindowsHello } from "./native.ts";

/** The prompt may not be on the screen yet when it is to go: it is told until it has gone. */
const TELL_EVERY = 100;

/** `window`: the handle of the window the prompt belongs to, as Electron gives it. */
export function windowsPresence(hello: WindowsHello, window: () => Uint8Array): Presence {
  return {
    async state() {
      const state = await hello.consentState().catch(() => "unavailable" as const);
      if (state === "ready") return { ready: true, prompt: "windows-hello" };
      return { ready: false, refusal: state === "locked-out" ? "presence.locked-out" : "presence.unavailable" };
    },
    async verify({ text }, { signal, deadline }): Promise<PresenceAnswer> {
      if (signal.aborted) return { approved: false, refusal: "presence.cancelled" };
      const ended = new Ending(hello, signal, deadline);
      try {
        await hello.verifyConsent(window(), text);
        return ended.because === undefined ? { approved: true, kind: "asserted" } : { approved: false, refusal: ended.because };
      } catch (thrown) {
        return { approved: false, refusal: ended.because ?? refusalOf(thrown) ?? "presence.unavailable" };
      } finally {
        ended.stop();
      }
    },
  };
}

/** Takes the prompt away when the owner or the time says so; what was answered after that does not count. */
class Ending {
  because: Refusal | undefined;
  readonly #hello: WindowsHello;
  readonly #signal: AbortSignal;
  readonly #deadline: NodeJS.Timeout;
  #telling: NodeJS.Timeout | undefined;

  constructor(hello: WindowsHello, signal: AbortSignal, deadline: number) {
    this.#hello = hello;
    this.#signal = signal;
    this.#deadline = setTimeout(() => this.#end("presence.timed-out"), deadline);
    signal.addEventListener("abort", this.#abort);
  }

  stop(): void {
    clearTimeout(this.#deadline);
    clearInterval(this.#telling);
    this.#signal.removeEventListener("abort", this.#abort);
  }

  readonly #abort = () => this.#end("presence.cancelled");

  #end(because: Refusal): void {
    if (this.because !== undefined) return;
    this.because = because;
    this.#hello.cancelConsent();
    this.#telling = setInterval(() => this.#hello.cancelConsent(), TELL_EVERY);
  }
}
