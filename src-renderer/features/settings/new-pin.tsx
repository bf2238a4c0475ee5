// A new PIN for the security chip, typed twice.

import { type RefObject, useEffect, useRef, useState } from "react";
import { useText } from "../../text/text.tsx";
import { SecretInput } from "../../ui/field.tsx";

/** Characters; the program checks it again. */
const SHORTEST = 6;

type Problem = "short" | "differs";
export type NewPinState = ReturnType<typeof useNewPin>;

export function useNewPin() {
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const firstField = useRef<HTMLInputElement>(null);
  const secondField = useRef<HTMLInputElement>(null);
  /** The PIN, when it can be used; else its field says why not. */
  const check = (): string | undefined => {
    const wrong = [...first].length < SHORTEST ? "short" : first === second ? undefined : "differs";
    setProblem(wrong);
    return wrong === undefined ? first : undefined;
  };
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setProblem(undefined);
  };
  return { first, second, problem, firstField, secondField, check, onFirst: change(setFirst), onSecond: change(setSecond) };
}

export function NewPin({ state, isDisabled }: { readonly state: NewPinState; readonly isDisabled: boolean }) {
  const text = useText();
  const { first, second, problem, firstField, secondField, onFirst, onSecond } = state;
  const words = { show: text("app.show"), hide: text("app.hide"), isDisabled };
  useFocusOn(problem === undefined || isDisabled ? undefined : problem === "differs" ? secondField : firstField);
  return (
    <>
      <SecretInput
        {...words}
        label={text("settings.pin")}
        hint={text("settings.pin.hint", { shortest: SHORTEST })}
        value={first}
        onChange={onFirst}
        inputRef={firstField}
        error={problem === "short" ? text("settings.pin.short", { shortest: SHORTEST }) : undefined}
      />
      <SecretInput
        {...words}
        label={text("settings.pin.again")}
        value={second}
        onChange={onSecond}
        inputRef={secondField}
        error={problem === "differs" ? text("settings.pin.differs") : undefined}
      />
    </>
  );
}

/** The field that says what is wrong, once it can take the focus. */
function useFocusOn(field: RefObject<HTMLInputElement | null> | undefined): void {
  useEffect(() => {
    field?.current?.focus();
    field?.current?.select();
  }, [field]);
}
