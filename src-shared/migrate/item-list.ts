// Gathers the items of an account one by one, so that a broken item or credential costs only itself.

import { checkStruct } from "../cxf/check.ts";
import type { Item } from "../cxf/document.ts";
import { ITEM } from "../cxf/schema.ts";
import { type ErrorCode, ExchangeError } from "../errors.ts";
import type { Findings } from "./reasons.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";
import { at } from "./source-path.ts";
import { credentialFault } from "./usable-credential.ts";

export type ItemList = {
  readonly items: readonly Item[];
  /** Keeps what `read` answers if it is a whole CXF item, without the credentials that are not, each with a finding; undefined when nothing is kept. */
  take(path: string, about: string, read: () => Item): Item | undefined;
};

/** `take` throws `format.limit-exceeded` when there are too many. */
export function itemList(findings: Findings): ItemList {
  const items: Item[] = [];
  return {
    items,
    take(path, about, read) {
      if (items.length >= SOURCE_LIMITS.items) throw new ExchangeError("format.limit-exceeded", { path, detail: "items" });
      try {
        const item = withoutFaults(read(), path, about, findings);
        checkStruct(ITEM, item);
        items.push(item);
        return item;
      } catch (thrown) {
        if (!(thrown instanceof ExchangeError)) throw thrown;
        findings.add("refused", path, thrown.code === "format.limit-exceeded" ? "too-large" : "unreadable-item", about);
        return undefined;
      }
    },
  };
}

function withoutFaults(item: Item, path: string, about: string, findings: Findings): Item {
  const faults: (ErrorCode | undefined)[] = item.credentials.map(credentialFault);
  if (faults.every((fault) => fault === undefined)) return item;
  for (const [i, fault] of faults.entries()) {
    const reason = fault === "format.limit-exceeded" ? "too-large" : "unreadable-credential";
    if (fault !== undefined) findings.add("refused", at(path, item.credentials[i]?.type ?? ""), reason, about);
  }
  return { ...item, credentials: item.credentials.filter((_, i) => faults[i] === undefined) };
}
