// What every command gets: where to speak, whom to ask, when to stop, which vault, and the services of this computer.

import type { Host } from "../host/compose-host.ts";
import type { Output } from "./output.ts";
import type { Prompter } from "./prompter.ts";

export type Context = {
  readonly output: Output;
  readonly prompter: Prompter;
  readonly host: Host;
  /** Aborted by the first SIGINT or SIGTERM, and when nobody reads the output any more. */
  readonly signal: AbortSignal;
  readonly vaultDirectory: string;
  readonly unlockBy: "any" | "recovery-key";
};

export type Work<Options, Args extends readonly unknown[]> = (context: Context, options: Options, ...args: Args) => Promise<void>;

/** Makes an action for commander out of a command's work. */
export type Runner = <Options, Args extends readonly unknown[]>(work: Work<Options, Args>) => (...given: unknown[]) => Promise<void>;

/** Options every command takes. */
export type GlobalOptions = { readonly vault?: string; readonly json?: boolean; readonly color?: boolean; readonly recovery?: boolean };
