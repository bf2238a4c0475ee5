// A child process that speaks in JSON lines: start it, tell it something, wait for a line, end its input, wait for its end.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export type Line = { readonly event: string; readonly [member: string]: unknown };

export class LineProcess {
  readonly lines: Line[] = [];
  readonly #child: ChildProcess;
  #errors = "";
  readonly #waiting: (() => void)[] = [];
  #ended = false;

  constructor(program: string, args: readonly string[]) {
    const child = spawn(program, args, { stdio: "pipe" });
    this.#child = child;
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#errors += text;
    });
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      this.lines.push(JSON.parse(line) as Line);
      this.#wake();
    });
    lines.once("close", () => {
      this.#ended = true;
      this.#wake();
    });
  }

  /** The first line of that event, said already or still to come, or its `nth`; throws when the process ends without it. */
  async line(event: string, nth = 1): Promise<Line> {
    for (;;) {
      const found = this.lines.filter((line) => line.event === event)[nth - 1];
      if (found) return found;
      if (this.#ended) throw new Error(`ended without "${event}": ${JSON.stringify(this.lines)} ${this.#errors}`);
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  tell(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  async finish(): Promise<void> {
    this.#child.stdin?.end();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, "exit");
  }
}
