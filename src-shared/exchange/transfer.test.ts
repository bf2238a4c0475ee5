// Whole transfers between two vaults in memory: what both people and both vaults get out of them. docs/protocol.md §2

import { expect, it } from "vitest";
import { nodeSetting, smallContent, smallSetting } from "../../e2e/harness/two-computers.ts";
import type { Item } from "../cxf/document.ts";
import { rehearsalDocument } from "../cxf/rehearsal-document.ts";
import { documentToCbor } from "../cxf/to-cbor.ts";
import { MemoryVault } from "../testing/memory-vault.ts";
import { transferBetween } from "../testing/two-computers.ts";
import type { PairingMode } from "./ports.ts";

const wholeVault = { ...nodeSetting, chunkSize: 65_536, content: rehearsalDocument() };
const MODES: readonly PairingMode[] = ["screens", "phone"];

it.each(MODES)("proves every item of every kind, paired by %s", async (mode) => {
  const { exporter } = await transferBetween({ ...wholeVault, mode });
  expect(exporter.receipt).toMatchObject({ proven: 17, acknowledged: true, safeToCloseOldService: { answer: "yes" } });
});

it.each(MODES)("brings the same document and files over, paired by %s", async (mode) => {
  const { source, target } = await transferBetween({ ...wholeVault, mode });
  expect([documentToCbor({ ...target.document, ...heading(source) }), target.files]).toEqual([documentToCbor(source.document), source.files]);
});

it("gives both sides the same receipt, each from its own place", async () => {
  const { exporter, importer } = await transferBetween(wholeVault);
  const { role: _, counterpart: __, items: ___, ...shared } = exporter.receipt ?? fail();
  expect(importer.receipt).toMatchObject(shared);
});

it("does not say that everything is sent while more than is due to be acknowledged next waits on the way", async () => {
  let silenced = false;
  const shown = new Set<string>();
  await transferBetween({
    ...smallSetting(),
    onState: (side, state) => {
      silenced ||= side === "exporter" && state === "sending";
    },
    onProgress: (side, { phase }) => {
      if (side === "exporter") shown.add(phase);
    },
    tamper: ({ exporter, importer }) => ({
      exporter,
      importer: {
        kind: importer.kind,
        chunkSize: importer.chunkSize,
        send: (frame) => (silenced ? Promise.resolve() : importer.send(frame)),
        frames: () => importer.frames(),
        close: () => importer.close(),
      },
    }),
  });
  expect([...shown].at(-1)).toBe("sending");
});

it("shows the code before it is typed, asks the importer twice and the exporter once", async () => {
  const { owners } = await transferBetween(wholeVault);
  expect(owners.asked).toEqual(["code by screens", "enter code", "codes match", "approve import", "approve export"]);
});

it("asks nobody whether codes match when the code was read out", async () => {
  const { owners } = await transferBetween({ ...wholeVault, mode: "phone" });
  expect(owners.asked).toEqual(["code by phone", "enter code", "approve import", "approve export"]);
});

it("leaves no timer behind", async () => {
  const { clock } = await transferBetween(wholeVault);
  expect(clock.pending).toBe(0);
});

it("changes nothing when run again, and proves everything again", async () => {
  const first = await transferBetween(wholeVault);
  const before = first.target.digest();
  const { target, exporter } = await transferBetween({ ...wholeVault, into: first.target });
  expect([target.digest(), exporter.receipt?.proven, exporter.receipt?.outcomes["skipped-duplicate"]]).toEqual([before, 17, 17]);
});

it("lets the importing owner decide conflicts, and does not call a refused item proven", async () => {
  const into = new MemoryVault(renamed("Another title"));
  const { exporter, owners } = await transferBetween(smallSetting({ into, temper: { decides: "keep-mine" } }));
  expect([owners.plan?.conflicts.length, exporter.receipt?.proven, exporter.receipt?.safeToCloseOldService.answer]).toEqual([1, 2, "no"]);
});

