// `rehearse`: a whole transfer between two processes with two vaults of made-up credentials, before the real one.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { toExchangeError } from "../../../src-shared/errors.ts";
import { addressText } from "../../services/address.ts";
import { REHEARSAL_PASSPHRASE } from "../../services/rehearsal-vaults.ts";
import { Child, type PromptEvent } from "../child.ts";
import type { Context, Runner } from "../context.ts";
import type { CliEvent } from "../events.ts";
import { bold, dim, green } from "../output.ts";
import { compare, keep as keepVault, makeDestination, makeSource } from "../rehearsal.ts";
import { Narrator } from "../rehearsal-narrator.ts";
import { showReceipt } from "../transfer.ts";

type Options = { readonly keep?: string };

export function addRehearse(parent: Command, run: Runner): void {
  parent
    .command("rehearse")
    .description("try a whole transfer between two processes with made-up credentials")
    .option("--keep <directory>", `keep both vaults here; their passphrase is “${REHEARSAL_PASSPHRASE}”`)
    .action(run(rehearse));
}

async function rehearse(context: Context, { keep }: Options): Promise<void> {
  const root = keep === undefined ? mkdtempSync(join(tmpdir(), "keyferry-rehearsal-")) : resolve(keep);
  mkdirSync(root, { recursive: true, mode: 0o700 });
  try {
    await transfer(context, ...vaultsIn(root));
    if (keep !== undefined) context.output.lines(dim(`Both vaults are in ${root}; their passphrase is “${REHEARSAL_PASSPHRASE}”.`));
  } finally {
    if (keep === undefined) rmSync(root, { recursive: true, force: true });
    else for (const vault of vaultsIn(root)) await keepVault(context.host, vault);
  }
}

function vaultsIn(root: string): readonly [source: string, destination: string] {
  return [join(root, "this-computer"), join(root, "other-computer")];
}

async function transfer(context: Context, source: string, destination: string): Promise<void> {
  const { output, host, signal } = context;
  const narrator = new Narrator(context);
  const items = await makeSource(host, source);
  await makeDestination(host, destination);
  await narrator.begin(items);
  const children: Child[] = [];
  const stop = () => Promise.all(children.map((child) => child.stop()));
  signal.addEventListener("abort", stop, { once: true });
  try {
    const { receiver, address } = await startReceiver(narrator, destination, children);
    narrator.step("sending", `This computer connects to ${address}.`);
    const sender = new Child(["send", "--vault", source, "--to", address], listener(narrator, "this computer"));
    children.push(sender);
    const receipt = await sender.finished.catch((thrown) => firstCause(thrown, receiver));
    await receiver.finished;
    await compare(host, source, destination);
    showReceipt(output, receipt);
    narrator.step("compared", `${green("✓")} ${bold("Both vaults were opened and compared: every byte is the same.")}`);
  } finally {
    signal.removeEventListener("abort", stop);
    await stop();
  }
}

/** The other side's reason, where this side only heard that it stopped. */
async function firstCause(thrown: unknown, receiver: Child): Promise<never> {
  const { code } = toExchangeError(thrown);
  if (code.startsWith("counterpart.") || code.startsWith("transport.")) await receiver.finished;
  throw thrown;
}

async function startReceiver(narrator: Narrator, vault: string, children: Child[]): Promise<{ readonly receiver: Child; readonly address: string }> {
  narrator.step("receiving", "The other computer opens Receive.");
  const words = ["receive", "--vault", vault, "--host", "127.0.0.1", "--no-discovery", "--on-conflict", "keep-both"];
  const { promise: listening, resolve: listens } = Promise.withResolvers<string>();
  const receiver = new Child(
    words,
    listener(narrator, "the other computer", (event) => {
      if (event.event === "listening") listens(addressText(event.host ?? "", event.port ?? 0));
      if (event.event === "code") narrator.code(event.digits);
    }),
  );
  children.push(receiver);
  const address = await Promise.race([listening, receiver.finished.then(() => listening)]);
  return { receiver, address };
}

function listener(narrator: Narrator, side: "this computer" | "the other computer", also: (event: CliEvent) => void = () => {}) {
  return {
    prompt: (prompt: PromptEvent) => narrator.answer(side, prompt),
    event: (event: CliEvent) => {
      if (event.event === "progress" && side === "this computer") narrator.progress(event);
      also(event);
    },
  };
}
