// Over the list: search, the new item, how many there are and in which order.

import { ArrowDownUp, Check, Plus, Search, Trash2, X } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { useStore } from "zustand";
import type { ListOrder } from "../../../src-shared/ipc/views-vault.ts";
import { kindWord } from "../../text/kind-words.ts";
import { KIND_TEXTS } from "../../text/kinds.ts";
import { useText } from "../../text/text.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { KindIcon } from "../../ui/kind-icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import styles from "./list.module.css";
import { search, sortBy, vaultStore } from "./store.ts";

const ORDERS: readonly ListOrder[] = ["title", "added", "modified"];
/** What a person writes down most comes first; passkeys and files are not written by hand. */
const FIRST_KINDS = ["basic-auth", "note", "credit-card", "totp", "identity-document", "address", "wifi", "ssh-key"];
export const NEW_KINDS: readonly string[] = [...FIRST_KINDS, ...KIND_TEXTS.filter((kind) => ![...FIRST_KINDS, "passkey", "file"].includes(kind))];

export type ListToolbarProps = {
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onDown: () => void;
  readonly onNew: (kind: string) => void;
  /** Undefined outside of the trash and while it is empty. */
  readonly onEmptyTrash: (() => void) | undefined;
  readonly trash: boolean;
  readonly count: string;
};

export function ListToolbar({ searchRef, onDown, onNew, onEmptyTrash, trash, count }: ListToolbarProps) {
  const text = useText();
  const { order } = useStore(vaultStore);
  return (
    <div className={styles.toolbar}>
      <div className={styles.tools}>
        <SearchBox searchRef={searchRef} onDown={onDown} />
        {!trash && <NewItemMenu onNew={onNew} />}
        {onEmptyTrash !== undefined && <IconButton label={text("vault.trash.empty")} icon={<Trash2 size={16} />} onPress={onEmptyTrash} />}
      </div>
      <div className={styles.countLine}>
        <span className={styles.count}>{count}</span>
        <Menu
          label={text("vault.order", { order: text(`vault.order.${order}`) })}
          rows={ORDERS.map((one) => ({
            id: one,
            label: text(`vault.order.${one}`),
            icon: <Check size={14} className={one === order ? styles.chosen : styles.notChosen} />,
          }))}
          onChoose={(id) => sortBy(id as ListOrder)}
        >
          <Button
            look="quiet"
            small
            aria-label={text("vault.order", { order: text(`vault.order.${order}`) })}
            icon={<ArrowDownUp size={13} aria-hidden="true" />}
          >
            {text(`vault.order.${order}`)}
          </Button>
        </Menu>
      </div>
    </div>
  );
}

function NewItemMenu({ onNew }: Pick<ListToolbarProps, "onNew">) {
  const text = useText();
  return (
    <Menu
      label={text("vault.new")}
      rows={NEW_KINDS.map((kind) => ({ id: kind, label: kindWord(text, kind), icon: <KindIcon kind={kind} /> }))}
      onChoose={onNew}
    >
      <IconButton label={text("vault.new")} icon={<Plus size={18} />} />
    </Menu>
  );
}

function SearchBox({ searchRef, onDown }: Pick<ListToolbarProps, "searchRef" | "onDown">) {
  const text = useText();
  const typed = useStore(vaultStore, (state) => state.text);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && typed !== "") search("");
    else if (event.key === "ArrowDown" || (event.key === "Enter" && !event.nativeEvent.isComposing)) onDown();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.search}>
      <Search size={15} aria-hidden="true" />
      <input
        ref={searchRef}
        type="search"
        aria-label={text("vault.search")}
        placeholder={text("vault.search")}
        value={typed}
        maxLength={256}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => search(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {typed !== "" && (
        <button
          type="button"
          aria-label={text("vault.search.clear")}
          onClick={() => {
            search("");
            searchRef.current?.focus();
          }}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
