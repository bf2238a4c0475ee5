// Asking the owner: what a command asks, and the port that the terminal and the machine mode each answer.

import type { JsonObject, PromptKind } from "./events.ts";

export type Question = {
  readonly kind: PromptKind;
  /** For a program. */
  readonly detail?: JsonObject;
  /** For a person, before the question; plain but for styles. */
  readonly about?: readonly string[];
  /** For a person; without the colon. */
  readonly text: string;
  /** Takes the question back; the answer then is `owner.cancelled`. */
  readonly signal?: AbortSignal;
};

export type Choice<T extends string> = { readonly value: T; readonly text: string };

/** Every method throws `owner.cancelled` when the owner stops instead of answering. */
export interface Prompter {
  /** What is typed is not shown. */
  secret(question: Question): Promise<string>;
  /** As `secret`, typed twice where a slip of the fingers could be. */
  newSecret(question: Question): Promise<string>;
  text(question: Question): Promise<string>;
  confirm(question: Question): Promise<boolean>;
  choose<T extends string>(question: Question, choices: readonly Choice<T>[]): Promise<T>;
  /** How often a secret may be tried before the command ends. */
  readonly tries: number;
  close(): void;
}
