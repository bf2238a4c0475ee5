// Items chosen one by one: a search and the vault's list with a tick before each.

import { Check, Search } from "lucide-react";
import { useState } from "react";
import { kindWord } from "../../text/kind-words.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { TextInput } from "../../ui/field.tsx";
import { KindIcon } from "../../ui/kind-icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import styles from "./item-chooser.module.css";
import { rowAt, useItemPages } from "./item-pages.ts";
import { refKey, type SendDraft, sendDraft, withItem } from "./store.ts";

const ROW = 46;

export function ItemChooser({ draft, generation }: { readonly draft: SendDraft; readonly generation: number }) {
  const text = useText();
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(-1);
  const { pages, error, onVisible } = useItemPages(search, generation);
  const toggle = (index: number) => {
    const row = rowAt(pages, index);
    if (row !== undefined) sendDraft.setState(withItem(sendDraft.getState(), row.ref));
  };
  const isChosen = (index: number) => {
    const row = rowAt(pages, index);
    return row !== undefined && draft.items.has(refKey(row.ref));
  };
  return (
    <div className={styles.chooser}>
      <div className={styles.top}>
        <div className={styles.search}>
          <TextInput
            label={text("send.choose.search")}
            hiddenLabel
            placeholder={text("send.choose.search")}
            value={search}
            onChange={(next) => {
              setSearch(next);
              setAt(-1);
            }}
            end={<Search size={16} aria-hidden="true" className={styles.glass} />}
          />
        </div>
        <Button look="quiet" isDisabled={draft.items.size === 0} onPress={() => sendDraft.setState({ items: new Map() })}>
          {text("send.choose.clear")}
        </Button>
      </div>
      {error !== undefined && <Notice tone="bad" live title={text(`error.${error.code}`)} />}
      <div className={styles.list}>
        {pages.total === 0 ? (
          <p className={styles.none}>{text("send.choose.noneFound", { text: search })}</p>
        ) : (
          <VirtualList
            label={text("send.choose.listLabel")}
            total={pages.total ?? 0}
            rowHeight={ROW}
            selected={at}
            onSelect={setAt}
            checked={isChosen}
            onToggle={toggle}
            onVisible={onVisible}
            listKey={search}
            row={(index) => <ChooserRow row={rowAt(pages, index)} chosen={isChosen(index)} />}
          />
        )}
      </div>
    </div>
  );
}

function ChooserRow({ row, chosen }: { readonly row: ReturnType<typeof rowAt>; readonly chosen: boolean }) {
  const text = useText();
  return (
    <>
      <span className={styles.box} data-on={chosen || undefined}>
        <Check size={12} strokeWidth={3} aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <span title={row?.title}>{row?.title}</span>
        <small>{row?.detail}</small>
      </span>
      <span className={styles.kinds} title={row?.kinds.map((kind) => kindWord(text, kind)).join(", ")}>
        {row?.kinds.slice(0, 4).map((kind, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same kind may come twice
          <KindIcon key={place} kind={kind} />
        ))}
      </span>
    </>
  );
}
