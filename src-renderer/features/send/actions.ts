// What sending asks of the program.

import type { Destination } from "../../../src-shared/ipc/contract.ts";
import { call } from "../../api.ts";
import { FIRST_DRAFT, selectionOf, sendDraft } from "./store.ts";

/** Rejects with a CallError. */
export async function startSending(to: Destination): Promise<void> {
  const selection = to.by === "rehearsal" ? { by: "all" as const } : selectionOf(sendDraft.getState());
  if (selection !== undefined) await call("send.start", { to, selection });
}

/** Away from the end of a transfer, to the beginning of the next. */
export async function finishSending(): Promise<void> {
  sendDraft.setState(FIRST_DRAFT);
  await call("send.done");
}

/** Away from a failure, to the destinations with the same choice. */
export async function sendAgain(): Promise<void> {
  sendDraft.setState({ step: "destination" });
  await call("send.done");
}

/** The view says what came of it. */
export async function stopSending(): Promise<void> {
  await call("send.stop");
}

export async function declineSending(): Promise<void> {
  await call("send.decline");
}
