// Other programs of the same user: with the addon they read neither the memory of the command line nor that of the app's program.

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { electronPath } from "../harness/app.ts";
import { INSIDE, openPlace, type Place, placeMissing } from "../harness/os-services.ts";

const title = `another program of the same user${placeMissing ? ` (${placeMissing})` : ""}`;
const ONLOOKER = join(INSIDE.project, "e2e/harness/onlooker.ts");
const REFUSED = { memory: "EACCES", tracing: "refused" };

/** What it finds out about the command line while that waits for a passphrase. */
async function lookAtCommandLine(place: Place): Promise<unknown> {
  const program = [join(INSIDE.project, "src-main/cli/main.ts"), "vault", "create", "--vault", join(place.home, "vault"), "--json"];
  return answerOf(place, INSIDE.node, ...program);
}

async function answerOf(place: Place, ...words: readonly string[]): Promise<unknown> {
  const { stdout, stderr } = await place.run(INSIDE.node, [ONLOOKER, ...words]);
  return stdout === "" ? stderr : JSON.parse(stdout);
}

describe.skipIf(placeMissing !== undefined)(title, () => {
  test("can neither read nor trace the command line", async () => {
    const place = await openPlace({ keyring: "absent" });
    expect(await lookAtCommandLine(place)).toEqual(REFUSED);
  });

  test("can do both where the addon was not built", async () => {
    const place = await openPlace({ keyring: "absent" });
    await place.runAsRoot("mount", ["-t", "tmpfs", "none", join(INSIDE.project, "native")]);
    expect(await lookAtCommandLine(place)).toEqual({ memory: "read", tracing: "traced" });
  });

  test.skipIf(electronPath === undefined)("can neither read nor trace the app's program", async () => {
    const place = await openPlace({ keyring: "absent" });
    const { app } = await place.openApp();
    const { inside } = await place.process(app.process().pid ?? 0);
    expect(await answerOf(place, "--pid", String(inside))).toEqual(REFUSED);
  });
});
