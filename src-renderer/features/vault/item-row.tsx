// One row of the list; drawn again only when its item changed.

import { Star } from "lucide-react";
import { memo } from "react";
import type { RowView } from "../../../src-shared/ipc/views-vault.ts";
import { kindWord } from "../../text/kind-words.ts";
import { useText } from "../../text/text.tsx";
import { Avatar } from "../../ui/card.tsx";
import { KindIcon } from "../../ui/kind-icon.tsx";
import styles from "./list.module.css";

export const ROW_HEIGHT = 56;
const MOST_ICONS = 4;

export const ItemRow = memo(function ItemRow({ row }: { readonly row: RowView | undefined }) {
  const text = useText();
  if (row === undefined) return <Placeholder label={text("app.loading")} />;
  const kinds = [...new Set(row.kinds)];
  return (
    <>
      <Avatar title={row.title} />
      <div className={styles.words}>
        <div className={styles.titleLine}>
          <span className={styles.title} title={row.title}>
            {row.title}
          </span>
          {row.favorite && <Star size={12} className={styles.star} role="img" aria-label={text("vault.favorite")} />}
        </div>
        {row.detail !== "" && <div className={styles.detail}>{row.detail}</div>}
      </div>
      <span className={styles.kinds} role="img" aria-label={kinds.map((kind) => kindWord(text, kind)).join(", ")}>
        {kinds.slice(0, MOST_ICONS).map((kind) => (
          <KindIcon key={kind} kind={kind} size={13} />
        ))}
      </span>
    </>
  );
});

/** Keeps the row's room until it is there. */
function Placeholder({ label }: { readonly label: string }) {
  return (
    <>
      <span className={styles.blankAvatar} />
      <div className={styles.words}>
        <span className="visually-hidden">{label}</span>
        <span className={styles.blankTitle} />
        <span className={styles.blankDetail} />
      </div>
    </>
  );
}
