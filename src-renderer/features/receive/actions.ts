// What receiving asks of the program: visible on entering the place, not any more on leaving it, unless somebody has come meanwhile.

import type { Decisions } from "../../../src-shared/ipc/contract.ts";
import type { ReceiveMode, ReceiveView } from "../../../src-shared/ipc/views-transfer.ts";
import { call } from "../../api.ts";
import { views } from "../../views.ts";

export type Mode = ReceiveMode;

let here = false;
let opening: Promise<void> | undefined;
let stopping: Promise<void> | undefined;

function view(): ReceiveView {
  return views.getState().receive;
}

/** Resolves when the program has put another view; what a call starts goes on after it has answered. */
async function changed(from: ReceiveView): Promise<void> {
  if (view() !== from) return;
  await new Promise<void>((resolve) => {
    const unsubscribe = views.subscribe(() => {
      if (view() === from) return;
      unsubscribe();
      resolve();
    });
  });
}

/** One opening at a time. Resolves when this computer is visible, or is known not to be. */
export function openReceiving(mode: Mode): Promise<void> {
  opening ??= open(mode).finally(() => {
    opening = undefined;
  });
  return opening;
}

async function open(mode: Mode): Promise<void> {
  await stopping;
  const before = view();
  if (before.step !== "idle") return;
  await call("receive.open", { mode });
  await changed(before);
}

function stopListening(): Promise<void> {
  stopping ??= stop().finally(() => {
    stopping = undefined;
  });
  return stopping;
}

async function stop(): Promise<void> {
  const before = view();
  if (before.step !== "listening" && before.step !== "facing") return;
  await call("receive.stop");
  await changed(before);
}

export async function enterReceiving(): Promise<void> {
  here = true;
  await openReceiving("screens");
}

/** A transfer that has begun goes on, and coming back at once is not leaving. */
export async function leaveReceiving(): Promise<void> {
  here = false;
  await opening;
  if (!here) await stopListening();
}

export async function changeMode(mode: Mode): Promise<void> {
  await stopListening();
  await openReceiving(mode);
}

/** During a transfer, or of being visible. */
export async function stopReceiving(): Promise<void> {
  await call("receive.stop");
}

export async function decide(decisions: Decisions): Promise<void> {
  await call("receive.decide", { decisions });
}

export async function finishReceiving(): Promise<void> {
  await call("receive.done");
}

export async function receiveAgain(): Promise<void> {
  const before = view();
  await call("receive.done");
  await changed(before);
  await openReceiving("screens");
}
