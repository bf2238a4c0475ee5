// Whole transfers with a packed payload, and those that lie about one. docs/protocol.md §7.1

import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { smallSetting } from "../../e2e/harness/two-computers.ts";
import { brotli } from "../../src-main/platform/compression.ts";
import { nodeCredentialKeys } from "../../src-main/platform/credential-keys.ts";
import { rehearsalDocument } from "../cxf/rehearsal-document.ts";
import { Liar, type Lies } from "../testing/liar.ts";
import { MemoryVault } from "../testing/memory-vault.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { type Outcome, type Setting, transferBetween } from "../testing/two-computers.ts";
import { documentOf, loginItem } from "../testing/vault-fixture.ts";

const SLOW = 1000;
const EMPTY = new MemoryVault().digest();

function transferred(setting: Partial<Setting> = {}): Promise<Outcome> {
  return transferBetween({
    primitives: { exporter: noblePrimitives(seededRandom("exporter")), importer: noblePrimitives(seededRandom("importer")) },
    credentialKeys: nodeCredentialKeys,
    turn: () => setImmediate(),
    content: rehearsalDocument(),
    compression: { exporter: brotli, importer: brotli },
    rate: SLOW,
    ...setting,
  });
}

const sentBytes = ({ frames }: Outcome) =>
  frames.filter(({ from, state }) => from === "exporter" && state === "sending").reduce((sum, { frame }) => sum + frame.length, 0);

describe("over a slow link", () => {
  it("everything arrives as it was, and is proven", async () => {
    const { exporter, source, target } = await transferred();
    const { counts, proven } = exporter.receipt ?? {};
    expect([exporter.states.includes("weighing"), proven, target.document.accounts, target.files]).toEqual([
      true,
      counts?.items,
      source.document.accounts,
      source.files,
    ]);
  });

  it("the payload is smaller than without a compressor", async () => {
    const document = documentOf(Array.from({ length: 100 }, (_, i) => loginItem(`login ${i}`)));
    const sent = async (compression: NonNullable<Setting["compression"]>) => sentBytes(await transferred({ content: { document, files: [] }, compression }));
    expect(await sent({ exporter: brotli, importer: brotli })).toBeLessThan(0.5 * (await sent({})));
  });

  it("nothing is packed for an importer that has nothing to unpack with", async () => {
    const { exporter, importer } = await transferred({ compression: { exporter: brotli } });
    expect([exporter.states.includes("weighing"), importer.error]).toEqual([false, undefined]);
  });
});

it("over a network the link is measured first, and a fast one carries the payload as it is", async () => {
  const { rate: _, ...setting } = { ...smallSetting(), kind: "lan", compression: { exporter: brotli, importer: brotli }, rate: SLOW } as const;
  const { exporter, importer } = await transferBetween(setting);
  expect([exporter.states.includes("measuring"), exporter.states.includes("weighing"), importer.error]).toEqual([true, false, undefined]);
});

describe("an importer ends the transfer, its vault unchanged,", () => {
  async function importerAfter(lies: Lies, setting: Partial<Setting> = {}): Promise<readonly [code: string | undefined, unchanged: boolean]> {
    const liar = new Liar("exporter", noblePrimitives(seededRandom("exporter")), lies);
    const primitives = { exporter: liar.primitives, importer: noblePrimitives(seededRandom("importer")) };
    const { importer, target } = await transferred({ ...setting, primitives, tamper: (ends) => ({ ...ends, exporter: liar.channel(ends.exporter) }) });
    return [importer.error?.code, target.digest() === EMPTY];
  }

  it("when it is asked for more probes than tell anything", async () => {
    const probe = { name: "probe", filling: new Uint8Array(256) } as const;
    const lies: Lies = {
      say: (message) => (message.name === "start" ? [...Array.from({ length: 7 }, () => probe), message] : [message]),
      hear: (message) => message,
    };
    expect(await importerAfter(lies)).toEqual(["counterpart.protocol-violation", true]);
  });

  it("when a payload is packed that it did not ask for", async () => {
    const lies: Lies = { say: (message) => [message.name === "start" ? { ...message, packing: 1 } : message] };
    expect(await importerAfter(lies, { compression: {} })).toEqual(["counterpart.protocol-violation", true]);
  });

  it("when there are blocks in a payload that is not packed", async () => {
    const lies: Lies = { say: (message) => [message.name === "start" ? { ...message, packing: undefined } : message] };
    expect(await importerAfter(lies)).toEqual(["format.malformed", true]);
  });

  it("when a link is probed after the payload began", async () => {
    const lies: Lies = { say: (message) => (message.name === "start" ? [message, { name: "probe", filling: new Uint8Array(1) }] : [message]) };
    expect(await importerAfter(lies)).toEqual(["counterpart.protocol-violation", true]);
  });
});
