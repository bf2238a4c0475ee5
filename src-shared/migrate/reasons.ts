// Every reason a reader of foreign files gives in its report, with the sentence a person reads; explained in docs/bring-in.md.

import type { FindingKind } from "../cxf/report.ts";

export const REASONS = {
  "archived-item": "The item was archived; the exchange format has no archive, so it arrives among the others.",
  "auto-type": "Auto-type settings have no place in the exchange format.",
  "autofill-setting": "The item's own autofill setting has no place in the exchange format.",
  colour: "Colours have no place in the exchange format.",
  "custom-data": "Settings that other programs left on the entry have no place in the exchange format.",
  "deep-group": "The group is nested deeper than is accepted; it stands beside its parent.",
  "deleted-item": "The item is in the trash and was left there.",
  "duplicate-id": "Two elements had the same identifier; this one got a new one.",
  "encrypted-ssh-key": "The SSH key is protected by a passphrase of its own; it is kept as a concealed field.",
  expiry: "The entry's expiry date has no place in the exchange format.",
  "field-reference": "The value refers to another entry; it is kept as it is written.",
  "group-settings": "Icons, tags and settings of a group have no place in the exchange format.",
  history: "Earlier versions of the entry have no place in the exchange format.",
  hotp: "Counter-based one-time codes have no place in the exchange format; the secret is kept as a concealed field.",
  icon: "Icons have no place in the exchange format.",
  "invalid-id": "The element had no usable identifier; it got a new one.",
  "linked-field": "The field points at another field of the item; it is kept as text.",
  "missing-file": "The attached file is not in the source.",
  "passkey-counter": "The passkey counts its uses; such a passkey may not be copied.",
  "passkey-flags": "The passkey's backup flags have no place in the exchange format.",
  "passkey-metadata": "The passkey's creation date, site name and discoverable flag have no place in the exchange format.",
  "passkey-prf": "The passkey's PRF seed is not 32 bytes; it is kept as a concealed field.",
  "passkey-prf-single-seed": "The source keeps one PRF seed; it serves both with and without user verification.",
  "passkey-unreadable": "The passkey is damaged or incomplete.",
  "passkey-without-user-handle": "The passkey has no user handle; it works only where the site asks for it by name.",
  "password-history": "Earlier passwords have no place in the exchange format.",
  "recycle-bin": "Entries in the recycle bin were left there; the number says how many.",
  reprompt: "Asking for the master password again has no place in the exchange format.",
  "row-shape": "The row has more values than the header has columns, or a quotation mark that is never closed.",
  "short-row": "The row has fewer values than the header has columns; the missing ones are empty.",
  "ssh-key-unreadable": "The SSH key could not be read; it is kept as a concealed field.",
  "steam-totp": "Steam codes have no place in the exchange format; the secret is kept as a concealed field.",
  "too-large": "The value is larger than is accepted.",
  "unknown-column": "The column is not known; its values are kept as concealed fields.",
  "unknown-item-type": "The item's kind is not known; what it holds is kept as concealed fields.",
  "unknown-otp-algorithm": "The one-time code uses an algorithm the exchange format does not know; it is kept as a concealed field.",
  "unreadable-credential": "A part of the item is damaged.",
  "unreadable-item": "The item is damaged.",
  "unreadable-otp": "The one-time code could not be read; it is kept as a concealed field.",
  "unreadable-time": "The time could not be read and is left out.",
  "uri-match-rule": "The rule for matching this address has no place in the exchange format.",
  "usage-times": "When and how often something was used has no place in the exchange format.",
} as const;

export type Reason = keyof typeof REASONS;

/** The part of `ReportBuilder` the readers use, with the closed set of reasons. */
export type Findings = { add(kind: FindingKind, path: string, reason: Reason, about?: string): void };
