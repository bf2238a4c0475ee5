// Items as a list, and one item in full, for people and as events.

import { base64url, hex } from "../../src-shared/bytes.ts";
import type { VaultItemView } from "../../src-shared/vault/model.ts";
import type { ItemField } from "../services/item-fields.ts";
import type { CliEvent } from "./events.ts";
import { bold, dim, type Output } from "./output.ts";
import { cut, plainLine, plainLines } from "./plain-text.ts";
import { table } from "./table.ts";
import { count, date, kindName } from "./wording.ts";

const TITLE_COLUMNS = 36;
const NAME_COLUMNS = 28;
/** Letters of an id in a list at least. */
const SHORT_ID = 8;
const MASK = "••••••••";

export function showItems(output: Output, views: readonly VaultItemView[], nothing: string): void {
  if (output.json) for (const view of views) output.emit(itemEvent(view));
  else if (views.length === 0) output.lines(nothing);
  else {
    const length = namingLength(views);
    output.lines(
      ...table(
        views.map((view) => row(view, length)),
        output.columns,
      ),
      dim(count(views.length, "item")),
    );
  }
}

/** Letters it takes for each id to name one item only. */
function namingLength(views: readonly VaultItemView[]): number {
  const ids = views.map(({ id }) => base64url(id));
  const longest = Math.max(...new Set(ids.map(({ length }) => length)));
  let length = SHORT_ID;
  while (length < longest && new Set(ids.map((id) => id.slice(0, length))).size < ids.length) length++;
  return length;
}

function row({ id, title, username, kinds }: VaultItemView, length: number): readonly string[] {
  const name = cut(plainLine(title) || "(no title)", TITLE_COLUMNS);
  return [dim(base64url(id).slice(0, length)), bold(name), cut(plainLine(username ?? ""), NAME_COLUMNS), [...new Set(kinds)].map(kindName).join(", ")];
}

export function itemEvent(view: VaultItemView): Extract<CliEvent, { event: "item" }> {
  const { id, ref, title, subtitle, username, urls, kinds, favorite, tags, modifiedAt, state, addedAt, trashedAt, transferId, versions } = view;
  return {
    event: "item",
    id: base64url(id),
    account: base64url(ref.account),
    title,
    subtitle,
    username,
    urls,
    kinds,
    favorite,
    tags,
    modifiedAt,
    state,
    addedAt,
    trashedAt,
    transferId: transferId && hex(transferId),
    versions,
  };
}

/** Secrets as they are when `reveal`, else masked for people and null for programs. */
export function showItem(output: Output, view: VaultItemView, fields: readonly ItemField[], reveal: boolean): void {
  const shown = fields.map((field) => ({ ...field, value: field.secret && !reveal ? null : field.value }));
  output.emit({ ...itemEvent(view), fields: shown }, [bold(plainLine(view.title)), ...heading(view), ...fieldLines(shown)]);
}

function heading({ id, subtitle, urls, tags, addedAt, modifiedAt, versions, state }: VaultItemView): readonly string[] {
  const parts = [
    `id ${base64url(id)}`,
    `added ${date(addedAt)}`,
    ...(modifiedAt === undefined ? [] : [`changed ${date(modifiedAt)}`]),
    ...(versions === 0 ? [] : [count(versions, "earlier version")]),
    ...(state === "trashed" ? ["in the trash"] : []),
  ];
  return [
    ...(subtitle ? [plainLine(subtitle)] : []),
    dim(parts.join(" · ")),
    ...urls.map((url) => `  ${plainLine(url)}`),
    ...(tags.length === 0 ? [] : [`  tags: ${tags.map(plainLine).join(", ")}`]),
  ];
}

type Shown = Omit<ItemField, "value"> & { readonly value: string | null };

function fieldLines(fields: readonly Shown[]): readonly string[] {
  const lines: string[] = [];
  let before = -1;
  for (const { credential, type, label, value } of fields) {
    if (credential !== before) lines.push("", bold(kindName(type)));
    before = credential;
    const [first = "", ...more] = value === null ? [MASK] : plainLines(value);
    lines.push(`  ${dim(plainLine(label))}  ${first}`, ...more.map((line) => `    ${line}`));
  }
  return lines;
}
