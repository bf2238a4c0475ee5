// Cards and what goes on them: rows with an avatar, numbers with a word.

import type { ReactNode } from "react";
import styles from "./card.module.css";

export function Card({ children, padded = false }: { readonly children: ReactNode; readonly padded?: boolean }) {
  return <div className={padded ? styles.padded : styles.card}>{children}</div>;
}

export type RowProps = { readonly lead?: ReactNode; readonly title: ReactNode; readonly text?: ReactNode; readonly end?: ReactNode };

export function Row({ lead, title, text, end }: RowProps) {
  return (
    <div className={styles.row}>
      {lead}
      <div className={styles.words}>
        <div>{title}</div>
        {text !== undefined && text !== "" && <small>{text}</small>}
      </div>
      {end !== undefined && <div className={styles.end}>{end}</div>}
    </div>
  );
}

/** The first letters of a title, as a mark to find a row by. */
export function Avatar({ title, large = false }: { readonly title: string; readonly large?: boolean }) {
  const [first = "", second = ""] = title.split(/[\s._-]+/).filter(Boolean);
  const letters = second === "" ? Array.from(first).slice(0, 2) : [Array.from(first)[0], Array.from(second)[0]];
  return (
    <span className={large ? styles.largeAvatar : styles.avatar} aria-hidden="true">
      {letters.join("").toUpperCase()}
    </span>
  );
}

export function Numbers({ rows }: { readonly rows: readonly { readonly value: string; readonly word: string }[] }) {
  return (
    <dl className={styles.numbers}>
      {rows.map(({ value, word }) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
