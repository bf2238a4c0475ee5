// One of two computers that have a network and Bluetooth: a process with a vault, real TCP, the real noble or bleno on an emulated controller,
// and the product above them. The sender's links break again and again. It says in JSON lines how it goes and ends with its input.
// node migrating-computer.ts OPTIONS (as JSON)

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { blenoPeripheral } from "../../src-main/platform/bluetooth/bleno-peripheral.ts";
import { noCentral, noPeripheral } from "../../src-main/platform/bluetooth/no-bluetooth.ts";
import { nobleCentral } from "../../src-main/platform/bluetooth/noble-central.ts";
import { nodeCredentialKeys } from "../../src-main/platform/credential-keys.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { systemClock } from "../../src-main/platform/system-clock.ts";
import { connectTcp, listenTcp } from "../../src-main/platform/tcp.ts";
import { DestinationService } from "../../src-main/services/destinations.ts";
import { ExchangeService } from "../../src-main/services/exchange.ts";
import { Accepting } from "../../src-main/services/links/accepting.ts";
import { ExporterLinks } from "../../src-main/services/links/exporter-links.ts";
import { reach } from "../../src-main/services/reach.ts";
import { toExchangeError } from "../../src-shared/errors.ts";
import type { LinkKind } from "../../src-shared/exchange/channel.ts";
import type { ExportOwner, ImportOwner } from "../../src-shared/exchange/ports.ts";
import type { Receipt } from "../../src-shared/exchange/receipt.ts";
import { openBleVault } from "./ble-vault.ts";
import { DroppedLinks } from "./dropped-links.ts";
import { installController } from "./hci-controller.ts";

export type MigratingComputer = {
  readonly does: "send" | "receive";
  readonly vault: string;
  /** Of btvirt. */
  readonly socket: string;
  readonly seed: string;
  /** Drops that are forced in all. */
  readonly drops: number;
};

const { does, vault: folder, socket, seed, drops } = JSON.parse(process.argv[2] ?? "") as MigratingComputer;
const say = (event: string, members: object = {}) => void process.stdout.write(`${JSON.stringify({ event, ...members })}\n`);
const lines = createInterface({ input: process.stdin });
lines.once("close", () => process.exit());
const told = lines[Symbol.asyncIterator]();
const nextLine = async () => String((await told.next()).value);

const clock = systemClock();
installController({ socket });
keepNobleAlive();
const vault = await openBleVault(folder);
const service = new ExchangeService({ primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, clock, deviceName: does }, vault);
const onCarrier = (kind: LinkKind | undefined) => say("carried", { kind: kind ?? "none" });
const asked = async (what: string) => {
  say("asked", { what });
  return true;
};

/** noble's own HCI, which no system of the product uses, ends the process when it has a packet for a connection that was just lost. */
function keepNobleAlive(): void {
  type Hci = { _aclConnections: Map<number, unknown>; _aclQueue: { readonly handle: number }[]; flushAcl(): Promise<void> };
  const { prototype } = createRequire(import.meta.url)("@abandonware/noble/lib/hci-socket/hci.js") as { readonly prototype: Hci };
  const flush = prototype.flushAcl;
  prototype.flushAcl = function () {
    this._aclQueue = this._aclQueue.filter(({ handle }) => this._aclConnections.has(handle));
    return flush.call(this);
  };
}

function end({ proven, counts, digest, acknowledged, safeToCloseOldService }: Receipt, members: object = {}): void {
  vault.close();
  say("receipt", { proven, items: counts.items, digest, acknowledged, safe: safeToCloseOldService.answer, ...members });
}

async function receive(): Promise<void> {
  const lan = { connect: connectTcp, listen: () => listenTcp({ host: "127.0.0.1" }) };
  const bluetooth = { central: noCentral("bluetooth.unavailable"), peripheral: blenoPeripheral({ clock }) };
  const accepting = await Accepting.open({ lan, bluetooth, clock, primitives: nodePrimitives }, { onCarrier });
  await accepting.offered();
  say("listening", { id: accepting.id, visibility: accepting.visibility });
  const owner: ImportOwner = {
    showCode: (digits) => say("code", { digits }),
    confirmCodesMatch: () => asked("match"),
    approveImport: () => asked("import"),
    reviewMerge: async () => () => "keep-both",
  };
  const channel = await accepting.next();
  accepting.paired(channel.kind);
  end(await service.importFrom({ channel, owner, links: accepting.links }));
  accepting.close();
}

async function send(): Promise<void> {
  const dropped = new DroppedLinks(seed, drops);
  const central = dropped.central(nobleCentral({ clock }));
  const bluetooth = { central, peripheral: noPeripheral("bluetooth.no-peripheral-role") };
  const lan = { connect: dropped.connect, listen: () => listenTcp({ host: "127.0.0.1" }) };
  const id = await nextLine();
  const ports = { lan, bluetooth, clock, onCarrier, destinations: new DestinationService({ central, clock }) };
  const links = new ExporterLinks(ports, await reach(ports, { id }, new AbortController().signal));
  const owner: ExportOwner = {
    enterCode: async () => {
      await asked("code");
      return nextLine();
    },
    approveExport: async ({ estimate }) => {
      say("estimated", estimate);
      dropped.start();
      return asked("export");
    },
  };
  end(await service.exportTo({ channel: links.channel, links, owner, selection: { by: "all" } }), { dropped: dropped.dropped });
  links.close();
}

try {
  await { send, receive }[does]();
} catch (thrown) {
  const { code, detail } = toExchangeError(thrown);
  say("failed", { code, detail });
  process.exit(1);
}
