// The layer rules of ARCHITECTURE.md bite: for each, a file that breaks it is reported, and its harmless twin is not.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const tree = mkdtempSync(join(tmpdir(), "layers-"));
const reported = new Map<string, string[]>();

const importing = (specifier: string) => `import { thing } from "${specifier}";\nthing();\n`;
const probeOf = (folder: string, specifier: string) => `${folder}/import-${specifier.replace(/\W+/g, "-")}.ts`;

function write(path: string, source: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), source);
}

const forbidden = [
  ["src-shared", "./cbor/codec.ts"],
  ["src-shared", "@noble/hashes/sha2.js"],
  ["src-shared/cbor", "node:fs"],
  ["src-shared/cbor", "electron"],
  ["src-shared/cbor", "commander"],
  ["src-shared/cbor", "@node-rs/argon2"],
  ["src-shared/cbor", "../cxf/document.ts"],
  ["src-shared/cbor", "../crypto/kdf.ts"],
  ["src-shared/crypto", "node:crypto"],
  ["src-shared/crypto", "../cxf/document.ts"],
  ["src-shared/crypto", "../vault/records.ts"],
  ["src-shared/cxf", "../exchange/ports.ts"],
  ["src-shared/cxf", "../vault/records.ts"],
  ["src-shared/exchange", "../vault/records.ts"],
  ["src-shared/exchange", "../migrate/registry.ts"],
  ["src-shared/exchange", "../../src-main/platform/tcp.ts"],
  ["src-shared/exchange", "../testing/fake-clock.ts"],
  ["src-shared/exchange", "kdbxweb"],
  ["src-shared/bluetooth", "@abandonware/noble"],
  ["src-shared/bluetooth", "../vault/records.ts"],
  ["src-shared/camera", "jsqr"],
  ["src-shared/camera", "../vault/records.ts"],
  ["src-shared/vault", "../exchange/ports.ts"],
  ["src-shared/vault", "../migrate/registry.ts"],
  ["src-shared/migrate", "../exchange/ports.ts"],
  ["src-shared/migrate", "../vault/records.ts"],
  ["src-shared/migrate", "node:zlib"],
  ["src-shared/presence", "node:crypto"],
  ["src-shared/presence", "dbus-native"],
  ["src-shared/presence", "../vault/ports.ts"],
  ["src-shared/presence", "../exchange/ports.ts"],
  ["src-shared/vault", "../presence/presence.ts"],
  ["src-shared/exchange", "../presence/presence.ts"],
  ["src-shared/testing", "node:timers"],
  ["src-shared/ipc", "../bytes.ts"],
  ["src-shared/ipc", "../vault/model.ts"],
  ["src-shared/ipc", "../../src-main/services/vaults.ts"],
  ["src-shared/ipc", "node:path"],
  ["src-shared/ipc", "electron"],
  ["src-shared/ipc", "zustand"],
  ["src-main/services", "node:fs"],
  ["src-main/services", "electron"],
  ["src-main/services", "../platform/tcp.ts"],
  ["src-main/services", "../host/compose-host.ts"],
  ["src-main/services/desktop", "../../platform/tcp.ts"],
  ["src-main/services/desktop", "../../app/ipc.ts"],
  ["src-main/services/desktop", "node:os"],
  ["src-main/platform", "electron"],
  ["src-main/platform", "../services/exchange.ts"],
  ["src-main/platform/mdns", "../../services/exchange.ts"],
  ["src-main/cli", "electron"],
  ["src-main/cli/commands", "../../app/main.ts"],
  ["src-main/api", "electron"],
  ["src-main/api", "../cli/main.ts"],
  ["src-main/host", "electron"],
  ["src-main/host", "../cli/main.ts"],
  ["src-main/host", "../app/main.ts"],
  ["src-main/app", "../../src-renderer/api.ts"],
  ["src-renderer", "electron"],
  ["src-renderer", "node:fs"],
  ["src-renderer", "commander"],
  ["src-renderer", "@noble/hashes/sha2.js"],
  ["src-renderer", "../src-shared/bytes.ts"],
  ["src-renderer", "../src-shared/vault/model.ts"],
  ["src-renderer", "../src-main/services/vaults.ts"],
  ["src-renderer/features/send", "electron"],
  ["src-renderer/features/send", "../../../src-shared/exchange/ports.ts"],
  ["src-renderer/features/send", "../receive/store.ts"],
  ["src-renderer/features/send", "../../features/receive/store.ts"],
] as const;

beforeAll(() => {
  cpSync("biome.json", join(tree, "biome.json"));
  cpSync("scripts/lint", join(tree, "scripts/lint"), { recursive: true });
  symlinkSync(resolve("node_modules"), join(tree, "node_modules"));
  for (const [folder, specifier] of [...forbidden, ...allowed]) write(probeOf(folder, specifier), importing(specifier));
  for (const [what, source] of banned) write(`src-shared/exchange/${what}.ts`, `${source}\n`);
  const { stdout } = spawnSync(resolve("node_modules/.bin/biome"), ["lint", "--reporter=json", "--max-diagnostics=none", "."], { cwd: tree, encoding: "utf8" });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string } }[] };
  for (const { category, location } of diagnostics) reported.set(location.path, [...(reported.get(location.path) ?? []), category]);
});

