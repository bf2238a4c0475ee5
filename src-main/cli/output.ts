// The only place that writes to stdout and stderr: JSON lines for programs; for people results on stdout, the conversation on stderr.

import { stripVTControlCharacters, styleText } from "node:util";
import { ExchangeError, REMEDY } from "../../src-shared/errors.ts";
import type { Progress } from "../../src-shared/exchange/ports.ts";
import type { CliEvent } from "./events.ts";
import { plainJson, plainLine } from "./plain-text.ts";
import { phaseLine, progressLine, RateMeter } from "./progress-bar.ts";

export type Sink = {
  write(text: string): boolean;
  once(event: "drain" | "close", listener: () => void): unknown;
  on(event: "error", listener: (error: Error & { code?: string }) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
};

export type OutputOptions = {
  readonly json: boolean;
  readonly color: boolean;
  readonly out: Sink;
  readonly err: Sink;
  /** Milliseconds that never go back. */
  readonly elapsed: () => number;
};

export const bold = (text: string) => styleText("bold", text, { validateStream: false });
export const dim = (text: string) => styleText("dim", text, { validateStream: false });
export const green = (text: string) => styleText("green", text, { validateStream: false });
export const yellow = (text: string) => styleText("yellow", text, { validateStream: false });
export const red = (text: string) => styleText("red", text, { validateStream: false });

const ERASE_LINE = "\r\u001b[K";
const PIECE = 1 << 16;
const FRAMES_SHOWN = 6;

export class Output {
  readonly json: boolean;
  /** Aborted when nobody reads stdout any more. */
  readonly closed: AbortSignal;
  readonly #options: OutputOptions;
  readonly #meter = new RateMeter();
  readonly #closing = new AbortController();
  #transient = false;
  #phase = "";

  constructor(options: OutputOptions) {
    this.#options = options;
    this.json = options.json;
    this.closed = this.#closing.signal;
    for (const sink of [options.out, options.err]) sink.on("error", () => this.#closing.abort());
  }

  /** Columns of the person's terminal; undefined where there is none. */
  get columns(): number | undefined {
    return (this.#options.out.isTTY && this.#options.out.columns) || undefined;
  }

  /** The event for a program; the lines, when there are any, for a person. The text must be plain (plain-text.ts) but for styles. */
  emit(event: CliEvent, lines: readonly string[] | string = []): void {
    if (this.json) this.#out(`${plainJson(JSON.stringify(event))}\n`);
    else this.lines(...(typeof lines === "string" ? [lines] : lines));
  }

  /** A result for a person that no program needs. */
  lines(...lines: readonly string[]): void {
    if (!this.json) for (const line of lines) this.#out(`${line}\n`);
  }

  /** What is going on, for a person. */
  note(...lines: readonly string[]): void {
    if (!this.json) for (const line of lines) this.#err(`${line}\n`);
  }

  /** Part of a line, for a person who is being asked. */
  ask(text: string): void {
    if (!this.json) this.#err(text);
  }

  progress(progress: Progress): void {
    if (this.json) {
      this.emit({ event: "progress", ...progress });
      return;
    }
    const { err, elapsed } = this.#options;
    if (progress.phase === "done" || progress.phase === "failed")
      this.#sweep(); // a receipt or an error says the rest
    else if (err.isTTY) {
      const rate = this.#meter.take(progress, elapsed());
      this.#write(err, `${ERASE_LINE}${progressLine(progress, rate, err.columns || 80)}`);
      this.#transient = true;
    } else if (progress.phase !== this.#phase) this.#err(`${phaseLine(progress)}\n`);
    this.#phase = progress.phase;
  }

  /** The cause in one line, then the next step. */
  fail(error: ExchangeError): void {
    const { code, message } = error;
    const trace = code === "internal.bug" ? placesOf(error) : undefined;
    if (this.json) this.emit({ event: "error", code, message, remedy: REMEDY[code], ...(trace ? { trace } : {}) });
    else this.note(`${red("✗")} ${bold(plainLine(message))}`, `  ${REMEDY[code]}`, ...(trace ?? []).map((place) => dim(`  ${place}`)));
  }

  /** A document's JSON in pieces, at the pace its reader takes it: as it stands, or as one `document` event. Throws `owner.cancelled` when the reader is gone. */
  async document(parts: Iterable<string>): Promise<void> {
    let piece = this.json ? '{"event":"document","document":' : "";
    for (const part of parts) {
      piece += this.json ? plainJson(part) : part;
      if (piece.length < PIECE) continue;
      await this.#take(piece);
      piece = "";
    }
    await this.#take(`${piece}${this.json ? "}" : ""}\n`);
  }

  async #take(piece: string): Promise<void> {
    if (this.closed.aborted) throw new ExchangeError("owner.cancelled", { detail: "nobody reads the output" });
    const { out } = this.#options;
    if (this.#write(out, piece)) return;
    await new Promise<void>((resolve) => {
      out.once("drain", resolve);
      this.closed.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  #out(text: string): void {
    this.#sweep();
    this.#write(this.#options.out, this.#styled(this.#options.out, text));
  }

  #err(text: string): void {
    this.#sweep();
    this.#write(this.#options.err, this.#styled(this.#options.err, text));
  }

  #styled(sink: Sink, text: string): string {
    return this.#options.color && sink.isTTY ? text : stripVTControlCharacters(text);
  }

  #sweep(): void {
    if (this.#transient) this.#write(this.#options.err, ERASE_LINE);
    this.#transient = false;
  }

  #write(sink: Sink, text: string): boolean {
    return this.closed.aborted || sink.write(text);
  }
}

/** Where in the program it happened; the message may hold what was being read and is left out. */
function placesOf(error: ExchangeError): readonly string[] {
  const { stack = "" } = error.cause instanceof Error ? error.cause : error;
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES_SHOWN)
    .map((line) => line.trim());
}
