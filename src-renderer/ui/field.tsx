// Fields to type in: text, several lines, secrets (masked until asked), each with its label, hint and error in words.

import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, type Ref, useState } from "react";
import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from "react-aria-components";
import { IconButton } from "./button.tsx";
import { classes } from "./classes.ts";
import styles from "./field.module.css";

type Common = Omit<TextFieldProps, "className" | "style" | "children"> & {
  readonly label: string;
  /** The label is for screen readers only. */
  readonly hiddenLabel?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly placeholder?: string;
};

function Frame({ label, hiddenLabel, hint, error, children, ...rest }: Omit<Common, "placeholder"> & { readonly children: ReactNode }) {
  return (
    <TextField {...rest} isInvalid={error !== undefined} className={styles.field ?? ""}>
      <Label className={classes(styles.label, hiddenLabel && "visually-hidden")}>{label}</Label>
      {children}
      {hint !== undefined && error === undefined && (
        <Text slot="description" className={styles.hint ?? ""}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ""}>{error}</FieldError>
    </TextField>
  );
}

export function TextInput({ placeholder, inputRef, end, ...rest }: Common & { readonly inputRef?: Ref<HTMLInputElement>; readonly end?: ReactNode }) {
  return (
    <Frame {...rest}>
      <div className={styles.box}>
        <Input className={styles.input ?? ""} {...(placeholder !== undefined && { placeholder })} {...(inputRef && { ref: inputRef })} />
        {end}
      </div>
    </Frame>
  );
}

export function TextLines({ placeholder, rows = 4, ...rest }: Common & { readonly rows?: number }) {
  return (
    <Frame {...rest}>
      <TextArea className={styles.area ?? ""} rows={rows} {...(placeholder !== undefined && { placeholder })} />
    </Frame>
  );
}

/** `show` and `hide` name the button that unmasks it. Never spell-checked, completed or remembered. */
export function SecretInput({
  placeholder,
  inputRef,
  show,
  hide,
  end,
  ...rest
}: Common & { readonly show: string; readonly hide: string; readonly inputRef?: Ref<HTMLInputElement>; readonly end?: ReactNode }) {
  const [shown, setShown] = useState(false);
  return (
    <Frame {...rest} type={shown ? "text" : "password"} autoComplete="off" spellCheck="false">
      <div className={styles.box}>
        <Input className={classes(styles.input, styles.secret)} {...(placeholder !== undefined && { placeholder })} {...(inputRef && { ref: inputRef })} />
        {end}
        <IconButton label={shown ? hide : show} icon={shown ? <EyeOff size={16} /> : <Eye size={16} />} onPress={() => setShown(!shown)} />
      </div>
    </Frame>
  );
}
