// The passkeys of the system itself: listed, not listed, and a system that fails to.

import { expect, test } from "vitest";
import { devicePasskeys } from "./device-passkeys.ts";

const KEY = { rpId: "site.example", userName: "sam", backedUp: false };

test("what the system lists is listed", async () => {
  expect(await devicePasskeys(async () => [KEY])).toEqual([KEY]);
});

test("a system without a list says nothing", async () => {
  const failing = async () => {
    throw Object.assign(new Error("no such function"), { code: "unavailable" });
  };
  expect(await devicePasskeys(failing)).toBeUndefined();
});

test("a mistake of this program is no silence of the system", async () => {
  const failing = async () => {
    throw new TypeError("of ours");
  };
  await expect(devicePasskeys(failing)).rejects.toThrow("of ours");
});

test.runIf(process.platform !== "win32")("this system says nothing", async () => {
  expect(await devicePasskeys()).toBeUndefined();
});
