// A new passphrase, typed twice, with what it is worth in words: for the first run and for changing it.

import { type RefObject, useEffect, useRef, useState } from "react";
import styles from "./new-passphrase.module.css";
import { LEVELS, passphraseStrength, type Strength } from "./passphrase-strength.ts";
import { useText } from "./text/text.tsx";
import { SecretInput } from "./ui/field.tsx";

/** Milliseconds without a key until it is estimated. */
const PAUSE = 120;

type Problem = "empty" | "too-weak" | "differs";
export type NewPassphraseState = ReturnType<typeof useNewPassphrase>;

export function useNewPassphrase() {
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const firstField = useRef<HTMLInputElement>(null);
  const secondField = useRef<HTMLInputElement>(null);
  const refuse = (why: Problem, field: RefObject<HTMLInputElement | null>) => {
    setProblem(why);
    field.current?.focus();
    field.current?.select();
    return undefined;
  };
  /** The passphrase, when it can be used; else the field says why not and has the focus. */
  const check = async (): Promise<string | undefined> => {
    if (first === "") return refuse("empty", firstField);
    if ((await passphraseStrength(first)).level === "too-weak") return refuse("too-weak", firstField);
    return first === second ? first : refuse("differs", secondField);
  };
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setProblem(undefined);
  };
  return { first, second, problem, firstField, secondField, check, onFirst: change(setFirst), onSecond: change(setSecond) };
}

export function NewPassphrase({
  state,
  isDisabled = false,
  autoFocus = false,
  replaces = false,
}: {
  readonly state: NewPassphraseState;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  /** It replaces another one. */
  readonly replaces?: boolean;
}) {
  const text = useText();
  const { first, second, problem, firstField, secondField, onFirst, onSecond } = state;
  // a field that was disabled meanwhile could not take the focus
  useEffect(() => {
    if (problem === undefined || isDisabled) return;
    const field = problem === "differs" ? secondField : firstField;
    field.current?.focus();
    field.current?.select();
  }, [problem, isDisabled, firstField, secondField]);
  const words = { show: text("app.show"), hide: text("app.hide"), isDisabled };
  const onFirstProblem = problem === "empty" || problem === "too-weak" ? text(`passphrase.problem.${problem}`) : undefined;
  return (
    <div className={styles.fields}>
      <div>
        <SecretInput
          {...words}
          label={text(replaces ? "passphrase.replacing" : "passphrase.new")}
          value={first}
          onChange={onFirst}
          inputRef={firstField}
          error={onFirstProblem}
          autoFocus={autoFocus}
        />
        <Meter passphrase={first} />
      </div>
      <SecretInput
        {...words}
        label={text("passphrase.again")}
        value={second}
        onChange={onSecond}
        inputRef={secondField}
        error={problem === "differs" ? text("passphrase.problem.differs") : undefined}
      />
    </div>
  );
}

/** Takes the same room whatever it says. */
function Meter({ passphrase }: { readonly passphrase: string }) {
  const text = useText();
  const strength = useStrength(passphrase);
  const filled = strength === undefined ? 0 : LEVELS.indexOf(strength.level) + 1;
  return (
    <div className={styles.meter} data-level={strength?.level}>
      <div className={styles.bars} aria-hidden="true">
        {LEVELS.map((level, place) => (
          <span key={level} data-on={place < filled || undefined} />
        ))}
      </div>
      <p className={styles.words} aria-live="polite">
        {strength === undefined ? text("passphrase.advice") : <Worth strength={strength} />}
      </p>
    </div>
  );
}

function Worth({ strength: { level, lasts } }: { readonly strength: Strength }) {
  const text = useText();
  return (
    <>
      <strong>{text(`passphrase.level.${level}`)}</strong> {text("passphrase.lasts", { lasts })}
    </>
  );
}

/** Of what was typed, a moment after the last key; undefined for nothing. */
function useStrength(passphrase: string): Strength | undefined {
  const [strength, setStrength] = useState<Strength>();
  useEffect(() => {
    if (passphrase === "") return setStrength(undefined);
    let current = true;
    const timer = setTimeout(async () => {
      const next = await passphraseStrength(passphrase);
      if (current) setStrength(next);
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [passphrase]);
  return strength;
}
