// Bitwarden's JSON export, clear or password-protected: folders or collections, and items.

import { ReportBuilder } from "../cxf/report.ts";
import { ExchangeError } from "../errors.ts";
import { bitwardenItem } from "./bitwarden-item.ts";
import { uuidBytes } from "./bitwarden-passkey.ts";
import { openProtectedExport } from "./bitwarden-protected.ts";
import { type CollectionTree, collectionTree, folderPath } from "./collection-tree.ts";
import { derivedId, derivedIds } from "./derived-id.ts";
import type { ForeignFormat, Migrated, ReadContext } from "./foreign-format.ts";
import { type ItemList, itemList } from "./item-list.ts";
import { documentOf } from "./item-parts.ts";
import { asObject, type JsonObject, listIn, parseJsonObject, textIn } from "./json-source.ts";
import type { Findings } from "./reasons.ts";
import { at } from "./source-path.ts";
import { sourceHead } from "./source-text.ts";
import { type UniqueIds, uniqueIds } from "./unique-ids.ts";

const ID = "bitwarden-json";
const ORIGIN = { exporterRpId: "bitwarden.com", exporterDisplayName: "Bitwarden" };

export const bitwarden: ForeignFormat = {
  id: ID,
  name: "Bitwarden (.json)",
  sniff(bytes) {
    const head = sourceHead(bytes);
    if (!/^\s*\{/.test(head)) return 0;
    if (/"encrypted"\s*:\s*(?:true|false)/.test(head)) return 0.9;
    return /"items"\s*:/.test(head) && /"(?:folderId|collectionIds|organizationId)"\s*:/.test(head) ? 0.5 : 0;
  },
  needsPassphrase: (bytes) => /"passwordProtected"\s*:\s*true/.test(sourceHead(bytes)),
  async read(bytes, context) {
    const root = parseJsonObject(bytes);
    return readExport(root.encrypted === true ? await openExport(root, context) : root, context);
  },
};

async function openExport(root: JsonObject, context: ReadContext): Promise<JsonObject> {
  if (root.passwordProtected !== true) {
    throw new ExchangeError("format.unsupported", { detail: "encrypted for the Bitwarden account: export it with a file password or unencrypted" });
  }
  const clear = parseJsonObject(await openProtectedExport(root, context.passphrase, context.ports));
  if (clear.encrypted === true) throw new ExchangeError("format.unsupported", { detail: "encrypted twice" });
  return clear;
}

function readExport(root: JsonObject, context: ReadContext): Migrated {
  if (!Array.isArray(root.items)) throw new ExchangeError("format.malformed", { path: "/items", detail: "missing" });
  const { primitives } = context.ports;
  const report = new ReportBuilder();
  const list = itemList(report);
  const idFor = uniqueIds(derivedIds(primitives, ID), report);
  const tree = collectionTree((path) => derivedId(primitives, ID, "folder", ...path));
  const paths = folders(root, tree);
  for (const [i, source] of root.items.entries()) readItem(asObject(source), at("", "items", i), { list, idFor, paths, tree, findings: report });
  const organization = textIn(asObject(root.items[0]), "organizationId");
  const id = derivedId(primitives, ID, "account", Array.isArray(root.collections) ? (organization ?? "") : "");
  const account = { id, username: "", email: "", collections: tree.finish(), items: list.items };
  return { formatId: ID, document: documentOf(ORIGIN, account, context.now), files: [], report: report.finish() };
}

/** By the folder's or collection's identifier. */
type Paths = ReadonlyMap<string, readonly string[]>;

function folders(root: JsonObject, tree: CollectionTree): Paths {
  const paths = new Map<string, readonly string[]>();
  for (const source of [...listIn(root, "folders"), ...listIn(root, "collections")].map(asObject)) {
    const [id, name] = [textIn(source, "id"), textIn(source, "name")];
    if (id === undefined || name === undefined) continue;
    paths.set(id, folderPath(name));
    tree.add(folderPath(name), uuidBytes(id));
  }
  return paths;
}

type Reading = { readonly list: ItemList; readonly idFor: UniqueIds; readonly paths: Paths; readonly tree: CollectionTree; readonly findings: Findings };

function readItem(source: JsonObject | undefined, path: string, { list, idFor, paths, tree, findings }: Reading): void {
  const title = textIn(source, "name") ?? "";
  const left = source === undefined ? "unreadable-item" : textIn(source, "deletedDate") === undefined ? undefined : "deleted-item";
  if (source === undefined || left !== undefined) {
    findings.add("refused", path, left ?? "unreadable-item", title);
    return;
  }
  const id = idFor(uuidBytes(textIn(source, "id") ?? ""), at(path, "id"), title, "item", textIn(source, "id") ?? "", title);
  const kept = list.take(path, title, () => bitwardenItem(source, id, path, findings));
  if (kept === undefined) return;
  const places = [source.folderId, ...listIn(source, "collectionIds")];
  for (const place of new Set(places)) {
    const names = typeof place === "string" ? paths.get(place) : undefined;
    if (names !== undefined) tree.link(names, id);
  }
}
