// No package of what is not the official Electron, unless it is called a test build.

import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { electronPath } from "../harness/app.ts";
import { temporaryDirectory } from "../harness/cli.ts";
import { runPackage } from "../harness/package.ts";

describe.skipIf(electronPath === undefined)("npm run package refuses", () => {
  test("an unpacked Electron, such as the trial binary", async () => {
    const { code, stderr } = await runPackage([], { ELECTRON_OVERRIDE_DIST_PATH: dirname(electronPath ?? "") });
    expect([code, stderr]).toEqual([1, expect.stringContaining("nobody can check that it is the official one")]);
  });

  test("an archive that is not the published one", async () => {
    const archive = join(temporaryDirectory(), "electron.zip");
    writeFileSync(archive, "anything");
    const { code, stderr } = await runPackage([`--electron=${archive}`], { ELECTRON_OVERRIDE_DIST_PATH: "" });
    expect([code, stderr]).toEqual([1, expect.stringContaining("is not the official")]);
  });
});
