// Reads password lists in CSV by the definition of their columns; identifiers are derived from what identifies a row, so that a
// second import of the list changes nothing.

import { ReportBuilder } from "../cxf/report.ts";
import { ExchangeError } from "../errors.ts";
import { type CollectionTree, collectionTree } from "./collection-tree.ts";
import { CSV_DEFINITIONS, type CsvContent, type CsvDefinition, type CsvValues } from "./csv-formats.ts";
import { csvRows } from "./csv-rows.ts";
import { derivedId, derivedIds } from "./derived-id.ts";
import type { ForeignFormat, Migrated, ReadContext } from "./foreign-format.ts";
import { type ItemList, itemList } from "./item-list.ts";
import { customFieldsOf, documentOf, field, fieldsOf, itemOf, noteOf } from "./item-parts.ts";
import { bringOtp } from "./otpauth-uri.ts";
import { scopeOf } from "./scope-of.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";
import { at } from "./source-path.ts";
import { sourceHead, sourceText } from "./source-text.ts";

export const CSV_FORMATS: readonly ForeignFormat[] = CSV_DEFINITIONS.map((definition) => ({
  id: definition.id,
  name: definition.name,
  sniff(bytes) {
    const [header] = csvRows(sourceHead(bytes));
    return columnsOf(definition, header?.values ?? []) === undefined ? 0 : 0.9;
  },
  needsPassphrase: () => false,
  read: async (bytes, context) => readCsv(definition, sourceText(bytes), context),
}));

/** Where each known column is, by its name in the definition; undefined when one is missing. Spelling in capitals does not matter. */
function columnsOf(definition: CsvDefinition, header: readonly string[]): ReadonlyMap<string, number> | undefined {
  const columns = new Map<string, number>();
  for (const name of [...definition.required, ...definition.optional, ...definition.usage]) {
    const column = header.findIndex((given) => given.trim().toLowerCase() === name.toLowerCase());
    if (column >= 0) columns.set(name, column);
    else if (definition.required.includes(name)) return undefined;
  }
  return columns;
}

type Reading = {
  readonly definition: CsvDefinition;
  readonly header: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
  readonly list: ItemList;
  readonly tree: CollectionTree;
  readonly findings: ReportBuilder;
  derive(...parts: readonly string[]): Uint8Array;
};

function readCsv(definition: CsvDefinition, text: string, context: ReadContext): Migrated {
  const { primitives } = context.ports;
  const findings = new ReportBuilder();
  const rows = csvRows(text);
  const header: readonly string[] = rows.next().value?.values ?? [];
  const columns = columnsOf(definition, header);
  if (columns === undefined) throw new ExchangeError("format.malformed", { detail: "the header has not the columns of this format" });
  const derive = derivedIds(primitives, definition.id);
  const tree = collectionTree((path) => derivedId(primitives, definition.id, "folder", ...path));
  const reading: Reading = { definition, header, columns, list: itemList(findings), tree, findings, derive };
  noteColumns(reading);
  let row = 0;
  for (const { values } of rows) {
    if (row >= SOURCE_LIMITS.rows) throw new ExchangeError("format.limit-exceeded", { detail: "rows" });
    readRow(values, at("", "rows", row++), reading);
  }
  const account = { id: derivedId(primitives, definition.id, "account"), username: "", email: "", collections: tree.finish(), items: reading.list.items };
  return { formatId: definition.id, document: documentOf(definition.origin, account, context.now), files: [], report: findings.finish() };
}

function noteColumns({ definition, header, columns, findings }: Reading): void {
  const known = new Set(columns.values());
  for (const [i, name] of header.entries()) {
    if (definition.usage.some((usage) => columns.get(usage) === i))
      findings.add("refused", at("", "header", i), name.trim() === "Icon" ? "icon" : "usage-times", name);
    else if (!known.has(i)) findings.add("noted", at("", "header", i), "unknown-column", name);
  }
}

function readRow(values: readonly string[] | undefined, path: string, reading: Reading): void {
  const { definition, header, columns, list, tree, findings } = reading;
  if (values === undefined || values.slice(header.length).some((extra) => extra !== "")) {
    findings.add("refused", path, "row-shape");
    return;
  }
  const value: CsvValues = (column) => values[columns.get(column) ?? -1] ?? "";
  const content = definition.read(value);
  if (values.length < header.length) findings.add("repaired", path, "short-row", content.title);
  const id = reading.derive("item", ...content.identity);
  const kept = list.take(path, content.title, () => itemFrom(content, id, values, path, reading));
  if (kept !== undefined && content.folder !== undefined && content.folder.length > 0) tree.link(content.folder.slice(0, SOURCE_LIMITS.collectionDepth), id);
}

function itemFrom(content: CsvContent, id: Uint8Array, values: readonly string[], path: string, { header, columns, findings }: Reading) {
  const known = new Set(columns.values());
  const otp = bringOtp(content.otp, "otp", at(path, "otp"), content.title, findings);
  const unknown = header.map((name, i) => (known.has(i) ? undefined : field("concealed-string", values[i], name)));
  return itemOf({
    id,
    title: content.title,
    creationAt: content.creationAt,
    modifiedAt: content.modifiedAt,
    scope: scopeOf(content.urls),
    credentials: [
      fieldsOf("basic-auth", { username: field("string", content.username), password: field("concealed-string", content.password) }),
      otp.totp,
      noteOf(content.note),
      customFieldsOf([...(content.fields ?? []), ...unknown, otp.kept]),
    ],
  });
}
