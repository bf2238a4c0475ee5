// What the window shows of the vault's items: rows, counts, one item without its secrets, its history. docs/security.md
// Text that came from elsewhere is cut and cleaned of control and direction characters before it gets here.

import type { ApprovalSettingsView } from "./views-approval.ts";

/** Base64url of the CXF ids. */
export type ItemRef = { readonly account: string; readonly item: string };

export type RowView = {
  readonly ref: ItemRef;
  readonly title: string;
  /** User name, else subtitle, else host: what tells two of the same title apart. */
  readonly detail: string;
  /** CXF credential types in the order of the item. */
  readonly kinds: readonly string[];
  readonly favorite: boolean;
};

export type ListOrder = "title" | "added" | "modified";
export type Scope =
  | { readonly by: "all" }
  | { readonly by: "favorites" }
  | { readonly by: "trash" }
  | { readonly by: "kind"; readonly kind: string }
  | { readonly by: "tag"; readonly tag: string }
  | { readonly by: "collection"; readonly account: string; readonly collection: string };

/** `from` is where `rows` begin; `generation` is that of the vault they were read from. */
export type ListView = { readonly total: number; readonly from: number; readonly rows: readonly RowView[]; readonly generation: number };

export type CollectionRow = { readonly account: string; readonly collection: string; readonly title: string; readonly count: number; readonly depth: number };

/** Of active items, but for `trashed`. `generation` grows with every change. */
export type VaultView = {
  readonly generation: number;
  readonly items: number;
  readonly trashed: number;
  readonly favorites: number;
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
  readonly collections: readonly CollectionRow[];
  readonly approval: ApprovalSettingsView;
};

/**
 * One field of a credential. `path` names it in `vault.reveal`, `vault.copy` and in a draft: `credentials/0/password`,
 * `credentials/1/fields/2`. A concealed one has no `value`; `filled` says whether there is something to reveal.
 */
export type FieldView = {
  readonly path: string;
  /** The CXF member, such as `password`; for a custom field `fields`. */
  readonly member: string;
  /** The owner's own label. */
  readonly label?: string;
  /** CXF fieldType, or `text` (several lines), `choice` (see `choices`), `number`. */
  readonly type: string;
  readonly choices?: readonly string[];
  readonly concealed: boolean;
  readonly filled: boolean;
  readonly value?: string;
};

export type PasskeyDetail = {
  readonly rpId: string;
  readonly username: string;
  readonly displayName: string;
  /** Such as ES256; undefined when the key is of a kind this program cannot test. */
  readonly algorithm?: string;
  readonly extensions: readonly ("prf" | "large-blob" | "cred-blob" | "payments")[];
  /** Signed and verified on this computer. */
  readonly lastTest?: { readonly at: number; readonly working: boolean };
};

/** One credential of an item. */
export type SectionView = {
  readonly index: number;
  /** CXF type; one this version does not know is kept whole and shown by name. */
  readonly type: string;
  readonly known: boolean;
  readonly label?: string;
  readonly fields: readonly FieldView[];
  readonly passkey?: PasskeyDetail;
  readonly file?: { readonly id: string; readonly name: string; readonly size: number };
  readonly totp?: { readonly period: number; readonly digits: number; readonly issuer?: string };
  readonly reference?: { readonly ref: ItemRef; readonly title?: string };
};

export type DetailView = {
  readonly ref: ItemRef;
  readonly title: string;
  readonly subtitle?: string;
  readonly favorite: boolean;
  readonly tags: readonly string[];
  readonly urls: readonly string[];
  readonly apps: readonly string[];
  readonly collections: readonly { readonly account: string; readonly collection: string; readonly title: string }[];
  readonly sections: readonly SectionView[];
  /** Unix seconds. */
  readonly createdAt?: number;
  readonly modifiedAt?: number;
  readonly addedAt: number;
  readonly trashedAt?: number;
  /** Whom it came from, when it came with a transfer. */
  readonly from?: string;
  /** Earlier versions. */
  readonly versions: number;
};

/**
 * Newest first. `changed`: members of the item or of its credentials that differ from the next newer version, such as `title`,
 * `basic-auth/password`, or `totp` for a whole credential that came or went.
 */
export type VersionView = {
  readonly version: number;
  readonly at: number;
  readonly cause: "edited" | "transfer" | "restored";
  readonly title: string;
  readonly changed: readonly string[];
};

/**
 * `value` null keeps what is there (a secret that was not touched); "" removes the field. A member that is not named stays; a row of
 * custom fields that is not named goes. A concealed row becomes a shown one only together with a value. One-time codes also take a
 * whole otpauth:// address as `secret`, SSH keys the text of a key file as `privateKey`.
 */
export type DraftField = {
  readonly path?: string | undefined;
  readonly member: string;
  readonly label?: string | undefined;
  readonly type: string;
  readonly value: string | null;
};
/** `index`: the credential of the item this one was; absent for a new one. A credential of the item that no entry names is removed. */
export type DraftCredential = {
  readonly index?: number | undefined;
  readonly type: string;
  readonly label?: string | undefined;
  readonly fields: readonly DraftField[];
};
export type Draft = {
  readonly title: string;
  readonly subtitle: string;
  readonly favorite: boolean;
  readonly tags: readonly string[];
  readonly urls: readonly string[];
  readonly credentials: readonly DraftCredential[];
};
