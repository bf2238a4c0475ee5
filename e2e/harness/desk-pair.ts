// Two desktop programs brought to each step of a transfer, by their calls alone.

import type { Selection } from "../../src-shared/ipc/contract.ts";
import { documentOf, importDocument, loginItem } from "../../src-shared/testing/vault-fixture.ts";
import { Desk, type DeskOptions, PASSPHRASE } from "./two-desktops.ts";

const desks: Desk[] = [];

/** After each test. */
export async function closeDesks(): Promise<void> {
  for (const desk of desks.splice(0)) await desk.close();
}

async function desk(name: string, options: Partial<DeskOptions> = {}): Promise<Desk> {
  const made = await Desk.open({ name, ...options });
  desks.push(made);
  return made;
}

type StartOptions = { readonly selection?: Selection; readonly mode?: "screens" | "phone" };
export type Pair = { readonly from: Desk; readonly to: Desk };

export async function two(options: { readonly items?: number; readonly from?: Partial<DeskOptions>; readonly to?: Partial<DeskOptions> } = {}): Promise<Pair> {
  const from = await desk("old laptop", options.from);
  const items = Array.from({ length: options.items ?? 2 }, (_, i) => loginItem(`item ${i}`));
  importDocument(from.session.vault, documentOf(items));
  return { from, to: await desk("new laptop", options.to) };
}

export async function addressOf(to: Desk, mode: "screens" | "phone" = "screens"): Promise<string> {
  await to.call("receive.open", { mode });
  return (await to.at("receive", "listening")).addresses[0] ?? "";
}

export async function start({ from, to }: Pair, { selection = { by: "all" }, mode = "screens" }: StartOptions = {}): Promise<void> {
  const address = await addressOf(to, mode);
  await from.call("send.start", { to: { by: "address", address }, selection });
}

/** The code is typed; the other side asks whether it is the one meant. */
export async function paired(pair: Pair, options: StartOptions = {}): Promise<Pair> {
  await start(pair, options);
  return codeTyped(pair);
}

/** From the moment the sender was told where to. */
async function codeTyped(pair: Pair): Promise<Pair> {
  const { digits } = await pair.to.at("receive", "code");
  await pair.from.at("send", "code");
  await pair.from.call("send.code", { digits: `${digits.slice(0, 4)} ${digits.slice(4)}` });
  await pair.to.at("receive", "confirm");
  return pair;
}

export async function reviewed(pair: Pair, options: StartOptions = {}): Promise<Pair> {
  await start(pair, options);
  return reviewedOnceStarted(pair);
}

/** Up to where the sender's owner sees what is to go, from the moment the sender was told where to. */
export async function reviewedOnceStarted(pair: Pair): Promise<Pair> {
  await codeTyped(pair);
  await pair.to.call("receive.confirm", { match: true });
  await pair.to.at("receive", "approve");
  await pair.to.call("receive.approve", { secret: PASSPHRASE });
  await pair.from.at("send", "review");
  return pair;
}

export async function approved(pair: Pair, options: StartOptions = {}): Promise<Pair> {
  await reviewed(pair, options);
  await pair.from.call("send.approve", { secret: PASSPHRASE });
  return pair;
}

/** How both ended: the reason of the receipt, or the code of the failure. */
export const ended = async ({ from, to }: Pair) => {
  const sent = await from.at("send", "receipt", "failed");
  const received = await to.at("receive", "receipt", "failed");
  const word = (view: typeof sent | typeof received) => (view.step === "failed" ? view.failure.code : view.receipt.safe.reason);
  return [word(sent), word(received)];
};
