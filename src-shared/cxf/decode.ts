// The tolerant CXF JSON reader: refuses only what is no CXF document at all; every repair and refusal inside is in the report. CXF 1.0 §3; vectors/

import { ExchangeError } from "../errors.ts";
import type { Account, AccountHead, Collection, CxfDocument, DocumentHead, Item } from "./document.ts";
import { EmbeddedContents, type FileContent } from "./file-content.ts";
import { LIMITS } from "./limits.ts";
import { isPlain, type Plain } from "./plain.ts";
import { readStruct } from "./read-struct.ts";
import { type DecodeOptions, Reader } from "./reader.ts";
import type { Report } from "./report.ts";
import { ACCOUNT_HEAD, COLLECTION, DOCUMENT_HEAD, ITEM } from "./schema.ts";
import type { Struct } from "./shape.ts";

export type Decoded = {
  readonly document: CxfDocument;
  readonly report: Report;
  /** Contents that were embedded in items, checked against their credentials. */
  readonly files: readonly FileContent[];
};

/**
 * Throws `format.malformed` when the text is not JSON or not a CXF document or account, `format.unsupported` for another major
 * version or a draft of 2024, `format.limit-exceeded` for more than `LIMITS` allows.
 */
export function decodeDocument(json: string, options: DecodeOptions = {}): Decoded {
  const root = parse(json);
  const reader = new Reader(options);
  const files: FileContent[] = [];
  if (isPlain(root) && "accounts" in root) return readDocument(reader, root, files);
  if (isPlain(root) && Array.isArray(root.items)) return readBareAccount(reader, root, files);
  if (Array.isArray(root) || (isPlain(root) && typeof root.type === "string")) unsupported("credentials without a document", "");
  return malformed("not a CXF document", "");
}

function parse(json: string): unknown {
  if (json.length > LIMITS.documentText) throw new ExchangeError("format.limit-exceeded", { detail: "document size" });
  try {
    return JSON.parse(json.startsWith("\ufeff") ? json.slice(1) : json);
  } catch {
    // The engine's message quotes the text, which holds secrets: it goes no further.
    return malformed("not JSON", "");
  }
}

function readDocument(reader: Reader, root: Plain, files: FileContent[]): Decoded {
  const version = checkVersion(reader, root);
  const { accounts } = root;
  if (!Array.isArray(accounts)) malformed("accounts is not a list", "/accounts");
  if (accounts.length > LIMITS.accounts) throw new ExchangeError("format.limit-exceeded", { path: "/accounts", detail: "accounts" });
  countItems(accounts);
  const head = readHead<DocumentHead>(reader, DOCUMENT_HEAD, { ...root, version }, "");
  if (head === undefined) malformed("head", "");
  const read = accounts.flatMap((account, i) => readAccount(reader, account, `/accounts/${i}`, files));
  return { document: { ...head, accounts: read }, report: reader.finish(), files };
}

/** What platform bridges pass around; its findings are named from the account. */
function readBareAccount(reader: Reader, root: Plain, files: FileContent[]): Decoded {
  countItems([root]);
  reader.repair("", "bare-account");
  const accounts = readAccount(reader, root, "", files);
  const head = { version: { major: 1, minor: 0 }, exporterRpId: "", exporterDisplayName: "", timestamp: reader.options.now ?? 0 };
  return { document: { ...head, accounts }, report: reader.finish(), files };
}

/** The version to read the rest under. */
function checkVersion(reader: Reader, root: Plain): Plain {
  const { version } = root;
  if (typeof version === "number" || (!("exporterRpId" in root) && "exporter" in root)) unsupported("a CXF draft of 2024", "/version");
  if (!isPlain(version)) malformed("no version", "/version");
  const { major, minor } = version;
  if (major === 0 && minor === 0) {
    reader.repair("/version", "old-version");
    return { ...version, major: 1 };
  }
  if (typeof major !== "number") malformed("no version", "/version/major");
  if (major !== 1) unsupported("CXF version", "/version/major");
  if (typeof minor !== "number" || !Number.isInteger(minor) || minor < 0 || minor > 255) malformed("no version", "/version/minor");
  if (minor > 0) reader.note("/version/minor", "newer-version");
  return version;
}

function countItems(accounts: readonly unknown[]): void {
  let items = 0;
  for (const account of accounts) items += isPlain(account) && Array.isArray(account.items) ? account.items.length : 0;
  if (items > LIMITS.items) throw new ExchangeError("format.limit-exceeded", { detail: "items" });
}

function readAccount(reader: Reader, value: unknown, path: string, files: FileContent[]): readonly Account[] {
  const head = readHead<AccountHead>(reader, ACCOUNT_HEAD, value, path);
  if (head === undefined || !isPlain(value)) return [];
  reader.enterAccount(head.id);
  const collections = readEach(reader, value.collections, `${path}/collections`, (collection, at) =>
    reader.element(at, titleOf(collection), () => readStruct(reader, COLLECTION, collection, at) as Collection | undefined),
  );
  const items = readEach(reader, value.items, `${path}/items`, (item, at) =>
    reader.element(at, titleOf(item), () => readItem(reader, item, at, head.id, files)),
  );
  return [{ ...head, collections, items }];
}

/** The table checked every member, so the type is the structure's. */
function readHead<T extends DocumentHead | AccountHead>(reader: Reader, struct: Struct, value: unknown, path: string): T | undefined {
  return reader.element(path, undefined, () => readStruct(reader, struct, value, path) as T | undefined);
}

function readItem(reader: Reader, value: unknown, path: string, account: Uint8Array, files: FileContent[]): Item | undefined {
  reader.contents = new EmbeddedContents();
  const source = isPlain(value) ? reader.contents.take(reader, value, path) : value;
  const item = readStruct(reader, ITEM, source, path) as Item | undefined;
  if (item === undefined || reader.overweight) return undefined;
  reader.itemRead(item.id);
  files.push(...reader.contents.finish(reader, account, item.id));
  return item;
}

/** The lists of an account; one that is missing is empty. */
function readEach<T>(reader: Reader, value: unknown, path: string, read: (element: unknown, path: string) => T | undefined): readonly T[] {
  if (!Array.isArray(value)) {
    if (value !== undefined && value !== null) reader.refuse(path, "wrong-type");
    reader.repair(path, "assumed-empty");
    return [];
  }
  if (value.length > LIMITS.entries) throw new ExchangeError("format.limit-exceeded", { path, detail: "list length" });
  return value.flatMap((element, i) => read(element, `${path}/${i}`) ?? []);
}

function titleOf(value: unknown): string | undefined {
  return isPlain(value) && typeof value.title === "string" ? value.title : undefined;
}

function malformed(detail: string, path: string): never {
  throw new ExchangeError("format.malformed", { path, detail });
}

function unsupported(detail: string, path: string): never {
  throw new ExchangeError("format.unsupported", { path, detail });
}
