// What docs/api.md shows compiles, and the example runs.

import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const GENERATED = `${ROOT}docs/examples/generated/`;

it("every example of docs/api.md type-checks", async () => {
  const text = await readFile(`${ROOT}docs/api.md`, "utf8");
  const examples = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);
  await mkdir(GENERATED, { recursive: true });
  try {
    await Promise.all(examples.map((code, i) => writeFile(`${GENERATED}example-${i}.ts`, code)));
    const options = {
      extends: `${ROOT}tsconfig.base.json`,
      compilerOptions: { types: ["node"] },
      include: ["*.ts"],
    };
    await writeFile(`${GENERATED}tsconfig.json`, JSON.stringify(options));
    const { stdout } = await run(`${ROOT}node_modules/.bin/tsc`, ["-p", GENERATED]).catch((failed: { stdout: string }) => failed);
    expect([examples.length > 6, stdout]).toEqual([true, ""]);
  } finally {
    await rm(GENERATED, { recursive: true, force: true });
  }
});

it("the example moves one passkey and prints a receipt that says it works", async () => {
  const { stdout } = await run(process.execPath, [`${ROOT}docs/examples/move-a-passkey.ts`]);
  const receipt: unknown = JSON.parse(stdout.slice(stdout.indexOf("{")));
  expect(receipt).toMatchObject({ proven: 1, passkeys: { working: 1 }, safeToCloseOldService: { answer: "yes" } });
});

it("the example is short enough to read", async () => {
  const lines = (await readFile(`${ROOT}docs/examples/move-a-passkey.ts`, "utf8")).split("\n");
  expect(lines.length).toBeLessThanOrEqual(100);
});
