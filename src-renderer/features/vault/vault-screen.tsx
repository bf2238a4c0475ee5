// The vault: the list of a scope, and beside it one item, to read or to edit.

import { KeyRound } from "lucide-react";
import { useCallback, useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { ItemRef, Scope, VaultView } from "../../../src-shared/ipc/views-vault.ts";
import { goTo, leave } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { keepFocus } from "../../ui/title-focus.ts";
import { useView } from "../../views.ts";
import { DetailPane } from "./detail-pane.tsx";
import { DoneNotice } from "./done-notice.tsx";
import { EditPane } from "./edit-pane.tsx";
import { ListPane } from "./list-pane.tsx";
import { useMenuCommand } from "./menu-command.ts";
import { RevealDialogs } from "./reveal-dialogs.tsx";
import { edit, vaultStore } from "./store.ts";
import { useDetail } from "./use-detail.ts";
import styles from "./vault.module.css";

export function VaultScreen({ scope, item }: { readonly scope: Scope; readonly item: ItemRef | undefined }) {
  const vault = useView("vault");
  return vault === null ? null : <Vault scope={scope} item={item} vault={vault} />;
}

type VaultProps = { readonly scope: Scope; readonly item: ItemRef | undefined; readonly vault: VaultView };

function Vault({ scope, item, vault }: VaultProps) {
  const { editing, editTurn } = useStore(vaultStore);
  const shown = useDetail(item, vault.generation);
  const searchRef = useRef<HTMLInputElement>(null);
  const find = useCallback(() => {
    searchRef.current?.focus();
    searchRef.current?.select();
  }, []);
  const newItem = useCallback((kind = "basic-auth") => leave(() => edit({ of: "new", kind })), []);
  const newUsual = useCallback(() => newItem(), [newItem]);
  useMenuCommand(find, newUsual);
  useFocusKept(editing !== undefined || item !== undefined, find);
  useFirstFocus(find);
  const empty = vault.items === 0 && scope.by === "all" && editing === undefined;
  return (
    <div className={styles.vault}>
      {empty ? <EmptyVault onNew={newUsual} /> : <ListPane scope={scope} item={item} vault={vault} searchRef={searchRef} onNew={newItem} />}
      {!empty &&
        (editing === undefined ? (
          <DetailPane shown={shown} item={item} scope={scope} vault={vault} />
        ) : (
          <EditPane key={editTurn} editing={editing} detail={shown.detail} scope={scope} />
        ))}
      <DoneNotice />
      <RevealDialogs />
    </div>
  );
}

/** After unlocking nothing has the focus: the search takes it, or the title where there is nothing to search. */
function useFirstFocus(find: () => void): void {
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    find();
    keepFocus();
  }, [find]);
}

/** When what was beside the list goes and took the focus with it, the search has it. */
function useFocusKept(beside: boolean, find: () => void): void {
  const before = useRef(beside);
  useEffect(() => {
    if (before.current && !beside && document.activeElement === document.body) find();
    before.current = beside;
  }, [beside, find]);
}

function EmptyVault({ onNew }: { readonly onNew: () => void }) {
  const text = useText();
  return (
    <div className={styles.empty}>
      <h1 className="visually-hidden" tabIndex={-1}>
        {text("nav.allItems")}
      </h1>
      <Empty
        icon={<KeyRound size={26} />}
        title={text("vault.empty.title")}
        text={text("vault.empty.text")}
        actions={
          <>
            <Button onPress={onNew}>{text("vault.new")}</Button>
            <Button onPress={() => goTo({ name: "receive" })}>{text("nav.receive")}</Button>
            <Button look="primary" onPress={() => goTo({ name: "bring-in" })}>
              {text("nav.bringIn")}
            </Button>
          </>
        }
      />
    </div>
  );
}
