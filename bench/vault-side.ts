// One computer of the transfer benchmarks: a process with a vault of its own that answers JSON lines. Prints figures, never content.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { nodeCredentialKeys } from "../src-main/platform/credential-keys.ts";
import { argon2id } from "../src-main/platform/passphrase-kdf.ts";
import { nodePrimitives } from "../src-main/platform/primitives.ts";
import { createSqliteVault } from "../src-main/platform/sqlite-vault.ts";
import { systemClock } from "../src-main/platform/system-clock.ts";
import { connectTcp, listenTcp } from "../src-main/platform/tcp.ts";
import { ExchangeService } from "../src-main/services/exchange.ts";
import type { Receipt } from "../src-shared/exchange/receipt.ts";
import { createVault, passphraseSecret } from "../src-shared/vault/open-vault.ts";
import type { Vault } from "../src-shared/vault/model.ts";
import { fillVault } from "./generate-vault.ts";

type Command =
  | { readonly do: "create"; readonly items: number; readonly files: boolean }
  | { readonly do: "receive" }
  | { readonly do: "send"; readonly port: number }
  | { readonly do: "code"; readonly digits: string }
  | { readonly do: "peak" };

const clock = systemClock();
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);
const listener = await listenTcp({ host: "127.0.0.1" });
const folders: string[] = [];
let vault: Vault | undefined;

async function create(items: number, files: boolean): Promise<void> {
  vault?.close();
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
  folders.push(folder);
  const ports = { primitives: nodePrimitives, clock, store: createSqliteVault(folder), passphraseKdf: argon2id };
  vault = (await createVault(ports, { provider: "passphrase", passphrase: passphraseSecret("a passphrase for benchmarks") })).vault;
  if (items > 0) fillVault(vault, items, { files });
  say({ created: items });
}

function service(): ExchangeService {
  return new ExchangeService({ primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, clock, deviceName: "bench" }, vault as Vault);
}

function tell(receipt: Receipt, started: number): void {
  say({ milliseconds: performance.now() - started, proven: receipt.proven, items: receipt.counts.items, acknowledged: receipt.acknowledged });
}

async function receive(): Promise<void> {
  say({ port: listener.port });
  const channel = await listener.next();
  const started = performance.now();
  const owner = {
    showCode: (digits: string) => void say({ digits }),
    confirmCodesMatch: async () => true,
    approveImport: async () => true,
    reviewMerge: async () => () => "keep-both" as const,
  };
  tell(await service().importFrom({ channel, owner, ...traced() }), started);
}

async function send(port: number): Promise<void> {
  const started = performance.now();
  const channel = await connectTcp("127.0.0.1", port);
  const enterCode = async () => (await command<Extract<Command, { do: "code" }>>()).digits;
  tell(await service().exportTo({ channel, owner: { enterCode, approveExport: async () => true }, selection: { by: "all" }, ...traced() }), started);
}

/** KEYFERRY_BENCH_TRACE=1 prints when each state was reached, for finding where the time goes. */
function traced() {
  if (process.env.KEYFERRY_BENCH_TRACE === undefined) return {};
  const started = performance.now();
  return { observer: { state: (name: string) => process.stderr.write(`${process.argv[2] ?? ""} ${(performance.now() - started).toFixed(0)} ms ${name}\n`) } };
}

async function command<C extends Command>(): Promise<C> {
  const line = await lines.next();
  if (line.done) process.exit(0);
  return JSON.parse(line.value) as C;
}

process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

for (;;) {
  const next = await command();
  if (next.do === "create") await create(next.items, next.files);
  else if (next.do === "receive") await receive();
  else if (next.do === "send") await send(next.port);
  else if (next.do === "peak") say({ mebibytes: Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024 });
}
