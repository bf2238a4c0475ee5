// What the release workflow's credentials make of the packages' configuration, without signing anything.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
// @ts-expect-error a script without types
import { signingFrom } from "../../scripts/package-signing.mjs";

const SIGNED = { CSC_LINK: "certificate" };
const base64 = (text: string) => Buffer.from(text).toString("base64");

test("a provisioning profile gives the app the keychain group of its team, beside what it had", () => {
  const { config } = signingFrom({ ...SIGNED, APPLE_TEAM_ID: "ABCDE12345", MAC_PROVISIONING_PROFILE: base64("profile") }, folder(), "darwin");
  const entitlements = readFileSync(config.mac.entitlements, "utf8");
  expect(["cs.allow-jit", "<array><string>ABCDE12345.app.keyferry</string></array>"].map((part) => entitlements.includes(part))).toEqual([true, true]);
});

test("without a profile the entitlements stay as they are", () => {
  expect(signingFrom(SIGNED, folder(), "darwin").config).toEqual({ forceCodeSigning: true, mac: {} });
});

test("a team that is none is refused", () => {
  expect(() => signingFrom({ ...SIGNED, APPLE_TEAM_ID: "<key>", MAC_PROVISIONING_PROFILE: base64("x") }, folder(), "darwin")).toThrow("APPLE_TEAM_ID");
});

test("the key for notarizing is in a file that only its owner reads, and in no environment of the tools", () => {
  const { env } = signingFrom({ ...SIGNED, APPLE_API_KEY_BASE64: base64("key") }, folder(), "darwin");
  expect([readFileSync(env.APPLE_API_KEY, "utf8"), env.APPLE_API_KEY_BASE64]).toEqual(["key", undefined]);
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "keyferry-signing-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}
