// An item's earlier versions, newest first, and what each differs in from the one after it. Names only, no values.

import { sameBytes } from "../../../src-shared/bytes.ts";
import { type CborValue, encodeCbor } from "../../../src-shared/cbor/codec.ts";
import type { Credential, Item } from "../../../src-shared/cxf/document.ts";
import type { VersionView } from "../../../src-shared/ipc/views-vault.ts";
import type { HistoryEntry } from "../../../src-shared/vault/model.ts";
import { kindShown, titleShown } from "./item-shown.ts";
import { shownText } from "./shown-text.ts";

const LONGEST_NAME = 64;
/** Changed with every edit, or told member by member. */
const NOT_TOLD: ReadonlySet<string> = new Set(["id", "modifiedAt", "creationAt", "credentials"]);

export function versionViews(history: readonly HistoryEntry[], current: Item): readonly VersionView[] {
  return history
    .map(({ at, cause, item }, version) => ({
      version,
      at,
      cause,
      title: titleShown(item.title),
      changed: changedMembers(item, history[version + 1]?.item ?? current),
    }))
    .reverse();
}

/** `title`, `basic-auth/password`, or `totp` for a credential that came or went. */
function changedMembers(before: Item, after: Item): readonly string[] {
  const own = differing(before, after).filter((name) => !NOT_TOLD.has(name));
  const credentials = pairs(before.credentials, after.credentials).flatMap(([one, other]) => {
    if (one === undefined || other === undefined) return [kindShown((one ?? other)?.type ?? "")];
    return differing(one, other).map((name) => `${kindShown(one.type)}/${shownText(name, LONGEST_NAME)}`);
  });
  return [...new Set([...own.map((name) => shownText(name, LONGEST_NAME)), ...credentials])];
}

/** The nth of a type belongs to the nth of that type. */
function pairs(before: readonly Credential[], after: readonly Credential[]): readonly (readonly [Credential | undefined, Credential | undefined])[] {
  const types = [...new Set([...before, ...after].map(({ type }) => type))];
  return types.flatMap((type) => {
    const old = before.filter((one) => one.type === type);
    const now = after.filter((one) => one.type === type);
    return Array.from({ length: Math.max(old.length, now.length) }, (_, at) => [old[at], now[at]] as const);
  });
}

type Members = { readonly [name: string]: unknown };

function differing(before: Members, after: Members): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !same(before[name], after[name]));
}

function same(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return before === after;
  return sameBytes(encodeCbor(before as CborValue), encodeCbor(after as CborValue));
}
