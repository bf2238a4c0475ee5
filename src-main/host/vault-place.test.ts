// The default folder follows each system's custom.

import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultVaultDirectory } from "./vault-place.ts";

const home = join("/", "home", "sam");

test.each([
  ["linux", {}, join(home, ".local", "share", "keyferry", "vault")],
  ["linux", { XDG_DATA_HOME: join("/", "data") }, join("/", "data", "keyferry", "vault")],
  ["linux", { XDG_DATA_HOME: "relative" }, join(home, ".local", "share", "keyferry", "vault")],
  ["darwin", {}, join(home, "Library", "Application Support", "Keyferry", "vault")],
  ["win32", { LOCALAPPDATA: join("/", "local") }, join("/", "local", "Keyferry", "vault")],
] as const)("%s with %j", (platform, env, directory) => {
  expect(defaultVaultDirectory({ platform, env, home })).toBe(directory);
});
