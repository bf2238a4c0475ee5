import { describe, expect, test } from "vitest";
import type { Phase } from "../../src-shared/ipc/views-app.ts";
import { Forgetting } from "./forgetting.ts";

type Name = Phase["name"];

/** Where a window was sent when the program went through these phases. */
function sent(phases: readonly Name[], { destroyed = false } = {}): readonly string[] {
  const addresses: string[] = [];
  const loadURL = async (address: string) => void addresses.push(address);
  const forgetting = new Forgetting({ isDestroyed: () => destroyed, loadURL });
  for (const phase of phases) forgetting.follow(phase);
  return addresses;
}

describe("the page gets another process", () => {
  test.each([
    ["an open vault was locked", ["locked", "open", "locked"]],
    ["an open vault cannot be used any more", ["open", "unusable"]],
    ["a recovery key was shown and the vault is closed", ["recovery-key", "locked"]],
  ] satisfies [string, Name[]][])("when %s", (_what, phases) => {
    expect(sent(phases)).toEqual(["about:blank"]);
  });

  test("every time", () => {
    expect(sent(["open", "locked", "open", "locked"])).toHaveLength(2);
  });
});

describe("the page stays", () => {
  test.each([
    ["the program starts with a locked vault", ["locked"]],
    ["the vault is opened", ["locked", "open"]],
    ["the recovery key was confirmed", ["recovery-key", "open"]],
    ["a locked vault is told again", ["locked", "locked"]],
  ] satisfies [string, Name[]][])("when %s", (_what, phases) => {
    expect(sent(phases)).toEqual([]);
  });

  test("when there is no window any more", () => {
    expect(sent(["open", "locked"], { destroyed: true })).toEqual([]);
  });
});
