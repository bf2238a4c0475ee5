// One field of an item: its name over its value, hidden when it is a secret, and the way to copy it.

import { type ReactNode, useContext } from "react";
import type { FieldView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { fieldWord, valueWord } from "../../text/item-words.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { HoldToReveal } from "../../ui/hold-to-reveal.tsx";
import { AroundItem, CopiedNote, CopyButton, useCopying } from "./copy-button.tsx";
import styles from "./detail.module.css";
import { revealed } from "./revealing.ts";

export function FieldRow({ field, type }: { readonly field: FieldView; readonly type: string }) {
  const text = useText();
  const { language } = useFormats();
  const label = fieldWord(text, type, field);
  if (type === "totp" && CODE_FACTS.includes(field.member))
    return <PlainRow label={label}>{valueWord(text, field.type, field.value ?? "", language)}</PlainRow>;
  if (!field.concealed)
    return (
      <CopyableRow label={label} path={field.path}>
        {valueWord(text, field.type, field.value ?? "", language)}
      </CopyableRow>
    );
  return <SecretRow label={label} field={field} />;
}

export function CopyableRow({ label, path, children }: { readonly label: string; readonly path: string; readonly children: ReactNode }) {
  const copying = useCopying(path);
  return (
    <div className={styles.field}>
      <div className={styles.label}>
        <span>{label}</span>
        <CopiedNote copying={copying} />
      </div>
      <div className={styles.valueLine}>
        <div className={styles.value}>{children}</div>
        <CopyButton label={label} copying={copying} />
      </div>
    </div>
  );
}

/** What a program needs to make the code; nobody copies it. */
const CODE_FACTS = ["period", "digits", "algorithm"];

/** A line that only says something. */
export function PlainRow({ label, children, end }: { readonly label: string; readonly children: ReactNode; readonly end?: ReactNode }) {
  return (
    <div className={styles.field}>
      <div className={styles.label}>
        <span>{label}</span>
      </div>
      <div className={styles.plainLine}>
        <div className={styles.value}>{children}</div>
        {end}
      </div>
    </div>
  );
}

function SecretRow({ label, field }: { readonly label: string; readonly field: FieldView }) {
  const text = useText();
  const { ref, fail, asks } = useContext(AroundItem);
  const copying = useCopying(field.path);
  return (
    <div className={styles.field}>
      <div className={styles.label}>
        <span>{label}</span>
        <CopiedNote copying={copying} />
      </div>
      <div className={styles.valueLine}>
        <HoldToReveal
          label={text("vault.showField", { field: label })}
          hideLabel={text("vault.hideField", { field: label })}
          reveal={() => revealed((secret) => call("vault.reveal", { ref, path: field.path, secret }))}
          stays={asks}
          multiline={field.type === "text" || field.member === "content"}
          onError={fail}
        />
        <CopyButton label={label} copying={copying} />
      </div>
    </div>
  );
}