afterAll(() => rmSync(tree, { recursive: true }));

test.each(forbidden)("%s may not import %s", (folder, specifier) => {
  expect(reported.get(probeOf(folder, specifier))).toContain("lint/style/noRestrictedImports");
});

const allowed = [
  ["src-shared/cbor", "cbor-x"],
  ["src-shared/crypto", "@noble/curves/ed25519.js"],
  ["src-shared/crypto", "@panva/hpke-noble"],
  ["src-shared/crypto", "../cbor/codec.ts"],
  ["src-shared/cxf", "../crypto/kdf.ts"],
  ["src-shared/exchange", "../cxf/document.ts"],
  ["src-shared/bluetooth", "../exchange/channel.ts"],
  ["src-shared/camera", "../exchange/channel.ts"],
  ["src-shared/vault", "../cxf/document.ts"],
  ["src-shared/migrate", "kdbxweb"],
  ["src-shared/presence", "../cbor/codec.ts"],
  ["src-shared/presence", "../crypto/primitives.ts"],
  ["src-main/services", "../../src-shared/presence/presence.ts"],
  ["src-main/services", "../../src-shared/vault/records.ts"],
  ["src-main/platform", "node:net"],
  ["src-main/cli", "../services/exchange.ts"],
  ["src-main/cli", "../platform/tcp.ts"],
  ["src-main/api", "../platform/primitives.ts"],
  ["src-main/host", "../platform/primitives.ts"],
  ["src-main/host", "../services/vaults.ts"],
  ["src-main/app", "electron"],
  ["src-main/app", "../host/compose-host.ts"],
  ["src-shared/ipc", "./contract.ts"],
  ["src-shared/ipc", "../errors.ts"],
  ["src-renderer", "react"],
  ["src-renderer", "react-dom/client"],
  ["src-renderer", "@zxcvbn-ts/language-en"],
  ["src-renderer", "zustand/vanilla"],
  ["src-renderer", "./features/send/send.tsx"],
  ["src-renderer", "../src-shared/ipc/contract.ts"],
  ["src-renderer", "../src-shared/errors.ts"],
  ["src-renderer/features/send", "./store.ts"],
  ["src-renderer/features/send", "../../ui/button.tsx"],
  ["src-renderer/features/send", "../../api.ts"],
  ["src-renderer/features/send", "../../../src-shared/ipc/contract.ts"],
] as const;

test.each(allowed)("%s may import %s", (folder, specifier) => {
  expect(reported.get(probeOf(folder, specifier)) ?? []).not.toContain("lint/style/noRestrictedImports");
});

const banned = [
  ["clock", "export const now = Date.now();", "lint/style/noRestrictedGlobals"],
  ["timers", "setTimeout(() => {}, 1);", "lint/style/noRestrictedGlobals"],
  ["process", "export const id = process.pid;", "lint/style/noRestrictedGlobals"],
  ["guessable-randomness", "export const id = Math.random();", "plugin"],
  ["console", 'console.log("x");', "lint/suspicious/noConsole"],
  ["any", "export const x: any = 1;", "lint/suspicious/noExplicitAny"],
  ["default-export", "export default 1;", "lint/style/noDefaultExport"],
] as const;

test.each(banned)("the core may not use %s", (what, _source, rule) => {
  expect(reported.get(`src-shared/exchange/${what}.ts`)).toContain(rule);
});

test("only ipc.ts speaks with the window", () => {
  const speaking = readdirSync("src-main/app").filter((name) => /\bipcMain\b|\.send\(/.test(readFileSync(join("src-main/app", name), "utf8")));
  expect(speaking).toEqual(["ipc.ts"]);
});

test.each([
  ["shared", "export const id = process.pid;", "TS2591"],
  ["shared", 'import { readFileSync } from "node:fs";\nreadFileSync("");', "TS2591"],
  ["shared", "export const page = document.title;", "TS2584"],
  ["main", "export const page = document.title;", "TS2584"],
  ["main", "export enum Colour { Red }", "TS1294"],
  ["renderer", "export const id = process.pid;", "TS2591"],
  ["renderer", 'import { readFileSync } from "node:fs";\nreadFileSync("");', "TS2591"],
])("the compiler's %s project refuses %s", (project, source, code) => {
  const folder = join(tree, `compile-${project}-${code}-${source.length}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "probe.ts"), `${source}\n`);
  const config = { extends: resolve(`tsconfig.${project}.json`), include: ["probe.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  expect(spawnSync("tsc", ["--project", folder], { encoding: "utf8" }).stdout).toContain(code);
});
