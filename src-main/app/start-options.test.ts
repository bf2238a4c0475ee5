// What is given on the command line counts before the environment, and nothing else is read from either.

import { resolve } from "node:path";
import { expect, test } from "vitest";
import { startOptions } from "./start-options.ts";

test.each([
  [[], {}, {}],
  [["--vault=/v"], {}, { vaultDirectory: resolve("/v") }],
  [["--vault=/v"], { KEYFERRY_VAULT: "/w" }, { vaultDirectory: resolve("/v") }],
  [[], { KEYFERRY_VAULT: "here" }, { vaultDirectory: resolve("here") }],
  [["--vault=/v", "--vault=/w"], {}, { vaultDirectory: resolve("/w") }],
  [["--vault="], { KEYFERRY_VAULT: "/w" }, { vaultDirectory: resolve("/w") }],
  [["--vault=", "--device-name="], { KEYFERRY_VAULT: "" }, {}],
  [["--device-name=Blue=1", "--user-data-dir=/u"], {}, { deviceName: "Blue=1", userData: resolve("/u") }],
  [["--vault", "/v", "vault=/v"], {}, {}],
])("%j with %j", (args, env, expected) => {
  expect(startOptions(args, env)).toEqual(expected);
});
