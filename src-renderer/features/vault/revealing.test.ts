// Asking for what opens the vault where the system cannot ask before a secret is shown.

import { afterEach, expect, test, vi } from "vitest";
import { NO_PROMPT_CODES } from "../../../src-shared/ipc/views-approval.ts";
import { CallError, toCallError } from "../../api.ts";
import { revealed, typing } from "./revealing.ts";

afterEach(() => typing.setState({ now: undefined }));

/** A program that has no prompt and knows one passphrase. */
const withoutPrompt = (code: CallError["code"] = "presence.no-agent") =>
  vi.fn(async (secret?: string) => {
    if (secret === undefined) throw new CallError(code);
    if (secret !== "right") throw new CallError("vault.wrong-key");
    return "hunter2";
  });

/** The field is on the screen. */
async function asked(what = withoutPrompt()) {
  const answer = revealed(what);
  answer.catch(() => {}); // heard by the test that wants it
  await new Promise<void>((resolve) => setImmediate(resolve));
  return { answer, what, now: () => typing.getState().now };
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "nothing",
    (thrown) => toCallError(thrown).code,
  );

test("what the program answers is handed on, and nothing is asked for", async () => {
  const answer = await revealed(async () => "hunter2");
  expect([answer, typing.getState().now]).toEqual(["hunter2", undefined]);
});

test.each([...NO_PROMPT_CODES])("%s asks for what opens the vault, and says why", async (code) => {
  const { now } = await asked(withoutPrompt(code));
  expect(now()?.code).toBe(code);
});

test("what opens the vault gets the secret", async () => {
  const { answer, now } = await asked();
  await now()?.give("right");
  expect([await answer, now()]).toEqual(["hunter2", undefined]);
});

test("what does not open it is asked for again", async () => {
  const { now } = await asked();
  const wrong = await codeOf(now()?.give("wrong") ?? Promise.resolve());
  expect([wrong, now()?.code]).toEqual(["vault.wrong-key", "presence.no-agent"]);
});

test("closing the field gives up", async () => {
  const { answer, now } = await asked();
  now()?.cancel();
  expect([await codeOf(answer), now()]).toEqual(["owner.cancelled", undefined]);
});

test("what goes wrong after typing is said where the secret was asked for", async () => {
  const what = vi.fn(async (secret?: string): Promise<string> => {
    throw new CallError(secret === undefined ? "presence.no-agent" : "vault.tampered");
  });
  const { answer, now } = await asked(what as never);
  await now()?.give("right");
  expect(await codeOf(answer)).toBe("vault.tampered");
});

test.each(["presence.cancelled", "presence.denied", "vault.tampered"] as const)("%s asks for nothing", async (code) => {
  const { answer, now } = await asked(withoutPrompt(code));
  expect([await codeOf(answer), now()]).toEqual([code, undefined]);
});
