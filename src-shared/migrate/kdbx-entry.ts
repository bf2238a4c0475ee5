// One entry of a KDBX file as a CXF item with its files.

import type { FileCredential, Item } from "../cxf/document.ts";
import { fromBase64 } from "./base64.ts";
import { customFieldsOf, field, fieldsOf, itemOf, noteOf } from "./item-parts.ts";
import { type KdbxFields, kdbxFields } from "./kdbx-fields.ts";
import { kdbxTotps } from "./kdbx-otp.ts";
import { kdbxPasskey } from "./kdbx-passkey.ts";
import { kdbxTimes } from "./kdbx-times.ts";
import type { Findings } from "./reasons.ts";
import { scopeOf } from "./scope-of.ts";
import { at } from "./source-path.ts";
import { childOf, childrenOf, childText, type XmlElement } from "./xml-reader.ts";

export type KdbxFile = { readonly file: Uint8Array; readonly content: Uint8Array };

/** What reading an entry needs from the file around it. */
export type EntrySurroundings = {
  readonly binaries: ReadonlyMap<string, Uint8Array>;
  readonly findings: Findings;
  sha256(content: Uint8Array): Uint8Array;
  fileId(item: Uint8Array, name: string): Uint8Array;
};

const NO_UUID = "AAAAAAAAAAAAAAAAAAAAAA==";

export function kdbxEntry(
  entry: XmlElement,
  id: Uint8Array,
  path: string,
  around: EntrySurroundings,
): { readonly item: Item; readonly files: readonly KdbxFile[] } {
  const fields = kdbxFields(entry);
  const { findings } = around;
  const title = fields.take("Title") ?? "";
  noteReferences(fields, path, title, findings);
  noteLosses(entry, path, title, findings);
  const basicAuth = fieldsOf("basic-auth", {
    username: field("string", fields.take("UserName")),
    password: field("concealed-string", fields.take("Password")),
  });
  const scope = scopeOf([fields.take("URL"), ...moreAddresses(fields)]);
  const note = noteOf(fields.take("Notes"));
  const passkey = kdbxPasskey(fields, path, title, findings);
  const totps = kdbxTotps(fields, path, title, findings);
  const { credentials, files } = filesOf(entry, id, path, title, around);
  const item = itemOf({
    id,
    title,
    ...kdbxTimes(entry, path, title, findings),
    scope,
    credentials: [basicAuth, passkey, ...totps, note, customFieldsOf(fields.rest()), ...credentials],
    tags: childText(entry, "Tags")
      ?.split(/[;,]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
  });
  return { item, files };
}

/** KeePass2Android's further addresses and apps. */
function moreAddresses(fields: KdbxFields): readonly (string | undefined)[] {
  const names = fields.names().filter((name) => /^(?:KP2A_URL(?:_\d+)?|AndroidApp\d*)$/.test(name));
  return names.map((name) => {
    const value = fields.take(name);
    return value !== undefined && name.startsWith("AndroidApp") && !value.includes("://") ? `androidapp://${value}` : value;
  });
}

function filesOf(entry: XmlElement, id: Uint8Array, path: string, about: string, around: EntrySurroundings) {
  const credentials: FileCredential[] = [];
  const files: KdbxFile[] = [];
  for (const binary of childrenOf(entry, "Binary")) {
    const name = childText(binary, "Key") ?? "";
    const value = childOf(binary, "Value");
    const reference = value?.attributes.get("Ref");
    const content = reference === undefined ? fromBase64(value?.text ?? "") : around.binaries.get(reference);
    if (content === undefined) {
      around.findings.add("refused", at(path, name), "missing-file", about);
      continue;
    }
    const file = around.fileId(id, name);
    credentials.push({ type: "file", id: file, name, decryptedSize: content.length, integrityHash: around.sha256(content) });
    files.push({ file, content });
  }
  return { credentials, files };
}

function noteReferences(fields: KdbxFields, path: string, about: string, findings: Findings): void {
  for (const name of fields.names()) {
    if (/\{REF:[TUPANI]@[TUPANIO]:/i.test(fields.peek(name) ?? "")) findings.add("noted", at(path, name), "field-reference", about);
  }
}

function noteLosses(entry: XmlElement, path: string, about: string, findings: Findings): void {
  const customIcon = childText(entry, "CustomIconUUID");
  const autoType = childOf(entry, "AutoType");
  if (childrenOf(childOf(entry, "History"), "Entry").length > 0) findings.add("refused", at(path, "History"), "history", about);
  if ((customIcon !== undefined && customIcon !== NO_UUID) || (childText(entry, "IconID") ?? "0") !== "0")
    findings.add("refused", at(path, "IconID"), "icon", about);
  if (childText(entry, "ForegroundColor") ?? childText(entry, "BackgroundColor")) findings.add("refused", at(path, "ForegroundColor"), "colour", about);
  if (childText(childOf(entry, "Times"), "Expires")?.toLowerCase() === "true") findings.add("refused", at(path, "Times", "ExpiryTime"), "expiry", about);
  if (childText(autoType, "DefaultSequence") ?? childOf(autoType, "Association")) findings.add("refused", at(path, "AutoType"), "auto-type", about);
  if (childOf(childOf(entry, "CustomData"), "Item")) findings.add("refused", at(path, "CustomData"), "custom-data", about);
  if (childText(entry, "OverrideURL")) findings.add("refused", at(path, "OverrideURL"), "auto-type", about);
}
