// The first zone: where to go. Places, then what the vault is sorted by, then settings and the lock.

import { ArrowLeft, ArrowRight, Download, FolderClosed, KeyRound, Laptop, Lock, ReceiptText, Settings2, Star, Tag, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { Scope } from "../src-shared/ipc/views-vault.ts";
import { call } from "./api.ts";
import { goTo, leave, type Place, usePlace } from "./navigation.ts";
import styles from "./sidebar.module.css";
import { inKindOrder, kindName } from "./text/kind-words.ts";
import { useFormats, useText } from "./text/text.tsx";
import { Boat } from "./ui/brand.tsx";
import { KindIcon } from "./ui/kind-icon.tsx";
import { useView } from "./views.ts";

export function Sidebar() {
  const text = useText();
  const vault = useView("vault");
  const { transfer } = useView("app");
  const running = text("nav.running");
  return (
    <nav className={styles.side} aria-label={text("nav.label")}>
      <div className={styles.brand}>
        <Boat /> Keyferry
      </div>
      <div className={styles.scroll}>
        <ul>
          <Go to={{ name: "vault", scope: { by: "all" } }} icon={<KeyRound size={16} />} count={vault?.items}>
            {text("nav.allItems")}
          </Go>
          {vault !== null && vault.favorites > 0 && (
            <Go to={{ name: "vault", scope: { by: "favorites" } }} icon={<Star size={16} />} count={vault.favorites}>
              {text("nav.favorites")}
            </Go>
          )}
          <Go to={{ name: "send" }} icon={<ArrowRight size={16} />} {...(transfer === "sending" && { note: running })}>
            {text("nav.send")}
          </Go>
          <Go to={{ name: "receive" }} icon={<ArrowLeft size={16} />} {...(transfer === "receiving" && { note: running })}>
            {text("nav.receive")}
          </Go>
          <Go to={{ name: "bring-in" }} icon={<Download size={16} />}>
            {text("nav.bringIn")}
          </Go>
          <Go to={{ name: "destinations" }} icon={<Laptop size={16} />}>
            {text("nav.destinations")}
          </Go>
          <Go to={{ name: "receipts" }} icon={<ReceiptText size={16} />}>
            {text("nav.receipts")}
          </Go>
        </ul>
        <Group title={text("nav.kinds")} rows={inKindOrder(vault?.kinds ?? [])}>
          {({ kind, count }) => (
            <Go key={kind} to={{ name: "vault", scope: { by: "kind", kind } }} icon={<KindIcon kind={kind} />} count={count}>
              {kindName(text, kind)}
            </Go>
          )}
        </Group>
        <Group title={text("nav.collections")} rows={vault?.collections ?? []}>
          {({ account, collection, title, count, depth }) => (
            <Go
              key={`${account}/${collection}`}
              to={{ name: "vault", scope: { by: "collection", account, collection } }}
              icon={<FolderClosed size={16} />}
              count={count}
              depth={depth}
            >
              {title}
            </Go>
          )}
        </Group>
        <Group title={text("nav.tags")} rows={vault?.tags ?? []}>
          {({ tag, count }) => (
            <Go key={tag} to={{ name: "vault", scope: { by: "tag", tag } }} icon={<Tag size={16} />} count={count}>
              {tag}
            </Go>
          )}
        </Group>
      </div>
      <ul className={styles.foot}>
        {vault !== null && vault.trashed > 0 && (
          <Go to={{ name: "vault", scope: { by: "trash" } }} icon={<Trash2 size={16} />} count={vault.trashed}>
            {text("nav.trash")}
          </Go>
        )}
        <Go to={{ name: "settings" }} icon={<Settings2 size={16} />}>
          {text("nav.settings")}
        </Go>
        <li>
          <button type="button" className={styles.go} onClick={() => leave(() => void call("session.lock"))}>
            <Lock size={16} aria-hidden="true" />
            <span>{text("nav.lock")}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}

function Group<T>({ title, rows, children }: { readonly title: string; readonly rows: readonly T[]; readonly children: (row: T) => ReactNode }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h2 className={styles.group}>{title}</h2>
      <ul>{rows.map(children)}</ul>
    </>
  );
}

type GoProps = {
  readonly to: Place;
  readonly icon: ReactNode;
  readonly count?: number | undefined;
  readonly note?: string;
  readonly depth?: number;
  readonly children: string;
};

function Go({ to, icon, count, note, depth = 0, children }: GoProps) {
  const here = samePlace(usePlace(), to);
  const { number } = useFormats();
  return (
    <li>
      <button
        type="button"
        className={styles.go}
        style={{ paddingInlineStart: 8 + depth * 14 }}
        onClick={() => goTo(to)}
        title={children}
        {...(here && { "aria-current": "page" as const })}
      >
        {icon}
        <span>{children}</span>
        {note !== undefined && <b>{note}</b>}
        {count !== undefined && <b>{number(count)}</b>}
      </button>
    </li>
  );
}

function samePlace(one: Place, other: Place): boolean {
  if (one.name === "vault" && other.name === "vault") return scopeKey(one.scope) === scopeKey(other.scope);
  return one.name === other.name;
}

/** Equal exactly for equal scopes. */
function scopeKey(scope: Scope): string {
  return JSON.stringify(Object.entries(scope).sort(([a], [b]) => (a < b ? -1 : 1)));
}
