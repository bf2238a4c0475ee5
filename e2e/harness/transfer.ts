// One transfer as two people run it: a real `receive` and a real `send`, each with its own vault, and the answers both owners give.

import { type Answers, type Cli, type CliEvent, type Ended, PASSPHRASE, runCli, startCli } from "./cli.ts";

export type TransferOptions = {
  /** Vault directories. */
  readonly from: string;
  readonly to: string;
  /** How each side is started; the sources on this Node when absent. */
  readonly receiverCommand?: readonly string[];
  readonly senderCommand?: readonly string[];
  readonly receiverAnswers?: Answers;
  readonly senderAnswers?: Answers;
  readonly receiverWords?: readonly string[];
  /** Where the sender connects, once the receiver listens; directly when absent. */
  readonly destination?: (listening: CliEvent) => string | Promise<string>;
  /** Called before the sender starts. */
  readonly receiverStarted?: (receiver: Cli) => void;
};

export type Transfer = { readonly receiver: Cli; readonly sender: Cli; readonly ended: Promise<TransferEnd> };
export type TransferEnd = { readonly receiver: Ended; readonly sender: Ended };

const RECEIVER_WORDS = ["--host", "127.0.0.1", "--no-discovery"];

/** Rejects when the receiver ends before it listens. */
export async function startTransfer(options: TransferOptions): Promise<Transfer> {
  const { from, to, receiverCommand, senderCommand, receiverWords = RECEIVER_WORDS } = options;
  const receiver = startCli(["receive", "--vault", to, ...receiverWords], {
    answers: { passphrase: PASSPHRASE, "codes-match": true, "approve-import": true, ...options.receiverAnswers },
    ...(receiverCommand && { command: receiverCommand }),
  });
  options.receiverStarted?.(receiver);
  const listening = await receiver.waitFor("listening");
  const destination = options.destination ? await options.destination(listening) : `127.0.0.1:${listening.port}`;
  const sender = startCli(["send", "--vault", from, "--to", destination], {
    answers: { passphrase: PASSPHRASE, "enter-code": () => shownCode(receiver), "approve-export": true, ...options.senderAnswers },
    ...(senderCommand && { command: senderCommand }),
  });
  const ended = Promise.all([receiver.exit, sender.exit]).then(([received, sent]) => ({ receiver: received, sender: sent }));
  return { receiver, sender, ended };
}

/** A whole transfer that must succeed on both sides. */
export async function transfer(options: TransferOptions): Promise<TransferEnd> {
  const { ended } = await startTransfer(options);
  const end = await ended;
  if (end.receiver.code !== 0 || end.sender.code !== 0) throw new Error(`receive: ${tail(end.receiver)}\nsend: ${tail(end.sender)}`);
  return end;
}

/** The digits on the receiver's screen, without `change` as they are; never when it ends before it shows any. */
export async function shownCode(receiver: Cli): Promise<string> {
  try {
    return String((await receiver.waitFor("code")).digits);
  } catch {
    return new Promise(() => {}); // nobody has anything to type; the link is gone as well
  }
}

/** Call it when the sender has ended: a receiver that heard nothing whole waits for somebody else, until its owner stops it. */
export async function stopWaiting(receiver: Cli): Promise<void> {
  const heard = await receiver.waitFor(({ event }) => event === "state").catch(() => undefined);
  if (heard !== undefined && statesOf(receiver).at(-1) === "waiting-hello") receiver.kill("SIGTERM");
}

export async function inVault(directory: string, words: readonly string[], answers: Answers = {}): Promise<Ended> {
  const ended = await runCli([...words, "--vault", directory], { answers: { passphrase: PASSPHRASE, ...answers } });
  if (ended.code !== 0) throw new Error(`${words.join(" ")}: ${tail(ended)}`);
  return ended;
}

/** The one event of that name. */
export function eventOf({ events }: Pick<Ended, "events">, name: string): CliEvent {
  const found = events.findLast(({ event }) => event === name);
  if (found === undefined) throw new Error(`no ${name} among ${events.map(({ event }) => event).join(", ")}`);
  return found;
}

export async function digestOf(directory: string): Promise<string> {
  return String(eventOf(await inVault(directory, ["vault", "digest"]), "digest").hex);
}

export type Json = { readonly [member: string]: unknown };

/** The whole vault as CXF JSON with file contents, without the moment it was written. */
export async function documentOf(directory: string): Promise<Json> {
  const ended = await inVault(directory, ["vault", "cxf", "--with-files"], { "approve-plaintext": true });
  const { timestamp: _, ...document } = eventOf(ended, "document").document as Json;
  return document;
}

export function receiptOf(ended: Ended): Json {
  return eventOf(ended, "receipt").receipt as Json;
}

/** Its exit code and the code of its error, if it had one. */
export function endingOf({ code, events }: Ended): readonly [exit: number | null, error: string | undefined] {
  const error = events.findLast(({ event }) => event === "error")?.code;
  return [code, error === undefined ? undefined : String(error)];
}

export function statesOf({ events }: Pick<Ended, "events">): readonly string[] {
  return events.filter(({ event }) => event === "state").map(({ name }) => String(name));
}

function tail({ code, signal, stdout, stderr }: Ended): string {
  return `${code ?? signal}: ${stdout.slice(-600)}${stderr.slice(-600)}`;
}
