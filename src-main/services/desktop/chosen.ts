// What the owner chose to send, from the window's words to the vault's.

import { fromBase64url } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Selection } from "../../../src-shared/ipc/contract.ts";
import type { Chosen } from "../exchange.ts";

/** Throws `usage.invalid` for an item that is named by no id. */
export function chosenBy(selection: Selection): Chosen {
  if (selection.by === "all") return { by: "all" };
  if (selection.by === "kinds") return { by: "kind", kinds: selection.kinds };
  return { by: "refs", refs: selection.items.map(({ account, item }) => ({ account: idOf(account), item: idOf(item) })) };
}

function idOf(text: string): Uint8Array {
  const id = fromBase64url(text)?.bytes;
  if (id === undefined) throw new ExchangeError("usage.invalid", { detail: "item" });
  return id;
}
