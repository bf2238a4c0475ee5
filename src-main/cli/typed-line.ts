// One line typed at a terminal in raw mode, shown or hidden; and nothing of it kept once it was taken.

import { ExchangeError } from "../../src-shared/errors.ts";

/** The part of tty.ReadStream that is used. */
export type Keyboard = {
  setRawMode?(raw: boolean): unknown;
  setEncoding(encoding: "utf8"): unknown;
  resume(): unknown;
  pause(): unknown;
  on(event: "data", listener: (text: string) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  off(event: "data", listener: (text: string) => void): unknown;
  off(event: "end", listener: () => void): unknown;
};

export type TypedLineOptions = {
  readonly hidden: boolean;
  /** What was typed before `ask` was called is dropped: it was no answer to this question. */
  readonly afresh: boolean;
  /** Shows the question. */
  readonly ask: () => void;
  readonly echo: (text: string) => void;
  readonly signal: AbortSignal;
};

/** Characters in a line at most; the rest is not taken. */
const LONGEST = 4096;
/** Milliseconds in which a terminal hands over what was typed while nobody read. */
const SETTLING = 50;
const CANCEL = "\u0003";
const ESCAPE = "\u001b";
/** After the escape character: arrow keys and their like, which do nothing here. */
const SEQUENCE = /^(?:\[[0-9;?]*[@-~]|O[A-Za-z]|.)?/;

/** Throws `owner.cancelled` at Ctrl-C, at Ctrl-D on an empty line, when the terminal goes away, and when `signal` says so. */
export function typedLine(keyboard: Keyboard, { hidden, afresh, ask, echo, signal }: TypedLineOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const line = new EditedLine(hidden ? () => {} : echo);
    let state: "settling" | "asked" | "over" = "settling";
    const askNow = () => {
      if (state === "over") return;
      state = "asked";
      ask();
    };
    const finish = (work: () => void) => {
      state = "over";
      keyboard.off("data", take);
      keyboard.off("end", cancel);
      signal.removeEventListener("abort", cancel);
      keyboard.setRawMode?.(false);
      keyboard.pause();
      echo("\n");
      work();
    };
    const cancel = () => finish(() => reject(new ExchangeError("owner.cancelled")));
    const take = (text: string) => {
      const end = state === "asked" ? line.take(text) : text.includes(CANCEL) && "cancel";
      if (end === "cancel") cancel();
      else if (end === "enter") finish(() => resolve(line.text));
    };
    if (signal.aborted) {
      reject(new ExchangeError("owner.cancelled"));
      return;
    }
    signal.addEventListener("abort", cancel, { once: true });
    keyboard.setRawMode?.(true);
    keyboard.setEncoding("utf8");
    keyboard.on("data", take);
    keyboard.on("end", cancel);
    keyboard.resume();
    // The immediate lets the terminal be read once more, however late the timer is.
    if (afresh) setTimeout(() => setImmediate(askNow), SETTLING);
    else askNow();
  });
}

class EditedLine {
  text = "";
  readonly #echo: (text: string) => void;

  constructor(echo: (text: string) => void) {
    this.#echo = echo;
  }

  take(typed: string): "enter" | "cancel" | undefined {
    for (let rest = typed; rest !== ""; ) {
      const key = firstKey(rest);
      rest = rest.slice(key.length);
      if (key === "\r" || key === "\n") return "enter";
      if (key === CANCEL || (key === "\u0004" && this.text === "")) return "cancel";
      this.#edit(key);
    }
    return undefined;
  }

  #edit(key: string): void {
    if (key === "\u007f" || key === "\b") this.#erase(1);
    else if (key === "\u0015") this.#erase(this.text.length);
    else if (key >= " " && !key.startsWith(ESCAPE) && this.text.length < LONGEST) {
      this.text += key;
      this.#echo(key);
    }
  }

  #erase(characters: number): void {
    const kept = Array.from(this.text);
    const gone = kept.splice(Math.max(0, kept.length - characters)).length;
    this.text = kept.join("");
    this.#echo("\b \b".repeat(gone));
  }
}

function firstKey(text: string): string {
  if (text.startsWith(ESCAPE)) return ESCAPE + (SEQUENCE.exec(text.slice(1))?.[0] ?? "");
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}
