// The real command line in a child process: its events as they come, its prompts answered, its end.

import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export const ENTRY = join(import.meta.dirname, "../../src-main/cli/main.ts");

const QUICK: NodeJS.ProcessEnv = { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/compiled") };

export type CliEvent = { readonly event: string; readonly [member: string]: unknown };
export type Prompt = CliEvent & { readonly id: string; readonly kind: string; readonly detail: { readonly [member: string]: unknown } };
export type Value = string | boolean | null;
/** By prompt kind; a prompt without an answer stays open. */
export type Answers = { readonly [kind: string]: Value | ((prompt: Prompt) => Value | Promise<Value>) };

export type Ended = {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly events: readonly CliEvent[];
  readonly stdout: string;
  readonly stderr: string;
};

export type Cli = {
  readonly pid: number;
  /** All so far, in order. */
  readonly events: readonly CliEvent[];
  /** The first event that fits, past or future. Rejects when the process ends without one. */
  waitFor(fits: string | ((event: CliEvent) => boolean)): Promise<CliEvent>;
  answer(id: string, value: Value): void;
  /** Anything on stdin. */
  write(text: string): void;
  closeStdin(): void;
  readonly exit: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
};

export type StartOptions = {
  readonly answers?: Answers;
  /** This process's, with a cache that spares compiling the sources at every start, when absent. */
  readonly env?: NodeJS.ProcessEnv;
  /** False: as a person without a terminal would run it. */
  readonly json?: boolean;
  /** How the program is started; the sources on this Node when absent. */
  readonly command?: readonly string[];
};

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** `args` without `--json`, which is added. Whoever starts it awaits its exit; what still runs when the tests end is killed. */
export function startCli(args: readonly string[], { answers = {}, env, json = true, command = [process.execPath, ENTRY] }: StartOptions = {}): Cli {
  const [program = "", ...before] = command;
  const child = spawn(program, [...before, ...args, ...(json ? ["--json"] : [])], { stdio: ["pipe", "pipe", "pipe"], env: env ?? QUICK });
  const heard = new Heard(json);
  running.add(child);
  const answer = (id: string, value: Value) => child.stdin.write(`${JSON.stringify({ id, value })}\n`);
  heard.onPrompt = async (prompt) => {
    const prepared = answers[prompt.kind];
    if (prepared !== undefined) answer(prompt.id, typeof prepared === "function" ? await prepared(prompt) : prepared);
  };
  child.stdin.on("error", () => {}); // it may end before it reads everything
  child.stdout.setEncoding("utf8").on("data", (text: string) => heard.out(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => heard.err(text));
  const exit = new Promise<Ended>((resolve) => {
    child.once("close", (code, signal) => {
      running.delete(child);
      resolve(heard.end(code, signal));
    });
  });
  return {
    pid: child.pid ?? 0,
    events: heard.events,
    waitFor: (fits) => heard.waitFor(typeof fits === "string" ? ({ event }) => event === fits : fits),
    answer,
    write: (text) => void child.stdin.write(text),
    closeStdin: () => void child.stdin.end(),
    exit,
    kill: (signal) => void child.kill(signal),
  };
}

/** Runs it to its end. */
export function runCli(args: readonly string[], options: StartOptions = {}): Promise<Ended> {
  return startCli(args, options).exit;
}

type Waiting = { readonly fits: (event: CliEvent) => boolean; readonly resolve: (event: CliEvent) => void; readonly reject: (error: Error) => void };

class Heard {
  readonly events: CliEvent[] = [];
  onPrompt: (prompt: Prompt) => Promise<void> = async () => {};
  readonly #json: boolean;
  readonly #waiting = new Set<Waiting>();
  #stdout = "";
  #stderr = "";
  #held = "";
  #ended = false;

  constructor(json: boolean) {
    this.#json = json;
  }

  out(text: string): void {
    this.#stdout += text;
    if (!this.#json) return;
    const lines = (this.#held + text).split("\n");
    this.#held = lines.pop() ?? "";
    for (const line of lines) this.#hear(JSON.parse(line) as CliEvent);
  }

  err(text: string): void {
    this.#stderr += text;
  }

  waitFor(fits: (event: CliEvent) => boolean): Promise<CliEvent> {
    const past = this.events.find(fits);
    if (past) return Promise.resolve(past);
    if (this.#ended) return Promise.reject(this.#silence());
    return new Promise((resolve, reject) => this.#waiting.add({ fits, resolve, reject }));
  }

  end(code: number | null, signal: NodeJS.Signals | null): Ended {
    this.#ended = true;
    for (const { reject } of this.#waiting) reject(this.#silence());
    return { code, signal, events: this.events, stdout: this.#stdout, stderr: this.#stderr };
  }

  #hear(event: CliEvent): void {
    this.events.push(event);
    for (const waiting of this.#waiting) {
      if (!waiting.fits(event)) continue;
      this.#waiting.delete(waiting);
      waiting.resolve(event);
    }
    if (event.event === "prompt") void this.onPrompt(event as Prompt);
  }

  #silence(): Error {
    return new Error(`it ended after: ${this.events.map((event) => JSON.stringify(event).slice(0, 200)).join("\n")}\n${this.#stderr}`);
  }
}

/** A directory that goes when the test ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A vault of its own for one test, with what `vault` holds. */
export function copyOfVault(vault: string): string {
  const copy = join(temporaryDirectory(), "vault");
  cpSync(vault, copy, { recursive: true });
  return copy;
}

export const PASSPHRASE = "correct horse battery staple";

/** A new vault in `directory`, with the contents of `file` when there is one. */
export async function makeVault(directory: string, file?: string): Promise<string> {
  await succeed(["vault", "create", "--vault", directory], { "new-passphrase": PASSPHRASE });
  if (file !== undefined) await succeed(["vault", "import", file, "--vault", directory], { passphrase: PASSPHRASE });
  return directory;
}

async function succeed(args: readonly string[], answers: Answers): Promise<void> {
  const { code, stdout, stderr } = await runCli(args, { answers });
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${stdout}${stderr}`);
}
