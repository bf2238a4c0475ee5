// What of an item is shown and comes back in a draft: its own members, cleaned and cut, and the fields of its credentials.

import { type Credential, type Item, isKnown, isType } from "../../../src-shared/cxf/document.ts";
import type { DetailView, SectionView } from "../../../src-shared/ipc/views-vault.ts";
import { credentialFields, fieldView, SHOWN } from "./credential-fields.ts";
import { shownText } from "./shown-text.ts";

const LONGEST_TITLE = 256;
const LONGEST_TAG = 256;
const LONGEST_KIND = 64;
const LONGEST_URL = 2048;

export function titleShown(text: string): string {
  return shownText(text, LONGEST_TITLE);
}

export function tagShown(text: string): string {
  return shownText(text, LONGEST_TAG);
}

/** A credential type. */
export function kindShown(text: string): string {
  return shownText(text, LONGEST_KIND);
}

export function urlShown(text: string): string {
  return shownText(text, LONGEST_URL);
}

export type ItemShown = Pick<DetailView, "title" | "subtitle" | "favorite" | "tags" | "urls" | "sections">;

/** `account`: the one the item is in. */
export function itemShown({ title, subtitle, favorite, tags, scope, credentials }: Item, account: Uint8Array): ItemShown {
  return {
    title: titleShown(title),
    ...(subtitle !== undefined && { subtitle: titleShown(subtitle) }),
    favorite: favorite ?? false,
    tags: (tags ?? []).slice(0, SHOWN.tags).map(tagShown),
    urls: (scope?.urls ?? []).slice(0, SHOWN.urls).map(urlShown),
    sections: credentials.slice(0, SHOWN.credentials).map((credential, index) => sectionShown(credential, index, account)),
  };
}

function sectionShown(credential: Credential, index: number, account: Uint8Array): SectionView {
  const label = isType(credential, "custom-fields") ? credential.label : undefined;
  return {
    index,
    type: kindShown(credential.type),
    known: isKnown(credential),
    ...(label !== undefined && label !== "" && { label: titleShown(label) }),
    fields: credentialFields(credential, index, account).map(fieldView),
  };
}
