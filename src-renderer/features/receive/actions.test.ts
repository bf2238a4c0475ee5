// Visible exactly while the place is open.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ReceiveView } from "../../../src-shared/ipc/views-transfer.ts";
import { views } from "../../views.ts";
import { changeMode, enterReceiving, leaveReceiving } from "./actions.ts";

const LISTENING: ReceiveView = { step: "listening", addresses: [], qr: "keyferry:x", secondsLeft: 60 };
const COUNTERPART = { claims: "x", fingerprint: "" };

/** A program that answers a call first and puts the view later, as the real one does. */
function program() {
  const calls: string[] = [];
  const put = (receive: ReceiveView) => views.setState({ receive });
  const call = async (name: string) => {
    calls.push(name);
    if (name === "receive.open") queueMicrotask(() => put({ ...LISTENING }));
    if (name === "receive.stop") queueMicrotask(() => put({ step: "idle" }));
    return { ok: true, value: undefined };
  };
  vi.stubGlobal("window", { api: { call } });
  return { calls, put };
}

beforeEach(() => views.setState({ receive: { step: "idle" } }));
afterEach(async () => {
  views.setState({ receive: { step: "idle" } });
  await leaveReceiving();
  vi.unstubAllGlobals();
});

test("entering makes it visible", async () => {
  const { calls } = program();
  await enterReceiving();
  expect(calls).toEqual(["receive.open"]);
});

test("leaving makes it invisible", async () => {
  const { calls } = program();
  await enterReceiving();
  await leaveReceiving();
  expect(calls).toEqual(["receive.open", "receive.stop"]);
});

test("leaving before it is visible makes it invisible once it is", async () => {
  const { calls } = program();
  await Promise.all([enterReceiving(), leaveReceiving()]);
  expect(calls).toEqual(["receive.open", "receive.stop"]);
});

test("leaving and coming back at once opens it once", async () => {
  const { calls } = program();
  await Promise.all([enterReceiving(), leaveReceiving(), enterReceiving()]);
  expect(calls).toEqual(["receive.open"]);
});

test("coming back while it is being closed opens it again", async () => {
  const { calls } = program();
  await enterReceiving();
  await Promise.all([leaveReceiving(), new Promise<void>((resolve) => queueMicrotask(resolve)).then(enterReceiving)]);
  expect(calls.at(-1)).toBe("receive.open");
});

test("a transfer that runs goes on when the place is left", async () => {
  const { calls, put } = program();
  await enterReceiving();
  put({ step: "confirm", counterpart: COUNTERPART });
  await leaveReceiving();
  expect(calls).not.toContain("receive.stop");
});

test("entering during a transfer opens nothing", async () => {
  const { calls, put } = program();
  put({ step: "confirm", counterpart: COUNTERPART });
  await enterReceiving();
  expect(calls).toEqual([]);
});

test("another way for the code closes and opens", async () => {
  const { calls } = program();
  await enterReceiving();
  await changeMode("phone");
  expect(calls).toEqual(["receive.open", "receive.stop", "receive.open"]);
});
