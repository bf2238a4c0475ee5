// Eight digits in two groups of four, to type what the other screen shows; pasting works, and the eighth digit is the last deliberate act.

import { type Ref, useId } from "react";
import styles from "./code-input.module.css";

const DIGITS = 8;

export type CodeInputProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (digits: string) => void;
  readonly onComplete: (digits: string) => void;
  readonly disabled?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** One real input under eight drawn boxes: screen readers, paste and the keyboard work as in any field. */
export function CodeInput({ label, value, onChange, onComplete, disabled = false, inputRef }: CodeInputProps) {
  const id = useId();
  const take = (text: string) => {
    const digits = text.replaceAll(/\D/g, "").slice(0, DIGITS);
    onChange(digits);
    if (digits.length === DIGITS && digits !== value) onComplete(digits);
  };
  return (
    <div className={styles.code}>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <input
        id={id}
        ref={inputRef}
        className={styles.input}
        value={value}
        disabled={disabled}
        onChange={(event) => take(event.target.value)}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: it is the only thing to do on this screen
        autoFocus
      />
      <div className={styles.boxes} aria-hidden="true">
        {Array.from({ length: DIGITS }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is
          <span key={place} className={styles.box} data-next={place === value.length || undefined}>
            {value[place] ?? ""}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Digits in groups of four, large; read out one by one. */
export function CodeDigits({ digits, label }: { readonly digits: string; readonly label: string }) {
  const groups = digits.match(/.{1,4}/gu) ?? [];
  return (
    <div className={styles.digits} role="img" aria-label={`${label}: ${groups.map((group) => Array.from(group).join(" ")).join(", ")}`}>
      {groups.map((group, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is
        <span key={place}>{group}</span>
      ))}
    </div>
  );
}
