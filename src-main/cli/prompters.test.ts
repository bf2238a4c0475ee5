// Asking, at a terminal and by events: what is typed becomes the answer, and every way of not answering cancels.

import { EventEmitter, once } from "node:events";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { EventPrompter } from "./event-prompter.ts";
import { Output, type Sink } from "./output.ts";
import { TerminalPrompter } from "./terminal-prompter.ts";

class Recorder extends EventEmitter implements Sink {
  text = "";
  readonly isTTY = true;

  write(text: string): boolean {
    this.text += text;
    this.emit("written");
    return true;
  }
}

function make(json: boolean) {
  const [out, err, input, stop] = [new Recorder(), new Recorder(), new PassThrough(), new AbortController()];
  const output = new Output({ json, color: false, out, err, elapsed: () => 0 });
  const events = () =>
    out.text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  return { out, err, input, stop, output, events };
}

async function shown(screen: Recorder, text: string): Promise<void> {
  while (!screen.text.includes(text)) await once(screen, "written");
}

const QUESTION = { kind: "passphrase", text: "Passphrase" } as const;
const CHOICES = [
  { value: "one", text: "first" },
  { value: "two", text: "second" },
] as const;
const CANCELLED = { code: "owner.cancelled" };

describe("at a terminal", () => {
  function ask(typed: string) {
    const made = make(false);
    const prompter = new TerminalPrompter(made.output, made.input, made.stop.signal);
    made.input.write(typed);
    return { ...made, prompter };
  }

  test("a line is the answer", async () => {
    expect(await ask("hello\r").prompter.text(QUESTION)).toBe("hello");
  });

  test.each([
    ["backspace", "abc\u007f\u007fd\r", "ad"],
    ["Ctrl-U", "abc\u0015d\r", "d"],
    ["an arrow key", "a\u001b[Db\r", "ab"],
    ["a character of two halves", "a👍\u007fb\r", "ab"],
    ["Ctrl-D after something", "a\u0004\r", "a"],
  ])("%s edits", async (_key, typed, text) => {
    expect(await ask(typed).prompter.text(QUESTION)).toBe(text);
  });

  test("a secret is not shown", async () => {
    const { prompter, err } = ask("hunter2\r");
    await prompter.secret(QUESTION);
    expect(err.text).toBe("Passphrase: \n");
  });

  test.each([
    ["Ctrl-C", "ab\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("%s cancels", async (_key, typed) => {
    await expect(ask(typed).prompter.secret(QUESTION)).rejects.toMatchObject(CANCELLED);
  });

  test("a terminal that goes away cancels", async () => {
    const { prompter, input } = ask("");
    input.end();
    await expect(prompter.secret(QUESTION)).rejects.toMatchObject(CANCELLED);
  });

  test("a stop cancels", async () => {
    const { prompter, stop } = ask("");
    const answer = prompter.secret(QUESTION);
    stop.abort();
    await expect(answer).rejects.toMatchObject(CANCELLED);
  });

  test("a question can be taken back", async () => {
    await expect(ask("").prompter.confirm({ ...QUESTION, signal: AbortSignal.abort() })).rejects.toMatchObject(CANCELLED);
  });

  test("a choice is made by its number", async () => {
    expect(await ask("2\r").prompter.choose(QUESTION, CHOICES)).toBe("two");
  });

  test.each([
    ["y\r", true],
    ["No\r", false],
  ])("%j confirms: %s", async (typed, answer) => {
    const { prompter, input, err } = ask("");
    const answered = prompter.confirm(QUESTION);
    await shown(err, "[y/n]");
    input.write(typed);
    expect(await answered).toBe(answer);
  });

  test("what was typed before the question was shown confirms nothing", async () => {
    const { prompter, input, err } = ask("y\ry\r");
    const answered = prompter.confirm(QUESTION);
    await shown(err, "[y/n]");
    input.write("n\r");
    expect(await answered).toBe(false);
  });

  test("Ctrl-C before the question was shown cancels", async () => {
    await expect(ask("y\u0003").prompter.confirm(QUESTION)).rejects.toMatchObject(CANCELLED);
  });

  test("a stop before the question was shown cancels, and it never is", async () => {
    const { prompter, stop, err } = ask("");
    const answered = prompter.confirm(QUESTION);
    stop.abort();
    await answered.catch(() => undefined);
    expect(err.text).not.toContain("[y/n]");
  });

  test("without a terminal it is refused", async () => {
    const { output, stop } = make(false);
    expect(() => new TerminalPrompter(output, undefined, stop.signal).text(QUESTION)).toThrow(/no terminal/);
  });
});

describe("by events", () => {
  function ask() {
    const made = make(true);
    return { ...made, prompter: new EventPrompter(made.output, made.input, made.stop.signal) };
  }

  test("the prompt says what it is and the line answers it", async () => {
    const { prompter, input, events } = ask();
    const answer = prompter.text({ ...QUESTION, detail: { directory: "d" } });
    input.write('{"id":"1","value":"x"}\n');
    expect([await answer, events()]).toEqual(["x", [{ event: "prompt", id: "1", kind: "passphrase", detail: { directory: "d" } }]]);
  });

  test("two open prompts are told apart", async () => {
    const { prompter, input } = ask();
    const answers = [prompter.text(QUESTION), prompter.confirm(QUESTION)];
    input.write('{"id":"2","value":true}\n{"id":"1","value":"x"}\n');
    expect(await Promise.all(answers)).toEqual(["x", true]);
  });

  test("a line in two pieces is one line", async () => {
    const { prompter, input } = ask();
    const answer = prompter.text(QUESTION);
    input.write('{"id":"1",');
    input.write('"value":"x"}\n');
    expect(await answer).toBe("x");
  });

  test("a choice that is not offered is reported and asked on", async () => {
    const { prompter, input, events } = ask();
    const answer = prompter.choose(QUESTION, CHOICES);
    input.write('{"id":"1","value":"three"}\n{"id":"1","value":"two"}\n');
    expect([await answer, events()[1]?.code]).toEqual(["two", "usage.invalid"]);
  });

  test("a line longer than any answer is reported and dropped", async () => {
    const { prompter, input, events } = ask();
    const answer = prompter.text(QUESTION);
    input.write("x".repeat(70_000));
    input.write(`${"x".repeat(70_000)}\n{"id":"1","value":"y"}\n`);
    expect([await answer, events().filter(({ event }) => event === "error").length]).toEqual(["y", 1]);
  });

  test("a prompt after stdin ended is cancelled at once", async () => {
    const { prompter, input } = ask();
    const ended = new Promise((resolve) => input.once("close", resolve));
    input.end();
    await ended;
    await expect(prompter.text(QUESTION)).rejects.toMatchObject(CANCELLED);
  });

  test("a question can be taken back", async () => {
    const { prompter } = ask();
    const back = new AbortController();
    const answer = prompter.text({ ...QUESTION, signal: back.signal });
    back.abort();
    await expect(answer).rejects.toMatchObject(CANCELLED);
  });
});
