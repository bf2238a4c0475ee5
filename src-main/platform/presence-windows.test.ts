import { describe, expect, test } from "vitest";
import type { NativeFailure, WindowsHello } from "./native.ts";
import { windowsPresence } from "./presence-windows.ts";

const QUESTION = { action: "export", text: "Send 3 items" } as const;
const WINDOW = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

/** What is used of the addon: a prompt that stays until it is answered or taken away. */
class FakePrompt {
  readonly shown: { readonly window: Uint8Array; readonly text: string }[] = [];
  readonly #answer = Promise.withResolvers<void>();
  /** The system shows the prompt a moment after it was asked for; what takes it away before that is lost. */
  #lost: number;

  constructor(lost = 0) {
    this.#lost = lost;
  }

  readonly hello = {
    consentState: async () => "ready" as const,
    verifyConsent: (window: Uint8Array, text: string) => {
      this.shown.push({ window, text });
      return this.#answer.promise;
    },
    cancelConsent: () => {
      if (this.#lost-- <= 0) this.says("cancelled");
    },
  } as unknown as WindowsHello;

  says(failure?: NativeFailure): void {
    if (failure === undefined) this.#answer.resolve();
    else this.#answer.reject(Object.assign(new Error(failure), { code: failure }));
  }

  ask(options: { readonly signal?: AbortSignal; readonly deadline?: number } = {}) {
    return windowsPresence(this.hello, () => WINDOW).verify(QUESTION, { signal: new AbortController().signal, deadline: 60_000, ...options });
  }
}

describe("the prompt of Windows Hello", () => {
  test("says yes", async () => {
    const prompt = new FakePrompt();
    prompt.says();
    expect(await prompt.ask()).toEqual({ approved: true, kind: "asserted" });
  });

  test("belongs to the window and shows the question", async () => {
    const prompt = new FakePrompt();
    prompt.says();
    await prompt.ask();
    expect(prompt.shown).toEqual([{ window: WINDOW, text: "Send 3 items" }]);
  });

  test.each([
    ["cancelled", "presence.cancelled"],
    ["denied", "presence.denied"],
    ["locked-out", "presence.locked-out"],
    ["busy", "presence.unavailable"],
    ["unavailable", "presence.unavailable"],
    ["failed", "presence.unavailable"],
  ] satisfies [NativeFailure, string][])("that ends as %s approves nothing", async (failure, refusal) => {
    const prompt = new FakePrompt();
    prompt.says(failure);
    expect(await prompt.ask()).toEqual({ approved: false, refusal });
  });

  test("is taken away when the question is", async () => {
    const prompt = new FakePrompt();
    const question = new AbortController();
    const answer = prompt.ask({ signal: question.signal });
    question.abort();
    expect(await answer).toEqual({ approved: false, refusal: "presence.cancelled" });
  });

  test("is taken away even when it came up only after that", async () => {
    const prompt = new FakePrompt(1);
    const question = new AbortController();
    const answer = prompt.ask({ signal: question.signal });
    question.abort();
    expect(await answer).toEqual({ approved: false, refusal: "presence.cancelled" });
  });

  test("is taken away at the deadline", async () => {
    expect(await new FakePrompt().ask({ deadline: 1 })).toEqual({ approved: false, refusal: "presence.timed-out" });
  });

  test("is not shown for a question that was taken back before", async () => {
    const prompt = new FakePrompt();
    await prompt.ask({ signal: AbortSignal.abort() });
    expect(prompt.shown).toEqual([]);
  });
});

test.each([
  ["ready", { ready: true, prompt: "windows-hello" }],
  ["locked-out", { ready: false, refusal: "presence.locked-out" }],
  ["unavailable", { ready: false, refusal: "presence.unavailable" }],
] as const)("a system that is %s says so", async (state, expected) => {
  const hello = { consentState: async () => state } as unknown as WindowsHello;
  expect(await windowsPresence(hello, () => WINDOW).state("export")).toEqual(expected);
});
