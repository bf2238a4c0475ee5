// Tags as chips: Enter, a comma or leaving the field adds what was typed; Backspace in the empty field takes the last one off.

import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useText } from "../../text/text.tsx";
import styles from "./edit.module.css";

export function TagsInput({ tags, onChange }: { readonly tags: readonly string[]; readonly onChange: (tags: readonly string[]) => void }) {
  const text = useText();
  const id = useId();
  const [typed, setTyped] = useState("");
  const add = (words: string) => {
    const fresh = words.split(",").map((word) => word.trim());
    onChange([...new Set([...tags, ...fresh])].filter((tag) => tag !== "").slice(0, 64));
    setTyped("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if ((event.key === "Enter" || event.key === ",") && typed.trim() !== "") {
      event.preventDefault();
      add(typed);
    } else if (event.key === "Backspace" && typed === "") {
      onChange(tags.slice(0, -1));
    }
  };
  return (
    <div className={styles.tagField}>
      <label htmlFor={id}>{text("vault.form.tags")}</label>
      <div className={styles.tagBox}>
        {tags.map((tag) => (
          <span key={tag} className={styles.tag}>
            <span title={tag}>{tag}</span>
            <button type="button" aria-label={text("vault.form.tagRemove", { tag })} onClick={() => onChange(tags.filter((other) => other !== tag))}>
              <X size={12} aria-hidden="true" />
            </button>
          </span>
        ))}
        <input
          id={id}
          value={typed}
          maxLength={256}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          onChange={(event) => (event.target.value.includes(",") ? add(event.target.value) : setTyped(event.target.value))}
          onKeyDown={onKeyDown}
          onBlur={() => typed !== "" && add(typed)}
        />
      </div>
      <span id={`${id}-hint`} className={styles.hint}>
        {text("vault.form.tagHint")}
      </span>
    </div>
  );
}
