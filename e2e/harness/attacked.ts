// One transfer through a computer in the middle that attacks it, and how it ended on both sides.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Attack, type Frame, type FrameProxy, type Side, startFrameProxy, type Verdict } from "./frame-proxy.ts";
import { digestOf, startTransfer, stopWaiting, type TransferEnd, type TransferOptions } from "./transfer.ts";

export type Vaults = { readonly from: string; readonly to: string };
export type Attacked = TransferEnd & { readonly frames: readonly Frame[]; readonly digest: string };

/** On copies of both vaults, removed at the end. `digest` is the importer's afterwards. */
export async function attacked(vaults: Vaults, attack: Attack, options: Partial<TransferOptions> = {}): Promise<Attacked> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
  try {
    cpSync(vaults.from, join(folder, "from"), { recursive: true });
    cpSync(vaults.to, join(folder, "to"), { recursive: true });
    return await attackedIn({ from: join(folder, "from"), to: join(folder, "to") }, attack, options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function attackedIn(vaults: Vaults, attack: Attack, options: Partial<TransferOptions>): Promise<Attacked> {
  let proxy: FrameProxy | undefined;
  const destination = async (port: number) => {
    proxy = await startFrameProxy(port, attack);
    return `127.0.0.1:${proxy.port}`;
  };
  const { receiver, sender, ended } = await startTransfer({ ...vaults, ...options, destination: ({ port }) => destination(Number(port)) });
  await sender.exit;
  await stopWaiting(receiver);
  const end = await ended;
  proxy?.close();
  return { ...end, frames: proxy?.frames ?? [], digest: await digestOf(vaults.to) };
}

/** Does `what` with that one frame and passes on all others. */
export function onFrame(from: Side, index: number, what: (bytes: Uint8Array) => Verdict, otherwise: Attack): Attack {
  return (frame) => (frame.from === from && frame.index === index ? what(frame.bytes) : otherwise(frame));
}

/** `work` for every case, `width` at a time, answers in order. */
export async function pooled<Case, Answer>(cases: readonly Case[], width: number, work: (one: Case) => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const waiting = cases.entries();
  const lane = async () => {
    for (const [place, one] of waiting) answers[place] = await work(one);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return answers;
}
