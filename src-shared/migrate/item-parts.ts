// Puts items, credentials and documents together from what a reader found, leaving out what is empty. CXF 1.0 §3.

import type {
  Account,
  AndroidApp,
  Credential,
  CredentialType,
  CustomFields,
  CxfDocument,
  EditableField,
  FieldType,
  Item,
  KnownCredential,
} from "../cxf/document.ts";

/** Undefined for an empty value. */
export function field(fieldType: FieldType, value: string | undefined, label?: string): EditableField | undefined {
  if (value === undefined || value === "") return undefined;
  return label === undefined ? { fieldType, value } : { fieldType, value, label };
}

type Members<T extends CredentialType> = { readonly [name in keyof Extract<KnownCredential, { type: T }>]?: EditableField | undefined };

/** A credential made of fields; undefined when every one of them is empty. */
export function fieldsOf<T extends CredentialType>(type: T, members: Members<T>): Credential | undefined {
  const filled = Object.entries(members).filter(([, member]) => member !== undefined);
  return filled.length === 0 ? undefined : { type, ...Object.fromEntries(filled) };
}

export function noteOf(text: string | undefined): Credential | undefined {
  const content = field("string", text);
  return content && { type: "note", content };
}

export function customFieldsOf(fields: readonly (EditableField | undefined)[], label?: string): CustomFields | undefined {
  const filled = fields.filter((one) => one !== undefined);
  if (filled.length === 0) return undefined;
  return label === undefined ? { type: "custom-fields", fields: filled } : { type: "custom-fields", label, fields: filled };
}

export type ItemParts = {
  readonly id: Uint8Array;
  readonly title: string;
  readonly creationAt?: number | undefined;
  readonly modifiedAt?: number | undefined;
  readonly favorite?: boolean | undefined;
  readonly scope?: { readonly urls: readonly string[]; readonly androidApps: readonly AndroidApp[] } | undefined;
  readonly credentials: readonly (Credential | undefined)[];
  readonly tags?: readonly string[] | undefined;
};

export function itemOf(parts: ItemParts): Item {
  const { id, title, creationAt, modifiedAt, favorite, scope, tags } = parts;
  return {
    id,
    ...(creationAt !== undefined && { creationAt }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    title,
    ...(favorite === true && { favorite }),
    ...(scope !== undefined && scope.urls.length + scope.androidApps.length > 0 && { scope }),
    credentials: parts.credentials.filter((one) => one !== undefined),
    ...(tags !== undefined && tags.length > 0 && { tags }),
  };
}

/** Where a document came from: the domain and the name of the program that wrote it. */
export type Origin = { readonly exporterRpId: string; readonly exporterDisplayName: string };

export function documentOf(origin: Origin, account: Account, now: number | undefined): CxfDocument {
  return { version: { major: 1, minor: 0 }, ...origin, timestamp: now ?? latestChange(account.items), accounts: [account] };
}

function latestChange(items: readonly Item[]): number {
  let latest = 0;
  for (const { creationAt = 0, modifiedAt = 0 } of items) latest = Math.max(latest, creationAt, modifiedAt);
  return latest;
}
