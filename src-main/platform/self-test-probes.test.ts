// The self-test's questions to the system, with files and environments of our choosing.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, test } from "vitest";
import { nativeAddon } from "./native.ts";
import { memory, origin, readableByOthers, screen } from "./self-test-probes.ts";

/** A place that everybody may enter; a user's own folder for temporary files need not be. */
const OPEN = "/tmp";

/** With one file in it, in a folder of `aboveMode`. */
function folder(fileMode: number, folderMode = 0o755, aboveMode = 0o755): string {
  const above = mkdtempSync(join(OPEN, "keyferry-probes-"));
  onTestFinished(() => rmSync(above, { recursive: true, force: true }));
  const directory = join(above, "vault");
  mkdirSync(directory);
  writeFileSync(join(directory, "vault.db"), "");
  chmodSync(join(directory, "vault.db"), fileMode);
  chmodSync(directory, folderMode);
  chmodSync(above, aboveMode);
  return directory;
}

it.skipIf(process.platform === "win32").each([
  ["that only their owner may read", 0o600, 0o755, 0o755, false],
  ["that their group may read", 0o640, 0o710, 0o755, true],
  ["that others may read", 0o604, 0o701, 0o755, true],
  ["in a folder that others may not enter", 0o644, 0o700, 0o755, false],
  ["in a folder below one that others may not enter", 0o644, 0o755, 0o700, false],
  ["that the group may read, where only others may enter", 0o640, 0o701, 0o755, false],
])("says of files %s whether others can", async (_, file, directory, above, expected) => {
  expect(await readableByOthers(folder(file, directory, above))).toBe(expected);
});

test("where there are no such modes nothing is said", async () => {
  expect(await readableByOthers(tmpdir(), "win32")).toBeUndefined();
});

test("of a folder that is not there nothing is said", async () => {
  expect(await readableByOthers(join(tmpdir(), "keyferry-not-there"))).toBeUndefined();
});

test("memory is said to be guarded when the addon is there, and only then", () => {
  expect(memory().guarded).toBe(nativeAddon() !== undefined);
});

test.each([
  ["X11", "linux", { DISPLAY: ":0", XDG_SESSION_TYPE: "x11" }, "shared"],
  ["Wayland", "linux", { WAYLAND_DISPLAY: "wayland-0", XDG_SESSION_TYPE: "wayland" }, "asks"],
  ["a Wayland session without its display", "linux", { DISPLAY: ":0", XDG_SESSION_TYPE: "wayland" }, "shared"],
  ["macOS", "darwin", {}, "asks"],
  ["Windows", "win32", {}, "open"],
] as const)("who sees the screen on %s", (_, platform, env, expected) => {
  expect(screen(platform, env)).toBe(expected);
});

test.each([
  ["/opt/Keyferry/resources/app.asar/dist/app", {}, "installed"],
  ["/tmp/.mount_Keyfer/resources/app.asar/dist/app", { APPIMAGE: "/home/sam/Keyferry.AppImage" }, "portable"],
  ["/home/sam/keyferry/src-main/platform", {}, "source"],
] as const)("%s is where this program came from", (here, env, expected) => {
  expect(origin(here, env)).toBe(expected);
});
