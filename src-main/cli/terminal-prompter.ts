// The person's side of asking: questions at the terminal, secrets unseen.

import { ExchangeError } from "../../src-shared/errors.ts";
import { bold, dim, type Output, yellow } from "./output.ts";
import type { Choice, Prompter, Question } from "./prompter.ts";
import { type Keyboard, typedLine } from "./typed-line.ts";

export class TerminalPrompter implements Prompter {
  readonly tries = 3;
  readonly #output: Output;
  readonly #keyboard: Keyboard | undefined;
  readonly #signal: AbortSignal;

  /** Without a keyboard every question throws `usage.invalid`. */
  constructor(output: Output, keyboard: Keyboard | undefined, signal: AbortSignal) {
    this.#output = output;
    this.#keyboard = keyboard;
    this.#signal = signal;
  }

  secret(question: Question): Promise<string> {
    return this.#line(question, "", true);
  }

  async newSecret(question: Question): Promise<string> {
    for (;;) {
      const first = await this.#line(question, "", true);
      if (first === "") {
        this.#output.note(yellow("It cannot be empty."));
        continue;
      }
      const second = await this.#line({ ...question, about: [], text: "Once more, to be sure" }, "", true);
      if (first === second) return first;
      this.#output.note(yellow("The two are not the same. Try again."));
    }
  }

  text(question: Question): Promise<string> {
    return this.#line(question, "", false);
  }

  /** What was typed before the question was shown answers nothing. */
  async confirm(question: Question): Promise<boolean> {
    for (let first = true; ; first = false) {
      const answer = (await this.#line(first ? question : { ...question, about: [] }, " [y/n]", false, true)).trim().toLowerCase();
      if (answer === "y" || answer === "yes") return true;
      if (answer === "n" || answer === "no") return false;
    }
  }

  async choose<T extends string>(question: Question, choices: readonly Choice<T>[]): Promise<T> {
    const list = choices.map(({ text }, i) => `  ${bold(String(i + 1))}  ${text}`);
    for (let first = true; ; first = false) {
      const about = first ? [...(question.about ?? []), ...list] : [];
      const answer = await this.#line({ ...question, about }, ` [1-${choices.length}]`, false);
      const chosen = /^\d{1,6}$/.test(answer.trim()) ? choices[Number(answer) - 1] : undefined;
      if (chosen) return chosen.value;
    }
  }

  close(): void {
    this.#keyboard?.pause();
  }

  #line({ about = [], text, signal }: Question, hint: string, hidden: boolean, afresh = false): Promise<string> {
    if (this.#keyboard === undefined) throw new ExchangeError("usage.invalid", { detail: "there is no terminal to ask at; use --json" });
    const signals = signal ? AbortSignal.any([this.#signal, signal]) : this.#signal;
    const ask = () => {
      this.#output.note(...about); // after the terminal stopped showing what is typed
      this.#output.ask(`${text}${hint === "" ? "" : dim(hint)}: `);
    };
    return typedLine(this.#keyboard, { hidden, afresh, ask, signal: signals, echo: (shown) => this.#output.ask(shown) });
  }
}
