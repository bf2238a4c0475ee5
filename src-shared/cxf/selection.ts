// Which items are to move: the words a person chooses them with, as one value. docs/cli.md

import { base64url, fromBase64url } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import type { ItemView } from "./summary.ts";

export type Selection =
  | { readonly by: "all" }
  /** Items that hold a credential of one of these types; they move whole. */
  | { readonly by: "kind"; readonly kinds: readonly string[] }
  | { readonly by: "id"; readonly ids: readonly Uint8Array[] }
  | { readonly by: "tag"; readonly tags: readonly string[] }
  /** In title, subtitle, user name, addresses or tags, whatever the case. */
  | { readonly by: "text"; readonly text: string };

const FORMS = "all, kind:TYPE,…, id:ID,…, tag:TAG,… or find:TEXT";

/** `all`, `kind:passkey,totp`, `id:<base64url>`, `tag:work`, `find:text`. Throws `usage.invalid`. */
export function parseSelection(text: string): Selection {
  if (text === "all") return { by: "all" };
  const colon = text.indexOf(":");
  const word = text.slice(0, colon);
  const rest = text.slice(colon + 1).trim();
  if (colon < 0 || rest === "") throw new ExchangeError("usage.invalid", { detail: FORMS });
  const names = rest.split(",").map((name) => name.trim());
  if (word === "find") return { by: "text", text: rest };
  if (names.includes("")) throw new ExchangeError("usage.invalid", { detail: FORMS });
  if (word === "kind") return { by: "kind", kinds: names };
  if (word === "tag") return { by: "tag", tags: names };
  if (word === "id") return { by: "id", ids: names.map(parseId) };
  throw new ExchangeError("usage.invalid", { detail: FORMS });
}

function parseId(text: string): Uint8Array {
  const id = fromBase64url(text)?.bytes;
  if (id === undefined) throw new ExchangeError("usage.invalid", { detail: "an id is base64url" });
  return id;
}

/** The test one item is put to, made once for many items. */
export function matcher(selection: Selection): (view: ItemView) => boolean {
  switch (selection.by) {
    case "all":
      return () => true;
    case "kind": {
      const kinds = new Set(selection.kinds);
      return (view) => view.kinds.some((kind) => kinds.has(kind));
    }
    case "id": {
      const ids = new Set(selection.ids.map(base64url));
      return (view) => ids.has(base64url(view.id));
    }
    case "tag": {
      const tags = new Set(selection.tags.map((tag) => tag.toLowerCase()));
      return (view) => view.tags.some((tag) => tags.has(tag.toLowerCase()));
    }
    case "text": {
      const text = selection.text.toLowerCase();
      return (view) => searched(view).some((part) => part.toLowerCase().includes(text));
    }
  }
}

function searched(view: ItemView): readonly string[] {
  return [view.title, view.subtitle ?? "", view.username ?? "", ...view.urls, ...view.tags];
}
