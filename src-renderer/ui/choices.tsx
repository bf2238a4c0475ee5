// Controls that choose: a switch, a checkbox, one of several, one from a list; each labelled and described.

import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  RadioGroup as AriaRadioGroup,
  Select as AriaSelect,
  Switch as AriaSwitch,
  Button,
  type CheckboxProps,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  SelectValue,
  Text,
} from "react-aria-components";
import styles from "./choices.module.css";
import { classes } from "./classes.ts";

type Labelled = { readonly label: string; readonly hint?: ReactNode; readonly isDisabled?: boolean };

export function Switch({ label, hint, on, onChange, isDisabled = false }: Labelled & { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  return (
    <AriaSwitch isSelected={on} onChange={onChange} isDisabled={isDisabled} className={styles.switch ?? ""}>
      <span className={styles.words}>
        <span>{label}</span>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </span>
      <span className={styles.track}>
        <span className={styles.thumb} />
      </span>
    </AriaSwitch>
  );
}

export function Checkbox({ label, hint, ...rest }: Labelled & Pick<CheckboxProps, "isSelected" | "isIndeterminate" | "onChange" | "autoFocus">) {
  return (
    <AriaCheckbox {...rest} className={styles.checkbox ?? ""}>
      <span className={styles.box}>
        <Check size={12} strokeWidth={3} aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <span>{label}</span>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </span>
    </AriaCheckbox>
  );
}

export type Choice<T extends string> = { readonly value: T; readonly label: string; readonly hint?: string };
type ChoiceProps<T extends string> = Labelled & {
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly hiddenLabel?: boolean;
};

/** `segmented`: beside each other in one control, for two or three short words. */
export function Radios<T extends string>({
  label,
  hiddenLabel = false,
  choices,
  value,
  onChange,
  segmented = false,
}: ChoiceProps<T> & { readonly segmented?: boolean }) {
  return (
    <AriaRadioGroup value={value} onChange={(next) => onChange(next as T)} className={styles.radios ?? ""} orientation={segmented ? "horizontal" : "vertical"}>
      <Label className={classes(styles.label, hiddenLabel && "visually-hidden")}>{label}</Label>
      <div className={segmented ? styles.segments : styles.column}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className={(segmented ? styles.segment : styles.radio) ?? ""}>
            {!segmented && <span className={styles.dot} />}
            <span className={styles.words}>
              <span>{choice.label}</span>
              {choice.hint !== undefined && <span className={styles.hint}>{choice.hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  );
}

export function Select<T extends string>({ label, hiddenLabel = false, hint, choices, value, onChange, isDisabled = false }: ChoiceProps<T>) {
  return (
    <AriaSelect value={value} onChange={(next) => next !== null && onChange(next as T)} isDisabled={isDisabled} className={styles.select ?? ""}>
      <Label className={classes(styles.label, hiddenLabel && "visually-hidden")}>{label}</Label>
      <Button className={styles.opener ?? ""}>
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <ChevronDown size={16} aria-hidden="true" />
      </Button>
      {hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ""}>
          {hint}
        </Text>
      )}
      <Popover className={styles.popover ?? ""} offset={4}>
        <ListBox items={choices} className={styles.list ?? ""}>
          {(choice) => (
            <ListBoxItem id={choice.value} textValue={choice.label} className={styles.option ?? ""}>
              {choice.label}
              <Check size={14} aria-hidden="true" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
