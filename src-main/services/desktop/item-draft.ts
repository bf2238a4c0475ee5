// What was typed becomes an item: only what differs from what was shown is changed, everything else stays byte for byte, unknown types,
// members and extensions included.

import { sameBytes } from "../../../src-shared/bytes.ts";
import type { Credential, CredentialScope, Item } from "../../../src-shared/cxf/document.ts";
import { itemToCbor } from "../../../src-shared/cxf/to-cbor.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Draft } from "../../../src-shared/ipc/views-vault.ts";
import { changedCredential, newCredential } from "./credential-draft.ts";
import { SHOWN } from "./credential-fields.ts";
import { tagShown, titleShown, urlShown } from "./item-shown.ts";

/** `account`: where the item is or goes. Unix seconds. */
export type DraftPlace = { readonly account: Uint8Array; readonly now: number };

/** Throws `usage.invalid`; `detail` is "title" without one, else what is wrong. */
export function newItem(id: Uint8Array, draft: Draft, place: DraftPlace): Item {
  return { ...edited({ id, title: "", credentials: [], creationAt: place.now }, draft, place), modifiedAt: place.now };
}

/** The same object when nothing differs. Throws `usage.invalid` as `newItem`. */
export function changedItem(item: Item, draft: Draft, place: DraftPlace): Item {
  const changed = edited(item, draft, place);
  return sameBytes(itemToCbor(item), itemToCbor(changed)) ? item : { ...changed, modifiedAt: place.now };
}

function edited(item: Item, draft: Draft, place: DraftPlace): Item {
  if (draft.title.trim() === "") throw new ExchangeError("usage.invalid", { detail: "title" });
  const { subtitle: _, tags: __, scope: ___, favorite: ____, ...rest } = item;
  const subtitle = kept(item.subtitle ?? "", draft.subtitle, titleShown);
  const tags = keptList(item.tags ?? [], draft.tags, tagShown, SHOWN.tags);
  const scope = scopeOf(item.scope, keptList(item.scope?.urls ?? [], draft.urls, urlShown, SHOWN.urls));
  return {
    ...rest,
    title: kept(item.title, draft.title, titleShown),
    ...((subtitle !== "" || item.subtitle === draft.subtitle) && { subtitle }),
    ...favoriteOf(item, draft.favorite),
    ...(scope && { scope }),
    ...(tags.length > 0 && { tags }),
    credentials: credentialsOf(item, draft, place),
  };
}

/** What was shown cleaned and comes back as it was shown was not changed. */
function kept(held: string, typed: string, shown: (text: string) => string): string {
  return shown(held) === typed ? held : typed.trim();
}

/** Those beyond what was shown stay. */
function keptList(held: readonly string[], typed: readonly string[], shown: (text: string) => string, most: number): readonly string[] {
  const before = held.slice(0, most).map(shown);
  if (before.length === typed.length && before.every((one, at) => one === typed[at])) return held;
  const byShown = new Map(held.slice(0, most).map((one) => [shown(one), one]));
  const texts = typed.map((one) => byShown.get(one) ?? one.trim()).filter((one) => one !== "");
  return [...new Set(texts), ...held.slice(most)];
}

export function favoriteOf({ favorite }: Pick<Item, "favorite">, wanted: boolean): { readonly favorite?: boolean } {
  if (wanted !== (favorite ?? false)) return { favorite: wanted };
  return favorite === undefined ? {} : { favorite };
}

/** Gone only when nothing is left in it and something was. */
function scopeOf(scope: CredentialScope | undefined, urls: readonly string[]): CredentialScope | undefined {
  if (scope === undefined) return urls.length === 0 ? undefined : { urls, androidApps: [] };
  const bare = urls.length === 0 && scope.urls.length > 0 && scope.androidApps.length === 0 && Object.keys(scope).length === 2;
  return bare ? undefined : { ...scope, urls };
}

/** In the draft's order; those beyond what was shown stay at the end. */
function credentialsOf(item: Item, { credentials }: Draft, { account }: DraftPlace): readonly Credential[] {
  const taken = new Set<number>();
  const drafted = credentials.flatMap((one) => {
    if (one.index === undefined) return newCredential(one, account) ?? [];
    const held = one.index < SHOWN.credentials && !taken.has(one.index) ? item.credentials[one.index] : undefined;
    if (held === undefined) throw new ExchangeError("usage.invalid", { detail: "no such credential" });
    taken.add(one.index);
    return [changedCredential(held, one, account)];
  });
  return [...drafted, ...item.credentials.slice(SHOWN.credentials)];
}
