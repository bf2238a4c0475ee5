// What can be done with the item that is shown.

import { Ellipsis, FolderPlus, History, Paperclip, Pencil, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import type { DetailView, Scope, VaultView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { goTo } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { CollectionsDialog } from "./collections-dialog.tsx";
import styles from "./detail.module.css";
import { HistoryDialog } from "./history-dialog.tsx";
import { PurgeDialog } from "./purge-dialog.tsx";
import { edit, passFocusToDetail, sayDone } from "./store.ts";
import type { Problem } from "./use-problem.tsx";

export type DetailBarProps = { readonly detail: DetailView; readonly scope: Scope; readonly vault: VaultView; readonly problem: Problem };
type Open = "history" | "collections" | "purge" | undefined;

export function DetailBar({ detail, scope, vault, problem }: DetailBarProps) {
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <div className={styles.bar}>
      {detail.trashedAt === undefined ? (
        <ActiveActions detail={detail} scope={scope} problem={problem} onOpen={setOpen} />
      ) : (
        <TrashActions detail={detail} problem={problem} onPurge={() => setOpen("purge")} />
      )}
      {open === "history" && <HistoryDialog detail={detail} onClose={close} />}
      {open === "collections" && <CollectionsDialog detail={detail} vault={vault} onClose={close} />}
      {open === "purge" && <PurgeDialog detail={detail} onClose={close} />}
    </div>
  );
}

type ActiveProps = Pick<DetailBarProps, "detail" | "scope" | "problem"> & { readonly onOpen: (open: Open) => void };

function ActiveActions({ detail, scope, problem, onOpen }: ActiveProps) {
  const text = useText();
  const { ref, favorite, versions, title } = detail;
  const toTrash = () =>
    problem.attempt(async () => {
      await call("vault.trash", { ref });
      goTo({ name: "vault", scope });
      sayDone(text("vault.trash.moved", { title }), async () => {
        await call("vault.restore", { ref });
        passFocusToDetail();
        goTo({ name: "vault", scope, item: ref });
      });
    });
  const addFile = () => problem.attempt(async () => (await call("vault.addFile", { ref })) && sayDone(text("vault.file.added")));
  const choose = (id: string) => {
    if (id === "trash") void toTrash();
    else if (id === "file") void addFile();
    else onOpen(id as Open);
  };
  const rows = [
    { id: "collections", label: text("vault.collections"), icon: <FolderPlus size={16} /> },
    { id: "file", label: text("vault.file.add"), icon: <Paperclip size={16} /> },
    ...(versions > 0 ? [{ id: "history", label: text("vault.history"), icon: <History size={16} /> }] : []),
    { id: "trash", label: text("vault.trash.move"), icon: <Trash2 size={16} />, danger: true },
  ];
  return (
    <>
      <IconButton
        label={text(favorite ? "vault.favorite.remove" : "vault.favorite.add")}
        icon={<Star size={17} fill={favorite ? "currentColor" : "none"} />}
        pressed={favorite}
        onPress={() => problem.attempt(() => call("vault.favorite", { ref, on: !favorite }))}
      />
      <Menu label={text("vault.more")} rows={rows} onChoose={choose}>
        <IconButton label={text("vault.more")} icon={<Ellipsis size={18} />} />
      </Menu>
      <Button icon={<Pencil size={14} aria-hidden="true" />} onPress={() => edit({ of: "item", ref })}>
        {text("vault.edit")}
      </Button>
    </>
  );
}

function TrashActions({ detail, problem, onPurge }: Pick<DetailBarProps, "detail" | "problem"> & { readonly onPurge: () => void }) {
  const text = useText();
  const { ref, title } = detail;
  const restore = () =>
    problem.attempt(async () => {
      await call("vault.restore", { ref });
      goTo({ name: "vault", scope: { by: "trash" } });
      sayDone(text("vault.trash.restored", { title }));
    });
  return (
    <>
      <Button look="quiet" onPress={onPurge}>
        {text("vault.trash.purge")}
      </Button>
      <Button onPress={restore}>{text("vault.trash.restore")}</Button>
    </>
  );
}
