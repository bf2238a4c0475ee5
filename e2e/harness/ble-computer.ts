// One of two computers that have nothing but Bluetooth: a process with a vault, the real noble or bleno on an emulated controller or BlueZ on
// what this computer has, and the product above them. It says in JSON lines how it goes and ends with its input. node ble-computer.ts OPTIONS (as JSON)

import { createInterface } from "node:readline";
import type * as Noble from "@abandonware/noble";
import { blenoPeripheral } from "../../src-main/platform/bluetooth/bleno-peripheral.ts";
import { bluezCentral } from "../../src-main/platform/bluetooth/bluez-central.ts";
import { bluezPeripheral } from "../../src-main/platform/bluetooth/bluez-peripheral.ts";
import { noCentral, noPeripheral } from "../../src-main/platform/bluetooth/no-bluetooth.ts";
import { nobleCentral } from "../../src-main/platform/bluetooth/noble-central.ts";
import { brotli } from "../../src-main/platform/compression.ts";
import { nodeCredentialKeys } from "../../src-main/platform/credential-keys.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { systemClock } from "../../src-main/platform/system-clock.ts";
import { DestinationService } from "../../src-main/services/destinations.ts";
import { ExchangeService } from "../../src-main/services/exchange.ts";
import { Accepting } from "../../src-main/services/links/accepting.ts";
import { ExporterLinks } from "../../src-main/services/links/exporter-links.ts";
import { reach } from "../../src-main/services/reach.ts";
import { hex } from "../../src-shared/bytes.ts";
import { toExchangeError } from "../../src-shared/errors.ts";
import type { LinkKind } from "../../src-shared/exchange/channel.ts";
import type { ExportOwner, ImportOwner } from "../../src-shared/exchange/ports.ts";
import type { Receipt } from "../../src-shared/exchange/receipt.ts";
import type { BleComputer } from "./ble-process.ts";
import { openBleVault } from "./ble-vault.ts";
import { installController } from "./hci-controller.ts";

/** Of every computer with Bluetooth, by their assigned numbers. */
const [GENERIC_ACCESS, DEVICE_NAME] = ["1800", "2a00"];

const { does, vault: folder, radio } = JSON.parse(process.argv[2] ?? "") as BleComputer;
const say = (event: string, members: object = {}) => process.stdout.write(`${JSON.stringify({ event, ...members })}\n`);
const lines = createInterface({ input: process.stdin });
lines.once("close", () => process.exit());
const told = lines[Symbol.asyncIterator]();
const nextLine = async () => String((await told.next()).value);

const clock = systemClock();
const bluez = "adapter" in radio;
const faults = bluez ? () => undefined : installController(radio, (bytes) => say("aired", { hex: hex(bytes) }));
const central = () => (bluez ? bluezCentral({ clock, adapter: radio.adapter }) : nobleCentral({ clock }));
const peripheral = () => (bluez ? bluezPeripheral({ clock, adapter: radio.adapter }) : blenoPeripheral({ clock }));
const onCarrier = (kind: LinkKind | undefined) => void say("carried", { kind });

async function transferring(): Promise<{ readonly service: ExchangeService; readonly end: (receipt: Receipt) => void }> {
  const vault = await openBleVault(folder);
  const ports = { primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, compression: brotli, clock, deviceName: does };
  const end = ({ proven, counts, outcomes, acknowledged, safeToCloseOldService }: Receipt) => {
    vault.close();
    say("receipt", { proven, counts, outcomes, acknowledged, safe: safeToCloseOldService.answer, faults: faults() });
  };
  return { service: new ExchangeService(ports, vault), end };
}

async function receive(): Promise<void> {
  const { service, end } = await transferring();
  const bluetooth = { central: noCentral("bluetooth.unavailable"), peripheral: peripheral() };
  const accepting = await Accepting.open({ bluetooth, clock, primitives: nodePrimitives }, { onCarrier });
  await accepting.offered();
  say("listening", { id: accepting.id, visibility: accepting.visibility });
  const owner: ImportOwner = {
    showCode: (digits) => void say("code", { digits }),
    confirmCodesMatch: async () => true,
    approveImport: async () => true,
    reviewMerge: async () => () => "keep-both",
  };
  const channel = await accepting.next();
  accepting.paired(channel.kind);
  end(await service.importFrom({ channel, owner, links: accepting.links }));
  accepting.close();
}

async function send(): Promise<void> {
  const { service, end } = await transferring();
  const bluetooth = { central: central(), peripheral: noPeripheral("bluetooth.no-peripheral-role") };
  const id = await nextLine();
  const never = new AbortController().signal;
  const links = new ExporterLinks(
    { bluetooth, clock, onCarrier },
    await reach({ bluetooth, clock, destinations: new DestinationService({ central: bluetooth.central, clock }) }, { id }, never),
  );
  const owner: ExportOwner = {
    enterCode: async () => {
      say("asked");
      return nextLine();
    },
    approveExport: async ({ estimate }) => {
      say("estimated", { ...estimate });
      return true;
    },
  };
  const state = (name: string) => {
    if (name === "sealing-key") say("held");
  };
  end(await service.exportTo({ channel: links.channel, links, owner, selection: { by: "all" }, observer: { state } }));
  links.close();
}

async function look(): Promise<void> {
  const onSeen = ({ id, rssi }: { readonly id: string; readonly rssi?: number }) => void say("seen", { id, rssi });
  central().scan(onSeen, ({ code }) => void say("trouble", { code }));
  const noble = ((await import("@abandonware/noble")) as unknown as { readonly default: typeof Noble }).default;
  const first = await new Promise<Noble.Peripheral>((resolve) => noble.once("discover", resolve));
  await first.connectAsync();
  const { characteristics } = await first.discoverSomeServicesAndCharacteristicsAsync([GENERIC_ACCESS], [DEVICE_NAME]);
  say("named", { name: (await characteristics[0]?.readAsync())?.toString(), advertised: first.advertisement.localName });
  await first.disconnectAsync();
  await new Promise(() => {});
}

try {
  await { send, receive, look }[does]();
} catch (thrown) {
  const { code, detail } = toExchangeError(thrown);
  say("failed", { code, detail });
  process.exit(1);
}
