// What goes where: events for programs, results on stdout and the conversation on stderr for people.

import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { ExchangeError } from "../../src-shared/errors.ts";
import { bold, Output, type Sink } from "./output.ts";

class Recorder extends EventEmitter implements Sink {
  text = "";
  readonly isTTY: boolean;
  readonly columns = 80;
  /** What `write` answers. */
  room = true;

  constructor(isTTY = false) {
    super();
    this.isTTY = isTTY;
  }

  write(text: string): boolean {
    this.text += text;
    return this.room;
  }
}

function make({ json = false, color = true, terminal = false } = {}) {
  const [out, err] = [new Recorder(terminal), new Recorder(terminal)];
  return { out, err, output: new Output({ json, color, out, err, elapsed: () => 0 }) };
}

const DIGEST = { event: "digest", hex: "00" } as const;
const progress = (done: number) => ({ phase: "sending", done, total: 10, unit: "items" }) as const;

test("a program's line holds nothing a terminal would obey", () => {
  const { out, output } = make({ json: true });
  output.emit({ event: "item", id: "AA", account: "AA", title: "\u009b2J\u202e" });
  expect(out.text).toBe('{"event":"item","id":"AA","account":"AA","title":"\\u009b2J\\u202e"}\n');
});

test("a program gets one line of JSON and nothing else", () => {
  const { out, err, output } = make({ json: true });
  output.note("for a person");
  output.emit(DIGEST, "for a person");
  expect([out.text, err.text]).toEqual(['{"event":"digest","hex":"00"}\n', ""]);
});

test("a person gets the result on stdout and the conversation on stderr", () => {
  const { out, err, output } = make();
  output.note("asking");
  output.emit(DIGEST, "00");
  expect([out.text, err.text]).toEqual(["00\n", "asking\n"]);
});

test.each([
  [{ terminal: true }, true],
  [{ terminal: true, color: false }, false],
  [{ terminal: false }, false],
])("%j has colours: %s", (options, colored) => {
  const { out, output } = make(options);
  output.lines(bold("x"));
  expect(out.text === `${bold("x")}\n`).toBe(colored);
});

test("an error is its cause and one next step", () => {
  const { err, output } = make();
  output.fail(new ExchangeError("vault.missing"));
  expect(err.text).toBe("✗ vault.missing\n  There is no vault in this place. Create one first.\n");
});

test("a mistake of ours says where, and not what was being read", () => {
  const { err, output } = make();
  output.fail(new ExchangeError("internal.bug", { cause: new TypeError("made-up-secret") }));
  expect([err.text.includes("output.test.ts"), err.text.includes("made-up-secret")]).toEqual([true, false]);
});

test("a progress bar gives way to the next line", () => {
  const { err, output } = make({ terminal: true });
  output.progress(progress(5));
  output.note("next");
  expect(err.text.endsWith("\r\u001b[Knext\n")).toBe(true);
});

test("without a terminal each phase is one plain line", () => {
  const { err, output } = make();
  for (const done of [0, 5, 10]) output.progress(progress(done));
  expect(err.text.split("\n").length).toBe(2);
});

test("a document waits for its reader", async () => {
  const { out, output } = make();
  out.room = false;
  const written = output.document(["x".repeat(70_000), "y"]);
  const before = out.text.length;
  out.room = true;
  out.emit("drain");
  await written;
  expect([before, out.text.length]).toEqual([70_000, 70_002]);
});

test("a document is one event for a program", async () => {
  const { out, output } = make({ json: true });
  await output.document(['{"a"', ":1}"]);
  expect(out.text).toBe('{"event":"document","document":{"a":1}}\n');
});

test("nothing is written any more once the reader is gone", () => {
  const { out, output } = make();
  out.emit("error", new Error("EPIPE"));
  output.lines("x");
  expect([out.text, output.closed.aborted]).toEqual(["", true]);
});

test("a document without a reader ends", async () => {
  const { out, output } = make();
  out.emit("error", new Error("EPIPE"));
  await expect(output.document(["x"])).rejects.toMatchObject({ code: "owner.cancelled" });
});
