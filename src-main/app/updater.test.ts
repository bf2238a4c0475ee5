// The app looks for updates only where its package names a feed.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lookForUpdates } from "./updater.ts";

function resources(...names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "resources-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of names) writeFileSync(join(folder, name), "");
  return folder;
}

function counted(fails = false) {
  const looks = { count: 0 };
  const load = async () => ({
    autoDownload: false,
    autoInstallOnAppQuit: false,
    checkForUpdatesAndNotify: async () => {
      looks.count++;
      if (fails) throw new Error("offline");
    },
  });
  return { looks, load };
}

test.each([
  [true, ["app-update.yml"], "looking", 1],
  [true, [], "off", 0],
  [false, ["app-update.yml"], "off", 0],
] as const)("packaged %s with %j", async (packaged, names, state, count) => {
  const { looks, load } = counted();
  const answer = await lookForUpdates(packaged, resources(...names), load);
  expect([answer, looks.count]).toEqual([state, count]);
});

test("without a network the app goes on", async () => {
  const { load } = counted(true);
  expect(await lookForUpdates(true, resources("app-update.yml"), load)).toBe("looking");
});
