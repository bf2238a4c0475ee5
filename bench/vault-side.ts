// One computer of the transfer benchmarks: a process with a vault of its own that answers JSON lines. Prints figures, never content.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { brotli } from "../src-main/platform/compression.ts";
import { nodeCredentialKeys } from "../src-main/platform/credential-keys.ts";
import { nodePrimitives } from "../src-main/platform/primitives.ts";
import { createSqliteVault, openSqliteVault } from "../src-main/platform/sqlite-vault.ts";
import { systemClock } from "../src-main/platform/system-clock.ts";
import { connectTcp, listenTcp } from "../src-main/platform/tcp.ts";
import { ExchangeService } from "../src-main/services/exchange.ts";
import { exportSnapshot } from "../src-main/services/export-source.ts";
import type { Channel } from "../src-shared/exchange/channel.ts";
import { packed } from "../src-shared/exchange/packing.ts";
import type { Observer } from "../src-shared/exchange/ports.ts";
import type { Receipt } from "../src-shared/exchange/receipt.ts";
import type { Vault } from "../src-shared/vault/model.ts";
import { createVault, openVault, unlockWithPassphrase } from "../src-shared/vault/open-vault.ts";
import type { RecordStore, VaultPorts } from "../src-shared/vault/ports.ts";
import { fillVault } from "./generate-vault.ts";
import { passphrase, quickKdf } from "./quick-vault.ts";

type Command =
  | { readonly do: "create"; readonly folder: string; readonly items: number; readonly files?: boolean }
  | { readonly do: "open"; readonly folder: string }
  | { readonly do: "receive" }
  /** `claims`: bytes a second the link is to say it carries. `reading`: milliseconds the owner takes over the review. */
  | { readonly do: "send"; readonly port: number; readonly claims?: number; readonly reading?: number }
  | { readonly do: "weigh" }
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

async function create({ folder, items, files = true }: Extract<Command, { do: "create" }>): Promise<void> {
  vault?.close();
  vault = (await createVault(ports(createSqliteVault(folder)), { provider: "passphrase", passphrase: passphrase() })).vault;
  if (items > 0) fillVault(vault, items, { files });
  say({ created: items });
}

async function open(folder: string): Promise<void> {
  const opened = ports(openSqliteVault(folder));
  vault = openVault(opened, await unlockWithPassphrase(opened, passphrase()));
  say({ opened: folder });
}

function service(): ExchangeService {
  return new ExchangeService(
    { primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, compression: brotli, clock, deviceName: "bench" },
    vault as Vault,
  );
}

type Start = { readonly at: number; readonly processor: NodeJS.CpuUsage };
const start = (): Start => ({ at: performance.now(), processor: process.cpuUsage() });

/** `processor`: milliseconds of it that this side used, on all its threads. */
function tell({ proven, counts, acknowledged }: Receipt, { at, processor }: Start, more: object = {}): void {
  const { user, system } = process.cpuUsage(processor);
  say({ milliseconds: performance.now() - at, processor: (user + system) / 1000, proven, items: counts.items, acknowledged, ...more });
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

/** `held`: from the approval until the other side has all of the payload. */
async function send({ port, claims, reading = 0 }: Extract<Command, { do: "send" }>): Promise<void> {
  const started = start();
  const channel = await connectTcp("127.0.0.1", port);
  const moments = { approved: 0, held: 0 };
  const owner = {
    enterCode: async () => (await command<Extract<Command, { do: "code" }>>()).digits,
    approveExport: async () => {
      await setTimeout(reading);
      moments.approved = performance.now();
      return true;
    },
  };
  const { observer } = traced();
  const state = (name: string) => {
    if (name === "sealing-key") moments.held = performance.now();
    observer?.state?.(name);
  };
  const receipt = await service().exportTo({ channel: claiming(channel, claims), owner, selection: { by: "all" }, observer: { state } });
  tell(receipt, started, { held: moments.held - moments.approved, approved: performance.now() - moments.approved });
}

function claiming(channel: Channel, rate: number | undefined): Channel {
  if (rate === undefined) return channel;
  const { kind, chunkSize } = channel;
  return { kind, chunkSize, knownRate: rate, send: (frame) => channel.send(frame), frames: () => channel.frames(), close: () => channel.close() };
}

/** Bytes of the payload as it is and packed, without padding. */
function weigh(): void {
  const entries = () => exportSnapshot(vault as Vault, { refs: undefined, types: undefined, stays: [], now: clock.now() }).entries();
  const sum = (parts: Iterable<Uint8Array>) => [...parts].reduce((total, { length }) => total + length, 0);
  say({ plain: sum(entries()), packed: sum(packed(entries(), brotli)) });
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
  if (next.do === "create") await create(next);
  else if (next.do === "open") await open(next.folder);
  else if (next.do === "receive") await receive();
  else if (next.do === "send") await send(next);
  else if (next.do === "weigh") weigh();
  else if (next.do === "peak") say({ mebibytes: Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024 });
}
