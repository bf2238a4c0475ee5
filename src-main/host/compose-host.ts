// The wiring that every program of this computer shares: which adapter stands behind each port on this computer.

import { hostname } from "node:os";
import type { Bluetooth } from "../../src-shared/bluetooth/ports.ts";
import type { Discovery } from "../../src-shared/exchange/discovery.ts";
import type { Presence } from "../../src-shared/presence/presence.ts";
import type { KeyHardware, KeyStore } from "../../src-shared/vault/ports.ts";
import { systemBluetooth } from "../platform/bluetooth/system-bluetooth.ts";
import { brotli } from "../platform/compression.ts";
import { nodeCredentialKeys } from "../platform/credential-keys.ts";
import { devicePasskeys } from "../platform/device-passkeys.ts";
import { firewall } from "../platform/firewall/firewall.ts";
import { keytarKeyStore } from "../platform/keystore-keytar.ts";
import { systemDiscovery } from "../platform/mdns/system-discovery.ts";
import { migratePorts } from "../platform/migrate-ports.ts";
import { guardedSecret } from "../platform/native.ts";
import { bindMulticastPort, interfaces, listen, multicast } from "../platform/network-probes.ts";
import { argon2id } from "../platform/passphrase-kdf.ts";
import { nodePrimitives } from "../platform/primitives.ts";
import { defaultRoute, neighbour, routeTo, tryConnection } from "../platform/routes.ts";
import { memory, origin, readableByOthers, screen } from "../platform/self-test-probes.ts";
import { createSqliteVault, openSqliteVault } from "../platform/sqlite-vault.ts";
import { systemClock } from "../platform/system-clock.ts";
import { systemHardware } from "../platform/system-hardware.ts";
import { systemPresence } from "../platform/system-presence.ts";
import { connectTcp, listenTcp } from "../platform/tcp.ts";
import type { DoctorProbes } from "../services/doctor.ts";
import type { ExchangePorts } from "../services/exchange.ts";
import type { Lan } from "../services/links/ports.ts";
import { MigrationService } from "../services/migration.ts";
import type { SelfTestProbes } from "../services/self-test.ts";
import { VaultService } from "../services/vaults.ts";

export type Host = {
  readonly exchange: ExchangePorts;
  readonly discovery: Discovery;
  readonly lan: Lan;
  readonly bluetooth: Bluetooth;
  readonly keyStore: KeyStore;
  /** What this computer has to keep a key in, the preferred one first. */
  readonly hardware: readonly KeyHardware[];
  /** The system's prompt. */
  readonly presence: Presence;
  readonly vaults: VaultService;
  readonly migration: MigrationService;
  readonly probes: DoctorProbes;
  readonly selfTest: SelfTestProbes;
};

/** Characters of a name that another computer is told. */
const NAME_LENGTH = 64;

export type HostOptions = {
  /** What other computers are told; this one's host name when absent. */
  readonly deviceName?: string;
  /** The prompt of a program that has a better one than its system gives every program. */
  readonly presence?: Presence;
};

export function composeHost({ deviceName = hostname(), presence = systemPresence() }: HostOptions = {}): Host {
  const primitives = nodePrimitives;
  const clock = systemClock();
  const keyStore = keytarKeyStore({ service: "app.keyferry" });
  const { hardware, identityHardware } = systemHardware();
  const bluetooth = systemBluetooth(clock);
  return {
    exchange: {
      primitives,
      credentialKeys: nodeCredentialKeys,
      compression: brotli,
      ...(identityHardware && { identityHardware }),
      clock,
      deviceName: deviceName.slice(0, NAME_LENGTH),
      devicePasskeys: { list: () => devicePasskeys() },
    },
    discovery: systemDiscovery(),
    lan: { connect: (host, port, options) => connectTcp(host, port, { ...options, clock }), listen: (options) => listenTcp({ ...options, clock }) },
    bluetooth,
    keyStore,
    hardware,
    presence,
    vaults: new VaultService({
      primitives,
      clock,
      passphraseKdf: argon2id,
      keyStore,
      hardware,
      guard: guardedSecret,
      presence,
      createStore: createSqliteVault,
      openStore: openSqliteVault,
    }),
    migration: new MigrationService({ primitives, clock, migrate: migratePorts(primitives) }),
    probes: {
      interfaces,
      defaultRoute,
      routeTo,
      neighbour,
      tryConnection,
      listen,
      firewall,
      bindMulticastPort,
      multicast,
      bluetooth: async () => {
        const [central, peripheral] = await Promise.all([bluetooth.central.state(), bluetooth.peripheral.state()]);
        return { central, peripheral };
      },
      keyStore: () => keyStore.state("keyferry-probe").catch(() => "unavailable" as const),
    },
    selfTest: { memory, readableByOthers, screen, origin },
  };
}
