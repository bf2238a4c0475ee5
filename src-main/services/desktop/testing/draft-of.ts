// An item's draft as a window makes it that shows everything and changes nothing: secrets untouched, the rest as it was shown.

import type { Draft } from "../../../../src-shared/ipc/views-vault.ts";
import type { ItemShown } from "../item-shown.ts";

export function draftOf({ title, subtitle, favorite, tags, urls, sections }: ItemShown): Draft {
  const credentials = sections.map(({ index, type, label, fields }) => ({
    index,
    type,
    label,
    fields: fields.map(({ path, member, label: own, type: fieldType, value }) => ({ path, member, label: own, type: fieldType, value: value ?? null })),
  }));
  return { title, subtitle: subtitle ?? "", favorite, tags, urls, credentials };
}
