// One run of the command line: makes the context, does the work, and turns whatever happens into an exit code.

import { type Command, CommanderError } from "commander";
import { EXIT, ExchangeError, toExchangeError } from "../../src-shared/errors.ts";
import { composeHost } from "../host/compose-host.ts";
import { defaultVaultDirectory } from "../host/vault-place.ts";
import type { Context, GlobalOptions, Runner } from "./context.ts";
import { EventPrompter } from "./event-prompter.ts";
import { Output } from "./output.ts";
import type { Prompter } from "./prompter.ts";
import { TerminalPrompter } from "./terminal-prompter.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Resolves with the exit code. */
export async function run(makeProgram: (runner: Runner, output: Output) => Command, argv: readonly string[]): Promise<number> {
  const output = makeOutput(argv);
  const stop = new AbortController();
  const interrupt = () => {
    for (const name of SIGNALS) process.off(name, interrupt); // the next one kills
    stop.abort();
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  const signal = AbortSignal.any([stop.signal, output.closed]);
  const runner: Runner =
    (work) =>
    async (...given) => {
      const command = given.pop() as Command;
      const options = command.optsWithGlobals<GlobalOptions>();
      const prompter = makePrompter(output, signal);
      try {
        await work(contextOf(options, output, prompter, signal), options as never, ...(given.slice(0, -1) as never));
      } finally {
        prompter.close();
      }
      output.emit({ event: "done" });
    };
  try {
    await makeProgram(runner, output).parseAsync(argv, { from: "user" });
    return 0;
  } catch (thrown) {
    return fail(output, thrown);
  }
}

function fail(output: Output, thrown: unknown): number {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
  const error = thrown instanceof CommanderError ? misunderstood(thrown) : toExchangeError(thrown);
  output.fail(error);
  return EXIT[error.code];
}

function misunderstood({ code, message }: CommanderError): ExchangeError {
  return new ExchangeError("usage.invalid", { detail: code === "commander.help" ? "a command is missing" : message.replace(/^error: /, "") });
}

/** From the words themselves: the answer to a command that is not understood must be in the right form too. */
function makeOutput(argv: readonly string[]): Output {
  const words = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : undefined);
  const color = process.env.NO_COLOR ? false : !words.includes("--no-color") && process.stdout.isTTY === true;
  return new Output({ json: words.includes("--json"), color, out: process.stdout, err: process.stderr, elapsed: () => performance.now() });
}

function makePrompter(output: Output, signal: AbortSignal): Prompter {
  if (output.json) return new EventPrompter(output, process.stdin, signal);
  return new TerminalPrompter(output, process.stdin.isTTY ? process.stdin : undefined, signal);
}

function contextOf({ vault, recovery }: GlobalOptions, output: Output, prompter: Prompter, signal: AbortSignal): Context {
  return { output, prompter, signal, host: composeHost(), vaultDirectory: vault ?? defaultVaultDirectory(), unlockBy: recovery ? "recovery-key" : "any" };
}
