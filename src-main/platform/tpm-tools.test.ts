// Whose programs are given the PIN.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { look } from "./tpm.ts";
import { TpmTools } from "./tpm-tools.ts";

/** Programs of these names, which leave a file when they run. */
function planted(...names: readonly string[]): { readonly folder: string; readonly ran: () => boolean } {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-planted-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of names) writeFileSync(join(folder, name), `#!/bin/sh\n: > '${folder}/ran'\n`, { mode: 0o755 });
  return { folder, ran: () => existsSync(join(folder, "ran")) };
}

test.skipIf(process.platform === "win32")("a program in PATH that has the name of a tool is not run", async () => {
  const { folder, ran } = planted("tpm2_unseal", "tpm2_flushcontext");
  vi.stubEnv("PATH", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  await look(new TpmTools({ tcti: "swtpm:path=/nowhere" }));
  expect(ran()).toBe(false);
});
