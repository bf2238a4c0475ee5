// The command line as a person sees it, on a real pseudo-terminal made by util-linux `script`.

import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { ENTRY, makeVault, PASSPHRASE, temporaryDirectory } from "../harness/cli.ts";

const missing = spawnSync("script", ["--version"]).status === 0 ? undefined : "script (util-linux) is not installed";
/** Milliseconds: a person's run that takes longer hangs. */
const PATIENCE = 60_000;
const EXPORT = join(import.meta.dirname, "fixtures/bitwarden.json");

type Step = readonly [shown: RegExp, typed: string | ((screen: string) => string)];

/** Types each step's answer once its text is on the screen, in order. */
async function atTerminal(words: string, steps: readonly Step[]): Promise<{ readonly code: number | null; readonly screen: string }> {
  const env = { ...process.env, NO_COLOR: "", TERM: "xterm" };
  const child = spawn("script", ["-qec", `"${process.execPath}" "${ENTRY}" ${words}`, "/dev/null"], { stdio: ["pipe", "pipe", "inherit"], env });
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

const newVault = () => makeVault(join(temporaryDirectory(), "vault"), EXPORT);

test(
  "a passphrase is typed twice and never shown",
  async ({ skip }) => {
    skip(missing !== undefined, missing);
    const vault = join(temporaryDirectory(), "vault");
    const { code, screen } = await atTerminal(`vault create --vault "${vault}"`, [
      [/new vault: /, "hunter2\r"],
      [/to be sure: /, "hunter3\r"],
      [/new vault: /, "hunter2\r"],
      [/to be sure: /, "hunter2\r"],
    ]);
    expect([code, screen.includes("hunter"), screen.includes("not the same"), /[0-9A-Z]{4}(-[0-9A-Z]{4}){6}/.test(screen)]).toEqual([0, false, true, true]);
  },
  PATIENCE,
);

test(
  "a wrong passphrase may be corrected",
  async ({ skip }) => {
    skip(missing !== undefined, missing);
    const { code, screen } = await atTerminal(`vault list --vault "${await newVault()}"`, [
      [/of the vault: /, "wrong\r"],
      [/of the vault: /, `${PASSPHRASE}\r`],
    ]);
    expect([code, screen]).toEqual([0, expect.stringContaining("Example mail")]);
  },
  PATIENCE,
);

test(
  "Ctrl-C at a question stops without harm",
  async ({ skip }) => {
    skip(missing !== undefined, missing);
    const { code } = await atTerminal(`vault list --vault "${await newVault()}"`, [[/of the vault: /, "\u0003"]]);
    expect(code).toBe(3);
  },
  PATIENCE,
);

test(
  "cxf is refused on a terminal",
  async ({ skip }) => {
    skip(missing !== undefined, missing);
    const { code, screen } = await atTerminal(`vault cxf --vault "${await newVault()}"`, []);
    expect([code, screen]).toEqual([2, expect.stringContaining("output.refused")]);
  },
  PATIENCE,
);

test(
  "cxf goes into a pipe after approval at the terminal",
  async ({ skip }) => {
    skip(missing !== undefined, missing);
    const file = join(temporaryDirectory(), "read-by-a-program.json");
    await atTerminal(`vault cxf --vault "${await newVault()}" | cat > "${file}"`, [
      [/of the vault: /, `${PASSPHRASE}\r`],
      [/reads this output.*: /, "y\r"],
    ]);
    expect(JSON.parse(readFileSync(file, "utf8")).accounts[0].items).toHaveLength(3);
  },
  PATIENCE,
);

test(
  "a rehearsal leads through each step and ends with a receipt",
  async ({ skip }) => {
    skip(missing !== undefined, missing);
    const code = (screen: string) => `${/\d{4} \d{4}/.exec(screen)?.[0]}\r`;
    const { code: exit, screen } = await atTerminal("rehearse", [
      [/to begin.*: /, "\r"],
      [/Type it here.*: /, code],
      [/asks: .*: /, "y\r"],
      [/asks: .*: /, "y\r"],
      [/asks: .*: /, "y\r"],
    ]);
    expect([exit, screen]).toEqual([0, expect.stringContaining("Safe to close the old service: yes")]);
  },
  PATIENCE,
);
