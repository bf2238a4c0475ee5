// A man in the middle with keys of his own on both sides: he relays, he types what he can see, and he gets nothing. docs/security.md

import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { smallContent } from "../../e2e/harness/two-computers.ts";
import { nodeCredentialKeys } from "../../src-main/platform/credential-keys.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { toExchangeError } from "../errors.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { FakeOwners } from "../testing/fake-owner.ts";
import { memoryChannels } from "../testing/memory-channel.ts";
import { MemoryVault } from "../testing/memory-vault.ts";
import { fakeDevice } from "../testing/two-computers.ts";
import { exportCredentials } from "./export-credentials.ts";
import { importCredentials } from "./import-credentials.ts";
import type { ExportSource, PairingMode } from "./ports.ts";

const code = (transfer: Promise<unknown>) =>
  transfer.then(
    () => "done",
    (thrown: unknown) => toExchangeError(thrown).code as string,
  );

/** The two victims each pair with the attacker: the person types what the true importer shows into the true exporter. */
async function attackedPair(mode: PairingMode, attackerTypes: (shown: string) => string) {
  const clock = new FakeClock();
  const [exporterLink, attackerAsImporter] = memoryChannels();
  const [attackerAsExporter, importerLink] = memoryChannels();
  const victims = new FakeOwners();
  const attacker = new FakeOwners({ types: () => attackerTypes(victims.code) });
  attacker.showCode("", mode);
  const target = new MemoryVault();
  const stolen = new MemoryVault();
  let read = false;
  const source: ExportSource = {
    snapshot(types) {
      read = true;
      return new MemoryVault(smallContent()).source().snapshot(types);
    },
  };
  const common = { primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, clock };
  const device = (name: string) => fakeDevice(nodePrimitives, name);
  const ends = Promise.all([
    code(exportCredentials({ ...common, channel: exporterLink, identity: device("Old"), owner: victims, source })),
    code(importCredentials({ ...common, channel: importerLink, identity: device("New"), owner: victims, target: target.target(), mode })),
    code(importCredentials({ ...common, channel: attackerAsImporter, identity: device("New"), owner: attacker, target: stolen.target(), mode })),
    code(
      exportCredentials({ ...common, channel: attackerAsExporter, identity: device("Old"), owner: attacker, source: new MemoryVault(smallContent()).source() }),
    ),
  ]);
  let open = true;
  void ends.finally(() => {
    open = false;
  });
  while (open) {
    await setImmediate();
    clock.advance(0);
  }
  const [exporter, importer] = await ends;
  return { exporter, importer, read, stolen: stolen.document.accounts.length };
}

it("with screens: the code of the true importer does not fit at the exporter, which reads nothing of its vault", async () => {
  const { exporter, read, stolen } = await attackedPair("screens", (shown) => shown);
  expect({ exporter, read, stolen }).toEqual({ exporter: "pairing.wrong-code", read: false, stolen: 0 });
});

it("with a code read out: nobody who does not know it gets past FINISHED, and nothing of the vault is read", async () => {
  const { exporter, importer, read, stolen } = await attackedPair("phone", () => "0000-0000");
  expect({ exporter, importer, read, stolen }).toEqual({ exporter: "pairing.wrong-code", importer: "pairing.wrong-code", read: false, stolen: 0 });
});
