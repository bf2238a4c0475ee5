// An entry as the person who keeps it sees it, so that a source and what arrived can be compared without knowing how either is stored.

import { createHash } from "node:crypto";
import type { Json } from "./transfer.ts";

/** Bytes are base64url; a file is its name and the SHA-256 of its content. */
export type SeenEntry = {
  readonly id: string;
  readonly folder: readonly string[];
  readonly title: string;
  readonly username: string;
  readonly password: string;
  readonly urls: readonly string[];
  readonly notes: string;
  readonly tags: readonly string[];
  readonly created: number;
  readonly modified: number;
  readonly codes: readonly SeenCode[];
  readonly passkeys: readonly SeenPasskey[];
  readonly own: readonly SeenField[];
  readonly files: readonly (readonly [name: string, sha256: string])[];
};
export type SeenCode = { readonly secret: string; readonly period: number; readonly digits: number; readonly algorithm: string; readonly issuer: string };
export type SeenPasskey = {
  readonly rpId: string;
  readonly username: string;
  readonly credentialId: string;
  readonly userHandle: string;
  readonly key: string;
};
export type SeenField = readonly [name: string, value: string, concealed: boolean];

export function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("base64url");
}

type Field = { readonly value: string; readonly fieldType: string; readonly label?: string };
type Credential = Json & { readonly type: string };
type Item = Json & { readonly id: string; readonly title: string; readonly credentials: readonly Credential[]; readonly extensions?: readonly Json[] };
type Collection = { readonly title: string; readonly items: readonly { readonly item: string }[]; readonly subCollections?: readonly Collection[] };
export type Account = { readonly id: string; readonly username: string; readonly items: readonly Item[]; readonly collections: readonly Collection[] };

export function accountsOf(document: Json): readonly Account[] {
  return document.accounts as readonly Account[];
}

/** The entries of one account of a CXF document. */
export function seenInCxf({ items, collections }: Account): readonly SeenEntry[] {
  const folders = new Map(foldersOf(collections, []));
  return items.map((item) => seenItem(item, folders.get(item.id) ?? []));
}

function foldersOf(collections: readonly Collection[], above: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  return collections.flatMap(({ title, items, subCollections = [] }) => {
    const path = [...above, title];
    return [...items.map(({ item }) => [item, path] as const), ...foldersOf(subCollections, path)];
  });
}

function seenItem(item: Item, folder: readonly string[]): SeenEntry {
  const all = (type: string) => item.credentials.filter((credential) => credential.type === type);
  const text = (credential: Json | undefined, name: string) => (credential?.[name] as Field | undefined)?.value ?? "";
  const [login] = all("basic-auth");
  const scope = item.scope as { readonly urls: readonly string[] } | undefined;
  return {
    id: item.id,
    folder,
    title: item.title,
    username: text(login, "username"),
    password: text(login, "password"),
    urls: scope?.urls ?? [],
    notes: all("note")
      .map((note) => text(note, "content"))
      .join(),
    tags: (item.tags as readonly string[] | undefined) ?? [],
    created: Number(item.creationAt),
    modified: Number(item.modifiedAt),
    codes: all("totp").map(({ secret, period, digits, algorithm, issuer }) => ({ secret, period, digits, algorithm, issuer: issuer ?? "" }) as SeenCode),
    passkeys: all("passkey").map(({ rpId, username, credentialId, userHandle, key }) => ({ rpId, username, credentialId, userHandle, key }) as SeenPasskey),
    own: all("custom-fields").flatMap(({ fields }) =>
      (fields as readonly Field[]).map(({ label = "", value, fieldType }) => [label, value, fieldType === "concealed-string"] as const),
    ),
    files: all("file").map((file) => [String(file.name), contentHash(item, file)] as const),
  };
}

/** Of the content that came with it; the file's own idea of its hash must be the same. */
function contentHash(item: Item, { id, integrityHash }: Json): string {
  const contents = (item.extensions ?? []).flatMap(({ files }) => (files as readonly { readonly id: string; readonly data: string }[] | undefined) ?? []);
  const content = contents.find((one) => one.id === id);
  const hash = content === undefined ? "no content" : sha256(Buffer.from(content.data, "base64url"));
  return hash === integrityHash ? hash : `${hash}, not ${integrityHash}`;
}
