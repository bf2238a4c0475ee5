// The polkit agent of one process in a place (os-services.ts): how it answers, and what it was asked.

import { LineProcess } from "./line-process.ts";

/** `wrong`: three wrong passwords, which takes PAM six seconds. `hang`: never. */
export type AgentMode = "password" | "wrong" | "cancel" | "hang";

export type Question = { readonly action: string; readonly message: string };

export class PlaceAgent {
  readonly #process: LineProcess;
  #changes = 0;

  /** Use `Place.agent`, which waits until it is ready. */
  constructor([program = "", ...args]: readonly string[], password: string, mode: AgentMode) {
    this.#process = new LineProcess(program, args);
    this.#process.tell(password);
    this.#process.tell(mode);
  }

  async ready(): Promise<void> {
    await this.#process.line("ready");
  }

  /** From the next question on. */
  async answer(mode: AgentMode): Promise<void> {
    this.#process.tell(mode);
    await this.#process.line("mode", ++this.#changes);
  }

  /** All questions so far. */
  get asked(): readonly Question[] {
    const lines = this.#process.lines.filter(({ event }) => event === "asked");
    return lines.map(({ action, message }) => ({ action: String(action), message: String(message) }));
  }

  /** The nth question, counted from 1, when it has come. */
  async question(nth = 1): Promise<Question> {
    const { action, message } = await this.#process.line("asked", nth);
    return { action: String(action), message: String(message) };
  }

  /** Resolves when polkit has taken a question back. */
  async takenBack(): Promise<void> {
    await this.#process.line("cancelled");
  }

  /** From then on the process has no agent. */
  async close(): Promise<void> {
    await this.#process.finish();
  }
}
