// Another `keyferry` process in machine mode, driven by its events: how a rehearsal runs both computers on one.

import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { ERROR_CODES, type ErrorCode, ExchangeError } from "../../src-shared/errors.ts";
import type { Receipt } from "../../src-shared/exchange/receipt.ts";
import type { CliEvent } from "./events.ts";

export type PromptEvent = Extract<CliEvent, { event: "prompt" }>;
export type ChildListener = {
  /** What to answer. */
  readonly prompt: (prompt: PromptEvent) => Promise<string | boolean>;
  readonly event: (event: CliEvent) => void;
};

/** Milliseconds to stop by itself after being asked to. */
const PATIENCE = 5000;

export class Child {
  /** Its receipt; rejects with its error. */
  readonly finished: Promise<Receipt>;
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #listener: ChildListener;
  readonly #closed: Promise<void>;
  #receipt: Receipt | undefined;
  #error: ExchangeError | undefined;
  #held = "";

  constructor(words: readonly string[], listener: ChildListener) {
    this.#listener = listener;
    const program = process.argv[1] ?? "";
    const child = spawn(process.execPath, [...process.execArgv, program, ...words, "--json"], { stdio: ["pipe", "pipe", "ignore"] });
    this.#process = child;
    child.stdin.on("error", () => {}); // it ended; how is told by its exit
    child.stdout.setEncoding("utf8").on("data", (text: string) => this.#take(text));
    this.#closed = new Promise((resolve) => child.once("close", () => resolve()));
    this.finished = this.#closed.then(() => this.#end());
    this.finished.catch(() => {}); // whoever awaits it hears of it
  }

  /** Resolves when it is gone. */
  async stop(): Promise<void> {
    this.#process.kill("SIGTERM");
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), PATIENCE);
    await this.#closed;
    clearTimeout(timer);
  }

  #take(text: string): void {
    const lines = (this.#held + text).split("\n");
    this.#held = lines.pop() ?? "";
    for (const line of lines) this.#hear(JSON.parse(line) as CliEvent);
  }

  #hear(event: CliEvent): void {
    if (event.event === "receipt") this.#receipt = event.receipt;
    if (event.event === "error") this.#error = errorOf(event);
    if (event.event !== "prompt") this.#listener.event(event);
    else this.#answer(event);
  }

  #answer(prompt: PromptEvent): void {
    this.#listener.prompt(prompt).then(
      (value) => this.#process.stdin.write(`${JSON.stringify({ id: prompt.id, value })}\n`),
      () => this.#process.stdin.write(`${JSON.stringify({ id: prompt.id, value: null })}\n`),
    );
  }

  #end(): Receipt {
    if (this.#error) throw this.#error;
    if (this.#receipt) return this.#receipt;
    throw new ExchangeError("internal.bug", { detail: "the other process ended without a word" });
  }
}

function errorOf({ code, message }: Extract<CliEvent, { event: "error" }>): ExchangeError {
  const known = ERROR_CODES.find((one): one is ErrorCode => one === code);
  const detail = known && message.startsWith(`${code}: `) ? message.slice(code.length + 2) : known ? "" : code;
  return new ExchangeError(known ?? "internal.bug", detail === "" ? {} : { detail });
}