it("proves an item that was kept beside the owner's own", async () => {
  const { exporter } = await transferBetween(smallSetting({ into: new MemoryVault(renamed("Another title")), temper: { decides: "keep-both" } }));
  expect(exporter.receipt).toMatchObject({ proven: 3, outcomes: { added: 2, "kept-both": 1 } });
});

it("shows what the destination does not take before approval, and says no to closing the old service", async () => {
  const { owners, exporter } = await transferBetween(smallSetting({ types: ["passkey", "note"] }));
  expect([owners.review?.losses.map(({ type }) => type), exporter.receipt?.safeToCloseOldService.answer]).toEqual([["basic-auth", "totp"], "no"]);
});

it("sends nothing of a kind the destination does not take", async () => {
  const { target } = await transferBetween(smallSetting({ types: ["passkey"] }));
  const credentials = target.document.accounts.flatMap(({ items }) => items.flatMap((item) => item.credentials));
  expect(new Set(credentials.map(({ type }) => type))).toEqual(new Set(["passkey"]));
});

it("does not call the old service safe to close, on either side, when a part was selected", async () => {
  const chosen = (item: Item) => item.title === "Long note";
  const { exporter, importer } = await transferBetween(smallSetting({ chosen }));
  expect([exporter.receipt?.safeToCloseOldService.answer, importer.receipt?.safeToCloseOldService.answer]).toEqual(["no", "no"]);
});

it("moves an empty vault", async () => {
  const { exporter } = await transferBetween(smallSetting({ content: new MemoryVault() }));
  expect(exporter.receipt?.counts.items).toBe(0);
});

it.each([
  [
    "the exporting owner types another code",
    { types: (shown: string) => (shown === "00000000" ? "00000001" : "00000000") },
    "pairing.wrong-code",
    "pairing.wrong-code",
  ],
  ["the exporting owner types no code", { types: () => "" }, "pairing.wrong-code", "pairing.wrong-code"],
  ["the exporting owner declines", { approvesExport: false }, "owner.declined", "counterpart.declined"],
  ["the importing owner sees no match", { confirmsCodes: false }, "counterpart.declined", "owner.declined"],
  ["the importing owner declines", { approvesImport: false }, "counterpart.declined", "owner.declined"],
] as const)("ends on both sides when %s", async (_, temper, exporting, importing) => {
  const { exporter, importer } = await transferBetween(smallSetting({ temper }));
  expect([exporter.error?.code, importer.error?.code]).toEqual([exporting, importing]);
});

it.each(["WRNG-C0DE", "not a code at all"])("ends as a wrong code on both sides when %j is typed in phone mode", async (typed) => {
  const { exporter, importer } = await transferBetween(smallSetting({ mode: "phone", temper: { types: () => typed } }));
  expect([exporter.error?.code, importer.error?.code]).toEqual(["pairing.wrong-code", "pairing.wrong-code"]);
});

it("takes the code as people type it", async () => {
  const { exporter } = await transferBetween(smallSetting({ temper: { types: (shown) => ` ${shown.slice(0, 4)}-${shown.slice(4)} ` } }));
  expect(exporter.error).toBeUndefined();
});

it("refuses a vault larger than the importer takes, before anything of it is sent", async () => {
  const { exporter, frames } = await transferBetween(smallSetting({ maximumLength: 10_000 }));
  expect([exporter.error?.code, frames.some(({ state }) => state === "sending")]).toEqual(["counterpart.limit-exceeded", false]);
});

function heading({ document }: MemoryVault) {
  const { accounts: _, ...head } = document;
  return head;
}

/** A vault that has the same first item under another title. */
function renamed(title: string) {
  const content = smallContent();
  const [account] = content.document.accounts;
  const [item] = account?.items ?? [];
  if (account === undefined || item === undefined) return fail();
  return { ...content, document: { ...content.document, accounts: [{ ...account, items: [{ ...item, title }] }] } };
}

function fail(): never {
  throw new Error("the small vault has an item");
}
