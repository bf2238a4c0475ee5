// The middle zone: the list of a scope, as searched and sorted.

import { SearchX, Trash2 } from "lucide-react";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { ItemRef, Scope, VaultView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { goTo } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { EmptyTrashDialog } from "./empty-trash-dialog.tsx";
import { keyOf } from "./item-list.ts";
import { ItemRow, ROW_HEIGHT } from "./item-row.tsx";
import styles from "./list.module.css";
import { ListToolbar } from "./list-toolbar.tsx";
import { rowAt } from "./row-pages.ts";
import { countIn } from "./scope-count.ts";
import { itemList, search, vaultStore } from "./store.ts";
import { ProblemNotice } from "./use-problem.tsx";
import { useSelected } from "./use-selected.ts";

/** Milliseconds without typing after which the number found is said. */
const QUIET = 700;

export type ListPaneProps = {
  readonly scope: Scope;
  readonly item: ItemRef | undefined;
  readonly vault: VaultView;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onNew: (kind: string) => void;
};

export function ListPane({ scope, item, vault, searchRef, onNew }: ListPaneProps) {
  const text = useText();
  const { text: words, order } = useStore(vaultStore);
  const { rows, failure } = useStore(itemList.store);
  const [emptying, setEmptying] = useState(false);
  const pane = useRef<HTMLElement>(null);
  const scopeText = JSON.stringify(scope);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal scopes are the same scope
  const query = useMemo(() => ({ scope, text: words, order }), [scopeText, words, order]);
  useEffect(() => itemList.want(query, vault.generation), [query, vault.generation]);
  useEffect(() => () => itemList.clear(), []);
  const { selected, choose } = useChoice(query.scope, useSelected(rows, query, vault.generation, item), query);
  const current = rows.key === keyOf(query);
  useSaidCount(words, current, rows.total);

  const all = countIn(vault, scope);
  const toList = () => {
    if (selected < 0 && rows.total > 0) choose(0);
    pane.current?.querySelector<HTMLElement>("[role=listbox]")?.focus();
  };
  return (
    <section ref={pane} className={styles.pane} aria-label={text("vault.list.label")}>
      <ListToolbar
        searchRef={searchRef}
        onDown={toList}
        onNew={onNew}
        trash={scope.by === "trash"}
        onEmptyTrash={scope.by === "trash" && vault.trashed > 0 ? () => setEmptying(true) : undefined}
        count={
          rows.key === undefined ? "" : words === "" ? text("vault.count", { count: rows.total }) : text("vault.countOf", { count: rows.total, total: all })
        }
      />
      {failure !== undefined && (
        <div className={styles.problem}>
          <ProblemNotice code={failure} />
          <Button small onPress={() => itemList.again()}>
            {text("app.tryAgain")}
          </Button>
        </div>
      )}
      <div className={styles.rows}>
        {rows.key !== undefined && rows.total === 0 ? (
          <NothingHere scope={scope} words={words} onClear={() => searchRef.current?.focus()} />
        ) : (
          <VirtualList
            label={text("vault.list.label")}
            total={rows.total}
            rowHeight={ROW_HEIGHT}
            selected={selected}
            onSelect={choose}
            onVisible={see}
            row={(index) => <ItemRow row={rowAt(rows, index)} />}
            listKey={rows.key ?? ""}
          />
        )}
      </div>
      <EmptyTrashDialog open={emptying} count={vault.trashed} onClose={() => setEmptying(false)} />
    </section>
  );
}

function see(first: number, last: number): void {
  itemList.see(first, last);
}

/** A row that is not here yet is chosen all the same: its place first, its item when it is known. */
function useChoice(scope: Scope, selected: number, query: Parameters<typeof keyOf>[0]) {
  const [ahead, setAhead] = useState<number>();
  const latest = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the item is chosen, its place is known
  useEffect(() => setAhead(undefined), [selected, query]);
  const choose = useCallback(
    async (index: number) => {
      const turn = ++latest.current;
      const row = rowAt(itemList.store.getState().rows, index);
      if (row !== undefined) return goTo({ name: "vault", scope, item: row.ref });
      setAhead(index);
      const answer = await call("vault.list", { ...query, from: index, count: 1 }).catch(() => undefined);
      const ref = answer?.rows[0]?.ref;
      if (turn === latest.current && ref !== undefined) goTo({ name: "vault", scope, item: ref });
    },
    [scope, query],
  );
  return { selected: ahead ?? selected, choose };
}

function useSaidCount(words: string, current: boolean, total: number): void {
  const text = useText();
  useEffect(() => {
    if (words === "" || !current) return;
    const timer = setTimeout(() => announce(text("vault.found", { count: total })), QUIET);
    return () => clearTimeout(timer);
  }, [words, current, total, text]);
}

function NothingHere({ scope, words, onClear }: { readonly scope: Scope; readonly words: string; readonly onClear: () => void }) {
  const text = useText();
  if (words === "")
    return scope.by === "trash" ? (
      <Empty icon={<Trash2 size={24} />} title={text("vault.trash.none")} />
    ) : (
      <Empty icon={<SearchX size={24} />} title={text("vault.nothingHere")} />
    );
  const clear = () => {
    search("");
    onClear();
  };
  return (
    <Empty
      icon={<SearchX size={24} />}
      title={text("vault.noMatch.title", { text: words })}
      text={text("vault.noMatch.text")}
      actions={<Button onPress={clear}>{text("vault.search.clear")}</Button>}
    />
  );
}
