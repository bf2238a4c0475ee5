// A rehearsal's vaults are approved by nobody while it runs; kept ones are like any other vault.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { composeHost } from "../host/compose-host.ts";
import { isMadeUp, openedAgain } from "../services/rehearsal-vaults.ts";
import { keep, makeDestination, makeSource } from "./rehearsal.ts";

const host = composeHost();

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), "keyferry-unit-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, "vault");
}

async function madeUp(directory: string): Promise<boolean> {
  const vault = await openedAgain(host, directory);
  onTestFinished(() => vault.close());
  return isMadeUp(vault);
}

test.each([
  ["source", makeSource],
  ["destination", makeDestination],
] as const)("the %s is made up", async (_which, make) => {
  const directory = folder();
  await make(host, directory);
  expect(await madeUp(directory)).toBe(true);
});

test("one that is kept is made up no more: something real may come into it", async () => {
  const directory = folder();
  await makeDestination(host, directory);
  await keep(host, directory);
  expect(await madeUp(directory)).toBe(false);
});

test("keeping one that was never made is nothing", async () => {
  await expect(keep(host, folder())).resolves.toBeUndefined();
});
