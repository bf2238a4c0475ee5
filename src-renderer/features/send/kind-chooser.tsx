// What a vault holds by kind: to look at, or to choose from.

import type { VaultView } from "../../../src-shared/ipc/views-vault.ts";
import { inKindOrder, kindCount } from "../../text/kind-words.ts";
import { useText } from "../../text/text.tsx";
import { Checkbox } from "../../ui/choices.tsx";
import { KindIcon } from "../../ui/kind-icon.tsx";
import styles from "./kind-chooser.module.css";
import { type SendDraft, sendDraft, withKind } from "./store.ts";

type Kinds = VaultView["kinds"];

export function KindsInside({ kinds }: { readonly kinds: Kinds }) {
  const text = useText();
  return (
    <ul className={styles.grid} aria-label={text("send.choose.contents")}>
      {inKindOrder(kinds).map(({ kind, count }) => (
        <li key={kind} className={styles.kind}>
          <KindIcon kind={kind} size={18} />
          <span>{kindCount(text, kind, count)}</span>
        </li>
      ))}
    </ul>
  );
}

export function KindChooser({ kinds, draft }: { readonly kinds: Kinds; readonly draft: SendDraft }) {
  const text = useText();
  return (
    <fieldset className={styles.fieldset}>
      <legend className="visually-hidden">{text("send.choose.kindsLabel")}</legend>
      <div className={styles.grid}>
        {inKindOrder(kinds).map(({ kind, count }) => (
          <div key={kind} className={styles.choice} data-on={draft.kinds.includes(kind) || undefined}>
            <Checkbox
              label={kindCount(text, kind, count)}
              isSelected={draft.kinds.includes(kind)}
              onChange={(on) => sendDraft.setState(withKind(sendDraft.getState(), kind, on))}
            />
          </div>
        ))}
      </div>
      <p className={styles.hint}>{text("send.choose.kindsHint")}</p>
    </fieldset>
  );
}
