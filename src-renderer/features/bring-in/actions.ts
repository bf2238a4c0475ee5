// What bringing in a file asks of the program; what comes of it is in its view.

import type { Decisions } from "../../../src-shared/ipc/contract.ts";
import { bringInFile, call } from "../../api.ts";

/** Asks with the system's dialog. */
export async function chooseFile(): Promise<void> {
  await call("bringIn.choose");
}

export async function takeDropped(file: File): Promise<void> {
  await bringInFile(file);
}

export async function openWith(secret: string): Promise<void> {
  await call("bringIn.passphrase", { secret });
}

export async function commitFile(decisions: Decisions): Promise<void> {
  await call("bringIn.commit", { decisions });
}

/** Away from whatever is shown; nothing is kept of a file that was not committed. */
export async function putAway(): Promise<void> {
  await call("bringIn.cancel");
}
