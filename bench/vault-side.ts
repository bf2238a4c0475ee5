// One computer of the transfer benchmarks: a process with a vault of its own that answers JSON lines. Prints figures, never content.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { nodeCredentialKeys } from "../src-main/platform/credential-keys.ts";
import { nodePrimitives } from "../src-main/platform/primitives.ts";
import { createSqliteVault, openSqliteVault } from "../src-main/platform/sqlite-vault.ts";
import { systemClock } from "../src-main/platform/system-clock.ts";
import { connectTcp, listenTcp } from "../src-main/platform/tcp.ts";
import { ExchangeService } from "../src-main/services/exchange.ts";
import type { Observer } from "../src-shared/exchange/ports.ts";
import type { Receipt } from "../src-shared/exchange/receipt.ts";
import type { Vault } from "../src-shared/vault/model.ts";
import { createVault, openVault, unlockWithPassphrase } from "../src-shared/vault/open-vault.ts";
import type { RecordStore, VaultPorts } from "../src-shared/vault/ports.ts";
import { fillVault } from "./generate-vault.ts";
import { passphrase, quickKdf } from "./quick-vault.ts";

type Command =
  | { readonly do: "create"; readonly folder: string; readonly items: number }
  | { readonly do: "open"; readonly folder: string }
  | { readonly do: "receive" }
  | { readonly do: "send"; readonly port: number }
  | { readonly do: "code"; readonly digits: string }
  | { readonly do: "peak" };

const clock = systemClock();
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);
const listener = await listenTcp({ host: "127.0.0.1" });
let vault: Vault | undefined;

function ports(store: RecordStore): VaultPorts {
  return { primitives: nodePrimitives, clock, store, passphraseKdf: quickKdf };
}

async function create(folder: string, items: number): Promise<void> {
  vault?.close();
  vault = (await createVault(ports(createSqliteVault(folder)), { provider: "passphrase", passphrase: passphrase() })).vault;
  if (items > 0) fillVault(vault, items);
  say({ created: items });
}

async function open(folder: string): Promise<void> {
  const opened = ports(openSqliteVault(folder));
  vault = openVault(opened, await unlockWithPassphrase(opened, passphrase()));
  say({ opened: folder });
}

function service(): ExchangeService {
  return new ExchangeService({ primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, clock, deviceName: "bench" }, vault as Vault);
}

type Start = { readonly at: number; readonly processor: NodeJS.CpuUsage };
const start = (): Start => ({ at: performance.now(), processor: process.cpuUsage() });

/** `processor`: milliseconds of it that this side used, on all its threads. */
function tell({ proven, counts, acknowledged }: Receipt, { at, processor }: Start): void {
  const { user, system } = process.cpuUsage(processor);
  say({ milliseconds: performance.now() - at, processor: (user + system) / 1000, proven, items: counts.items, acknowledged });
}

async function receive(): Promise<void> {
  say({ port: listener.port });
  const channel = await listener.next();
  const started = start();
  const owner = {
    showCode: (digits: string) => void say({ digits }),
    confirmCodesMatch: async () => true,
    approveImport: async () => true,
    reviewMerge: async () => () => "keep-both" as const,
  };
  tell(await service().importFrom({ channel, owner, ...traced() }), started);
}

async function send(port: number): Promise<void> {
  const started = start();
  const channel = await connectTcp("127.0.0.1", port);
  const enterCode = async () => (await command<Extract<Command, { do: "code" }>>()).digits;
  tell(await service().exportTo({ channel, owner: { enterCode, approveExport: async () => true }, selection: { by: "all" }, ...traced() }), started);
}

/** KEYFERRY_BENCH_TRACE=1 prints when each state was reached and what memory was held, for finding where time and memory go. */
function traced(): { readonly observer?: Observer } {
  if (process.env.KEYFERRY_BENCH_TRACE === undefined) return {};
  const started = performance.now();
  let last = "";
  const state = (name: string) => {
    if (name === last) return;
    last = name;
    const { rss, heapUsed, external } = process.memoryUsage();
    const figures = [performance.now() - started, rss / 2 ** 20, heapUsed / 2 ** 20, external / 2 ** 20].map((figure) => figure.toFixed(0));
    process.stderr.write(`${process.argv[2] ?? ""} ${name}: ${figures[0]} ms, resident ${figures[1]}, heap ${figures[2]}, external ${figures[3]} MiB\n`);
  };
  return { observer: { state } };
}

async function command<C extends Command>(): Promise<C> {
  const line = await lines.next();
  if (line.done) process.exit(0);
  return JSON.parse(line.value) as C;
}

for (;;) {
  const next = await command();
  if (next.do === "create") await create(next.folder, next.items);
  else if (next.do === "open") await open(next.folder);
  else if (next.do === "receive") await receive();
  else if (next.do === "send") await send(next.port);
  else if (next.do === "peak") say({ mebibytes: Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024 });
}
