// Who answers during a rehearsal: a person at a terminal, led through each step, or the rehearsal itself.

import { ExchangeError } from "../../src-shared/errors.ts";
import type { Progress } from "../../src-shared/exchange/ports.ts";
import { REHEARSAL_PASSPHRASE } from "../services/rehearsal-vaults.ts";
import type { PromptEvent } from "./child.ts";
import type { Context } from "./context.ts";
import type { PromptKind } from "./events.ts";
import { bold, dim } from "./output.ts";
import { count, grouped } from "./wording.ts";

type Side = "this computer" | "the other computer";

const DOES: { readonly [kind in PromptKind]?: string } = {
  "enter-code": "the code is typed in",
  "codes-match": "yes, that is the computer meant",
  "approve-export": "agrees to send",
  "approve-import": "agrees to receive",
};

type Explained = { readonly why: string; readonly asks: string };

const EXPLAINED: { readonly [kind in PromptKind]?: Explained } = {
  "codes-match": { why: "The code was right, so nobody stands between the two computers.", asks: "is that the computer you mean" },
  "approve-export": { why: "Before anything leaves, you see who receives what.", asks: "send it" },
  "approve-import": { why: "Nothing arrives unasked either.", asks: "receive into its vault" },
};

export class Narrator {
  readonly #context: Context;
  readonly #led: boolean;
  readonly #code = Promise.withResolvers<string>();

  constructor(context: Context) {
    this.#context = context;
    this.#led = !context.output.json && process.stdin.isTTY === true;
    context.signal.addEventListener("abort", () => this.#code.reject(new ExchangeError("owner.cancelled")), { once: true });
    this.#code.promise.catch(() => {}); // heard where the code is asked for
  }

  async begin(items: number): Promise<void> {
    this.#say(
      bold("A rehearsal: two programs, two vaults, one transfer."),
      `The first vault holds ${count(items, "made-up item")} of every kind; the second is empty.`,
    );
    if (this.#led) await this.#context.prompter.text({ kind: "continue", text: "Press Enter to begin" });
  }

  step(name: string, text: string): void {
    this.#context.output.emit({ event: "step", name, text }, text);
  }

  code(digits: string): void {
    this.#code.resolve(digits);
    this.#context.output.emit({ event: "code", digits, mode: "screens" }, `The other computer shows  ${bold(grouped(digits))}`);
  }

  progress(progress: Progress): void {
    this.#context.output.progress(progress);
  }

  /** Throws `owner.cancelled`. */
  async answer(side: Side, { kind, detail }: PromptEvent): Promise<string | boolean> {
    if (kind === "passphrase") return REHEARSAL_PASSPHRASE;
    const digits = kind === "enter-code" ? await this.#code.promise : "";
    if (!this.#led) {
      this.step(kind, `${capital(side)}: ${DOES[kind] ?? "yes"}.`);
      return kind === "enter-code" ? digits : true;
    }
    const { prompter } = this.#context;
    if (kind === "enter-code") return (await prompter.text({ kind, detail, text: "Type it here, on this computer" })).replace(/[\s-]/g, "");
    const { why, asks } = EXPLAINED[kind] ?? { why: "", asks: kind };
    return prompter.confirm({ kind, detail, about: ["", dim(why)], text: `${capital(side)} asks: ${asks}` });
  }

  #say(...lines: readonly string[]): void {
    this.#context.output.lines(...lines);
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
