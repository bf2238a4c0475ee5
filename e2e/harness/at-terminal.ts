// A command line on a real pseudo-terminal, made by util-linux `script`: what is typed goes in when the text it answers is on the screen.

import { spawn, spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { onTestFinished } from "vitest";
import { ENTRY } from "./cli.ts";

/** Why there can be no terminal here; undefined when there can. */
export const terminalMissing = spawnSync("script", ["--version"]).status === 0 ? undefined : "script (util-linux) is not installed";

export type Step = readonly [shown: RegExp, typed: string | ((screen: string) => string)];

export type TerminalOptions = {
  /** Node and the program; this Node and the sources when absent. */
  readonly program?: readonly [node: string, entry: string];
  /** The words that start `script` with its own in another place. */
  readonly command?: (program: string, args: readonly string[]) => readonly string[];
};

/** Types each step's answer once its text is on the screen, in order. */
export async function atTerminal(
  words: string,
  steps: readonly Step[],
  options: TerminalOptions = {},
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const { program: [node, entry] = [process.execPath, ENTRY], command = (program, args) => [program, ...args] } = options;
  const env = { ...process.env, NO_COLOR: "", TERM: "xterm" };
  const [program = "", ...args] = command("script", ["-qec", `"${node}" "${entry}" ${words}`, "/dev/null"]);
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"], env });
  const left = [...steps];
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  onTestFinished(() => void child.kill());
  let raw = "";
  let seen = 0;
  const screen = () => stripVTControlCharacters(raw);
  const type = () => {
    for (let found = left[0]?.[0].exec(screen().slice(seen)); found; found = left[0]?.[0].exec(screen().slice(seen))) {
      seen += found.index + found[0].length;
      const typed = left.shift()?.[1] ?? "";
      child.stdin.write(typeof typed === "string" ? typed : typed(screen()));
    }
    if (left.length === 0) child.stdin.end(); // `script` waits for it
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    raw += text;
    type();
  });
  type();
  return { code: await closed, screen: screen() };
}
