// Gathers the items of an account one by one, so that a broken one costs only itself.

import { checkStruct } from "../cxf/check.ts";
import type { Item } from "../cxf/document.ts";
import { ITEM } from "../cxf/schema.ts";
import { ExchangeError } from "../errors.ts";
import type { Findings } from "./reasons.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";

export type ItemList = {
  readonly items: readonly Item[];
  /** Keeps what `read` answers if it is a whole CXF item, otherwise adds a finding; answers whether it was kept. */
  take(path: string, about: string, read: () => Item): boolean;
};

/** `take` throws `format.limit-exceeded` when there are too many. */
export function itemList(findings: Findings): ItemList {
  const items: Item[] = [];
  return {
    items,
    take(path, about, read) {
      if (items.length >= SOURCE_LIMITS.items) throw new ExchangeError("format.limit-exceeded", { path, detail: "items" });
      try {
        const item = read();
        checkStruct(ITEM, item);
        items.push(item);
        return true;
      } catch (thrown) {
        if (!(thrown instanceof ExchangeError)) throw thrown;
        findings.add("refused", path, thrown.code === "format.limit-exceeded" ? "too-large" : "unreadable-item", about);
        return false;
      }
    },
  };
}
