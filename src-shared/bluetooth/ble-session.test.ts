// A whole transfer over a simulated air: the session does not notice what the radio does to it.

import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { smallContent } from "../../e2e/harness/two-computers.ts";
import { nodeCredentialKeys } from "../../src-main/platform/credential-keys.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import type { CredentialKeys } from "../crypto/primitives.ts";
import { exportCredentials } from "../exchange/export-credentials.ts";
import { importCredentials } from "../exchange/import-credentials.ts";
import type { Weather } from "../testing/air.ts";
import { channelsOnAir } from "../testing/ble-channels.ts";
import { FakeOwners } from "../testing/fake-owner.ts";
import { MemoryVault } from "../testing/memory-vault.ts";
import { fakeDevice } from "../testing/two-computers.ts";
import type { BluetoothRole } from "./ports.ts";

/** States in which a side is at work on its own, for a while on another thread: the clock must not run on meanwhile. */
const AT_WORK = new Set(["requesting", "sealing-key", "opening-key"]);

/** The product's keys, what hears of a side's states, and a turn that lasts until what either does on another thread is done. */
function patience() {
  let open = 0;
  const states = new Map<string, string>();
  const counted = async <T>(work: Promise<T>): Promise<T> => {
    open++;
    try {
      return await work;
    } finally {
      open--;
    }
  };
  const keys: CredentialKeys = {
    algorithm: (pkcs8) => nodeCredentialKeys.algorithm(pkcs8),
    sign: (pkcs8, message) => counted(nodeCredentialKeys.sign(pkcs8, message)),
    verify: (pkcs8, message, signature) => counted(nodeCredentialKeys.verify(pkcs8, message, signature)),
  };
  const turn = async () => {
    do await setImmediate();
    while (open > 0 || [...states.values()].some((state) => AT_WORK.has(state)));
  };
  return { keys, turn, observing: (side: string) => ({ state: (state: string) => void states.set(side, state) }) };
}

/** Both receipts and the items of both vaults, after `exporter` has sent its vault from one side of the air to the other. */
async function transferred(exporter: BluetoothRole, weather: Weather) {
  const { keys, turn, observing } = patience();
  const on = await channelsOnAir(turn, weather);
  const owner = new FakeOwners();
  const [source, target] = [new MemoryVault(smallContent()), new MemoryVault()];
  const common = (name: string) => ({
    primitives: nodePrimitives,
    clock: on.clock,
    owner,
    identity: fakeDevice(nodePrimitives, name),
    credentialKeys: keys,
    observer: observing(name),
  });
  const [from, to] = exporter === "central" ? [on.central, on.peripheral] : [on.peripheral, on.central];
  const receipts = await on.until(
    Promise.all([
      exportCredentials({ ...common("Old laptop"), channel: from, source: source.source() }),
      importCredentials({ ...common("New laptop"), channel: to, target: target.target() }),
    ]),
  );
  return { receipts, source: itemsIn(source), target: itemsIn(target) };
}

function itemsIn(vault: MemoryVault) {
  return vault.document.accounts.flatMap(({ items }) => items);
}

const STORMY: Weather = {
  latency: 30,
  rate: 40_000,
  loss: 0.1,
  duplicates: 0.1,
  disorder: 33,
  largest: { central: 244, peripheral: 182 },
  oversize: "cut",
};

test.each([
  ["central", "a fair day", { latency: 30, rate: 40_000 }],
  ["peripheral", "a fair day", { latency: 30, rate: 40_000 }],
  ["central", "a storm", STORMY],
  ["peripheral", "a storm", STORMY],
] as const)("the vault of the %s arrives whole on %s, and both know", async (exporter, _, weather) => {
  const { receipts, source, target } = await transferred(exporter, weather);
  const answers = receipts.map(({ safeToCloseOldService }) => safeToCloseOldService.answer);
  expect([answers, target]).toEqual([["yes", "yes"], source]);
});
