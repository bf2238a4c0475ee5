import { describe, expect, it } from "vitest";
import { type TouchId, touchIdPresence } from "./presence-touch-id.ts";

const question = { action: "export", text: "send 12 credentials" } as const;
const refused = (refusal: string) => ({ approved: false, refusal });

function mac(touchId: Partial<TouchId> = {}) {
  return touchIdPresence({ canPromptTouchID: () => true, promptTouchID: async () => {}, ...touchId });
}

function options(deadline = 60_000) {
  const abort = new AbortController();
  return { abort, signal: abort.signal, deadline };
}

describe("Touch ID", () => {
  it("is asked with the text of the question", async () => {
    const asked: string[] = [];
    await mac({ promptTouchID: async (reason) => void asked.push(reason) }).verify(question, options());
    expect(asked).toEqual(["send 12 credentials"]);
  });

  it("approves, and gives no key", async () => {
    expect(await mac().verify(question, options())).toEqual({ approved: true, kind: "asserted" });
  });

  it.each([
    ["Canceled by user.", "presence.cancelled"],
    ["UI canceled by system.", "presence.cancelled"],
    ["Vom Benutzer abgebrochen.", "presence.cancelled"],
    ["Biometry is locked out.", "presence.locked-out"],
    ["Application retry limit exceeded.", "presence.denied"],
    ["The operation couldn’t be completed.", "presence.denied"],
  ])("that says %s is %s", async (text, refusal) => {
    expect(await mac({ promptTouchID: () => Promise.reject(new Error(text)) }).verify(question, options())).toEqual(refused(refusal));
  });

  it("is not asked where there is none", async () => {
    const promptTouchID = () => Promise.reject(new TypeError("asked"));
    expect(await mac({ canPromptTouchID: () => false, promptTouchID }).verify(question, options())).toEqual(refused("presence.unavailable"));
  });

  it("is not asked after an abort", async () => {
    const how = options();
    how.abort.abort();
    const promptTouchID = () => Promise.reject(new TypeError("asked"));
    expect(await mac({ promptTouchID }).verify(question, how)).toEqual(refused("presence.cancelled"));
  });

  it("counts for nothing after an abort", async () => {
    const prompt = Promise.withResolvers<void>();
    const how = options();
    const answer = mac({ promptTouchID: () => prompt.promise }).verify(question, how);
    how.abort.abort();
    prompt.resolve();
    expect(await answer).toEqual(refused("presence.cancelled"));
  });

  it("that nobody answers ends at the deadline", async () => {
    expect(await mac({ promptTouchID: () => new Promise(() => {}) }).verify(question, options(1))).toEqual(refused("presence.timed-out"));
  });

  it("is ready where there is a sensor and a finger", async () => {
    expect(await mac().state("export")).toEqual({ ready: true, prompt: "touch-id" });
  });

  it("is not ready where there is none", async () => {
    expect(await mac({ canPromptTouchID: () => false }).state("export")).toEqual({ ready: false, refusal: "presence.unavailable" });
  });
});
