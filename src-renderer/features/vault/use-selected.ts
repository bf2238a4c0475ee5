// Where the chosen item stands in the list as it is now, also after the list was read anew.

import { useEffect, useMemo, useState } from "react";
import type { ItemRef } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { keyOf, type Query } from "./item-list.ts";
import { indexOf, type Rows, sameRef } from "./row-pages.ts";

/** -1 when none is chosen or it is not in the list. */
export function useSelected(rows: Rows, query: Query, generation: number, item: ItemRef | undefined): number {
  const [placed, setPlaced] = useState<{ readonly ref: ItemRef; readonly key: string; readonly index: number }>();
  const key = keyOf(query);
  const here = useMemo(() => (item === undefined ? -1 : indexOf(rows, item)), [rows, item]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query, and a new generation may move the item
  useEffect(() => {
    if (item === undefined) return;
    let current = true;
    call("vault.place", { ...query, ref: item }).then(
      (index) => current && setPlaced({ ref: item, key, index }),
      // the list says by itself when it cannot be read
      () => {},
    );
    return () => {
      current = false;
    };
  }, [key, generation, item]);
  if (item === undefined || here >= 0) return here;
  return placed !== undefined && placed.key === key && sameRef(placed.ref, item) ? placed.index : -1;
}
