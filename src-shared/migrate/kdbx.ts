// KeePass databases, KDBX 3.1 and 4: groups become collections, entries items, attached files file credentials.

import { hex, readUint32, sameBytes } from "../bytes.ts";
import { type Collection, isType, type LinkedItem } from "../cxf/document.ts";
import { ReportBuilder } from "../cxf/report.ts";
import { ExchangeError } from "../errors.ts";
import { fromBase64 } from "./base64.ts";
import { derivedId, derivedIds } from "./derived-id.ts";
import type { ForeignFormat, Migrated, ReadContext } from "./foreign-format.ts";
import { type ItemList, itemList } from "./item-list.ts";
import { documentOf } from "./item-parts.ts";
import { type KdbxContent, openKdbx } from "./kdbx-container.ts";
import { type EntrySurroundings, type KdbxFile, kdbxEntry } from "./kdbx-entry.ts";
import { kdbxTimes } from "./kdbx-times.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";
import { at } from "./source-path.ts";
import { type UniqueIds, uniqueIds } from "./unique-ids.ts";
import { childOf, childrenOf, childText, type XmlElement } from "./xml-reader.ts";

const ID = "kdbx";
const ORIGIN = { exporterRpId: "keepass.info", exporterDisplayName: "KeePass" };
const SIGNATURE = 0x03d9a29a;
const KDBX = 0x67fb4bb5;
const KDB = 0x65fb4bb5;

export const kdbx: ForeignFormat = {
  id: ID,
  name: "KeePass (.kdbx)",
  sniff: (bytes) => (bytes.length > 12 && readUint32(bytes) === SIGNATURE && [KDBX, KDB].includes(readUint32(bytes, 4)) ? 1 : 0),
  needsPassphrase: () => true,
  async read(bytes, context) {
    if (readUint32(bytes, 4) === KDB) throw new ExchangeError("format.unsupported", { detail: "KeePass 1 (.kdb): save it as .kdbx" });
    if (context.passphrase === undefined && context.keyFile === undefined) {
      throw new ExchangeError("format.wrong-passphrase", { detail: "a password is needed" });
    }
    return readContent(await openKdbx(bytes, context), context);
  },
};

type Reading = {
  readonly list: ItemList;
  readonly around: EntrySurroundings & { readonly findings: ReportBuilder };
  readonly files: (KdbxFile & { readonly item: Uint8Array })[];
  readonly entryId: UniqueIds;
  readonly groupId: UniqueIds;
  readonly recycleBin: string | undefined;
};

function readContent({ xml, binaries }: KdbxContent, context: ReadContext): Migrated {
  const { primitives } = context.ports;
  const findings = new ReportBuilder();
  const meta = childOf(xml, "Meta");
  const root = childOf(childOf(xml, "Root"), "Group");
  if (root === undefined) throw new ExchangeError("format.malformed", { detail: "KDBX without a root group" });
  const derive = derivedIds(primitives, ID);
  const fileId = (item: Uint8Array, name: string) => derive("file", hex(item), name);
  const reading: Reading = {
    list: itemList(findings),
    entryId: uniqueIds(derive, findings),
    groupId: uniqueIds(derive, findings),
    around: { binaries, findings, fileId, sha256: (content) => primitives.sha256(content) },
    files: [],
    recycleBin: childText(meta, "RecycleBinEnabled")?.toLowerCase() === "false" ? undefined : childText(meta, "RecycleBinUUID"),
  };
  const links = readEntries(root, "/Root/Group", reading);
  const collections = readGroups(root, "/Root/Group", 1, reading);
  if (links.length + collections.length > 0) findings.add("noted", "/Root", "usage-times");
  const id = derivedId(primitives, ID, "account", childText(root, "UUID") ?? "");
  const username = childText(meta, "DatabaseName") ?? childText(root, "Name") ?? "";
  const account = { id, username, email: "", collections, items: reading.list.items };
  const files = reading.files.map((file) => ({ account: id, ...file }));
  return { formatId: ID, document: documentOf(ORIGIN, account, context.now), files, report: findings.finish() };
}

function readEntries(group: XmlElement, path: string, { list, entryId, around, files }: Reading): readonly LinkedItem[] {
  const links: LinkedItem[] = [];
  for (const [i, entry] of childrenOf(group, "Entry").entries()) {
    const entryPath = at(path, "Entry", i);
    const title = titleOf(entry);
    const id = entryId(uuidOf(entry), at(entryPath, "UUID"), title, "entry", path, title);
    let found: readonly KdbxFile[] = [];
    const kept = list.take(entryPath, title, () => {
      const { item, files: attached } = kdbxEntry(entry, id, entryPath, around);
      found = attached;
      return item;
    });
    if (kept === undefined) continue;
    links.push({ item: id });
    for (const file of found) {
      const named = kept.credentials.some((credential) => isType(credential, "file") && sameBytes(credential.id, file.file));
      if (named) files.push({ item: id, ...file });
    }
  }
  return links;
}

/** The collections of the groups in `group`; deeper than the limit they stand beside their parent. */
function readGroups(group: XmlElement, path: string, depth: number, reading: Reading): readonly Collection[] {
  return childrenOf(group, "Group").flatMap((child, i) => {
    const childPath = at(path, "Group", i);
    if (isRecycleBin(child, reading)) {
      const entries = countEntries(child);
      if (entries > 0) reading.around.findings.add("refused", childPath, "recycle-bin", String(entries));
      return [];
    }
    const collection = readGroup(child, childPath, reading);
    const below = readGroups(child, childPath, depth + 1, reading);
    if (below.length === 0) return [collection];
    if (depth < SOURCE_LIMITS.collectionDepth) return [{ ...collection, subCollections: below }];
    reading.around.findings.add("repaired", childPath, "deep-group", collection.title);
    return [collection, ...below];
  });
}

function isRecycleBin(group: XmlElement, { recycleBin }: Reading): boolean {
  return recycleBin !== undefined && uuidOf(group) !== undefined && childText(group, "UUID") === recycleBin;
}

function readGroup(group: XmlElement, path: string, reading: Reading): Collection {
  const title = childText(group, "Name") ?? "";
  const subtitle = childText(group, "Notes");
  const { findings } = reading.around;
  const { creationAt, modifiedAt } = kdbxTimes(group, path, title, findings);
  noteGroupLosses(group, path, title, findings);
  return {
    id: reading.groupId(uuidOf(group), at(path, "UUID"), title, "group", path, title),
    ...(creationAt !== undefined && { creationAt }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    title,
    ...(subtitle !== undefined && { subtitle }),
    items: readEntries(group, path, reading),
  };
}

function noteGroupLosses(group: XmlElement, path: string, about: string, findings: ReportBuilder): void {
  const settings = ["CustomIconUUID", "Tags", "DefaultAutoTypeSequence"].some((name) => childText(group, name) !== undefined);
  if (settings || childOf(childOf(group, "CustomData"), "Item")) findings.add("refused", path, "group-settings", about);
}

function countEntries(group: XmlElement): number {
  return childrenOf(group, "Group").reduce((sum, child) => sum + countEntries(child), childrenOf(group, "Entry").length);
}

function uuidOf(element: XmlElement): Uint8Array | undefined {
  const bytes = fromBase64(childText(element, "UUID") ?? "");
  return bytes?.length === 16 && bytes.some((byte) => byte !== 0) ? bytes : undefined;
}

function titleOf(entry: XmlElement): string {
  return (
    childText(
      childrenOf(entry, "String").find((string) => childText(string, "Key") === "Title"),
      "Value",
    ) ?? ""
  );
}
