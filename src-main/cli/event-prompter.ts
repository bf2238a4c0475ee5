// The machine's side of asking: a prompt event, answered by a line on stdin; a wrong answer is reported and the prompt stays open.

import { ExchangeError } from "../../src-shared/errors.ts";
import { type Answer, type LineSource, listenForAnswers } from "./answer-lines.ts";
import type { Output } from "./output.ts";
import type { Choice, Prompter, Question } from "./prompter.ts";

type Value = string | boolean;
type Pending = { readonly take: (value: Value) => boolean; readonly stop: () => void };

export class EventPrompter implements Prompter {
  readonly tries = 1;
  readonly #output: Output;
  readonly #source: LineSource;
  readonly #signal: AbortSignal;
  readonly #pending = new Map<string, Pending>();
  #asked = 0;
  #ended = false;

  constructor(output: Output, source: LineSource, signal: AbortSignal) {
    this.#output = output;
    this.#source = source;
    this.#signal = signal;
    listenForAnswers(source, {
      answer: (answer) => this.#answer(answer),
      malformed: () => this.#refuse('a line must be {"id": …, "value": …}'),
      end: () => this.#end(),
    });
  }

  secret(question: Question): Promise<string> {
    return this.text(question);
  }

  newSecret(question: Question): Promise<string> {
    return this.text(question);
  }

  text(question: Question): Promise<string> {
    return this.#ask(question, (value) => (typeof value === "string" ? value : undefined));
  }

  confirm(question: Question): Promise<boolean> {
    return this.#ask(question, (value) => (typeof value === "boolean" ? value : undefined));
  }

  choose<T extends string>(question: Question, choices: readonly Choice<T>[]): Promise<T> {
    const detail = { ...question.detail, choices: choices.map(({ value }) => value) };
    return this.#ask({ ...question, detail }, (value) => choices.find((choice) => choice.value === value)?.value);
  }

  close(): void {
    this.#source.destroy();
  }

  #ask<T>(question: Question, read: (value: Value) => T | undefined): Promise<T> {
    const id = String(++this.#asked);
    const signals = question.signal ? [this.#signal, question.signal] : [this.#signal];
    return new Promise<T>((resolve, reject) => {
      const settle = () => {
        this.#pending.delete(id);
        for (const signal of signals) signal.removeEventListener("abort", stop);
      };
      const stop = () => {
        settle();
        reject(new ExchangeError("owner.cancelled"));
      };
      const take = (value: Value) => {
        const answer = read(value);
        if (answer === undefined) return false;
        settle();
        resolve(answer);
        return true;
      };
      this.#pending.set(id, { take, stop });
      for (const signal of signals) signal.addEventListener("abort", stop, { once: true });
      this.#output.emit({ event: "prompt", id, kind: question.kind, detail: question.detail ?? {} });
      if (this.#ended || signals.some(({ aborted }) => aborted)) stop();
    });
  }

  #answer({ id, value }: Answer): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) this.#refuse("no prompt with that id is open");
    else if (value === null) pending.stop();
    else if (!pending.take(value)) this.#refuse("that value does not answer the prompt");
  }

  #refuse(detail: string): void {
    this.#output.fail(new ExchangeError("usage.invalid", { detail }));
  }

  #end(): void {
    this.#ended = true;
    for (const { stop } of [...this.#pending.values()]) stop();
  }
}
