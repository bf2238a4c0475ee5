// What a list, a search or a review needs to know of an item, and nothing secret: the view that opens without the item.

import { type Item, isType, type LinkedItem } from "./document.ts";

export type ItemView = {
  readonly id: Uint8Array;
  readonly title: string;
  readonly subtitle?: string;
  /** Of the first login, else of the first passkey that has one. */
  readonly username?: string;
  readonly urls: readonly string[];
  /** One entry a credential, in order, unknown types too. */
  readonly kinds: readonly string[];
  readonly favorite: boolean;
  readonly tags: readonly string[];
  /** Unix seconds. */
  readonly modifiedAt?: number;
  readonly passkeys: number;
  readonly totps: number;
  readonly files: number;
  /** Items this one points to. */
  readonly references: readonly LinkedItem[];
};

export function itemView(item: Item): ItemView {
  const kinds = item.credentials.map((credential) => credential.type);
  const username = usernameOf(item);
  return {
    id: item.id,
    title: item.title,
    ...(item.subtitle === undefined ? {} : { subtitle: item.subtitle }),
    ...(username === undefined ? {} : { username }),
    urls: item.scope?.urls ?? [],
    kinds,
    favorite: item.favorite ?? false,
    tags: item.tags ?? [],
    ...(item.modifiedAt === undefined ? {} : { modifiedAt: item.modifiedAt }),
    passkeys: kinds.filter((kind) => kind === "passkey").length,
    totps: kinds.filter((kind) => kind === "totp").length,
    files: kinds.filter((kind) => kind === "file").length,
    references: item.credentials.flatMap((credential) => (isType(credential, "item-reference") ? [linkOf(credential.reference)] : [])),
  };
}

/** How many credentials of each type, over all items. */
export function countsOf(views: Iterable<ItemView>): { readonly [type: string]: number } {
  const counts = new Map<string, number>();
  for (const view of views) for (const kind of view.kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function usernameOf(item: Item): string | undefined {
  let ofPasskey: string | undefined;
  for (const credential of item.credentials) {
    if (isType(credential, "basic-auth") && credential.username?.value) return credential.username.value;
    if (isType(credential, "passkey") && credential.username !== "") ofPasskey ??= credential.username;
  }
  return ofPasskey;
}

/** Without unknown members: those stay in the item. */
function linkOf(link: LinkedItem): LinkedItem {
  return link.account === undefined ? { item: link.item } : { item: link.item, account: link.account };
}
