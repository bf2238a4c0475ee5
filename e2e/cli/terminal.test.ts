// The command line as a person sees it, on a real pseudo-terminal made by util-linux `script`.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { atTerminal, terminalMissing } from "../harness/at-terminal.ts";
import { makeVault, PASSPHRASE, temporaryDirectory } from "../harness/cli.ts";

/** Milliseconds: a person's run that takes longer hangs. */
const PATIENCE = 60_000;
const EXPORT = join(import.meta.dirname, "fixtures/bitwarden.json");

const newVault = () => makeVault(join(temporaryDirectory(), "vault"), EXPORT);

test(
  "a passphrase is typed twice and never shown",
  async ({ skip }) => {
    skip(terminalMissing !== undefined, terminalMissing);
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
    skip(terminalMissing !== undefined, terminalMissing);
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
    skip(terminalMissing !== undefined, terminalMissing);
    const { code } = await atTerminal(`vault list --vault "${await newVault()}"`, [[/of the vault: /, "\u0003"]]);
    expect(code).toBe(3);
  },
  PATIENCE,
);

test(
  "cxf is refused on a terminal",
  async ({ skip }) => {
    skip(terminalMissing !== undefined, terminalMissing);
    const { code, screen } = await atTerminal(`vault cxf --vault "${await newVault()}"`, []);
    expect([code, screen]).toEqual([2, expect.stringContaining("output.refused")]);
  },
  PATIENCE,
);

test(
  "cxf goes into a pipe after approval at the terminal",
  async ({ skip }) => {
    skip(terminalMissing !== undefined, terminalMissing);
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
    skip(terminalMissing !== undefined, terminalMissing);
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
