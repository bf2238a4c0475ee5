// One field in the form, typed in the way its type asks for.

import { useState } from "react";
import type { ItemRef } from "../../../src-shared/ipc/views-vault.ts";
import { choiceWord, countryWord } from "../../text/item-words.ts";
import { itemsEnglish } from "../../text/items.ts";
import { type Fill, useFormats, useText } from "../../text/text.tsx";
import { Select } from "../../ui/choices.tsx";
import { TextInput, TextLines } from "../../ui/field.tsx";
import { ConcealedField } from "./concealed-field.tsx";
import { changeField, type FormField, isMalformed, leadsNowhere } from "./draft.ts";
import type { Change } from "./edit-form.tsx";
import { ReferenceField } from "./reference-field.tsx";

export type FormFieldProps = {
  readonly field: FormField;
  readonly label: string;
  readonly change: Change;
  readonly itemRef: ItemRef | undefined;
  readonly refused: boolean;
  /** CXF type of the credential. */
  readonly kind: string;
  readonly leadsTo?: string | undefined;
};

const WIFI = ["unsecured", "wpa-personal", "wpa2-personal", "wpa3-personal", "wep"];
const NOT_SET = "not-set";

export function FormFieldInput(props: FormFieldProps) {
  const { field, label, change, kind, leadsTo, refused } = props;
  const set = (value: string) => change((before) => changeField(before, field.key, { value }));
  if (field.concealed) return <ConcealedField {...props} set={set} />;
  if (kind === "item-reference" && field.member === "reference")
    return <ReferenceField label={label} value={field.value ?? ""} leadsTo={leadsTo} missing={refused && leadsNowhere(kind, field)} onChange={set} />;
  const choices = choicesOf(field);
  if (choices !== undefined) return <ChoiceField field={field} label={label} choices={choices} set={set} />;
  if (field.type === "text") return <TextLines label={label} value={field.value ?? ""} onChange={set} rows={3} />;
  return <LineField {...props} set={set} />;
}

function choicesOf({ type, choices, value }: FormField): readonly string[] | undefined {
  const known = type === "boolean" ? ["true", "false"] : type === "wifi-network-security-type" ? WIFI : choices;
  if (known.length === 0) return undefined;
  // what stands there stays a choice, known or not
  return value === null || value === "" || known.includes(value) ? known : [...known, value];
}

type ChoiceFieldProps = Pick<FormFieldProps, "field" | "label"> & { readonly choices: readonly string[]; readonly set: (value: string) => void };

function ChoiceField({ field, label, choices, set }: ChoiceFieldProps) {
  const text = useText();
  const { value, was } = field;
  const word = (choice: string) => (choice === "true" ? text("items.yes") : choice === "false" ? text("items.no") : choiceWord(text, choice));
  const rows = choices.map((choice) => ({ value: choice, label: word(choice) }));
  const optional = was === "" || field.type === "boolean" || field.type === "wifi-network-security-type";
  return (
    <Select
      label={label}
      choices={optional ? [{ value: NOT_SET, label: text("items.notSet") }, ...rows] : rows}
      value={value === null || value === "" ? NOT_SET : value}
      onChange={(choice) => set(choice === NOT_SET ? "" : choice)}
    />
  );
}

function LineField({ field, label, set, refused }: FormFieldProps & { readonly set: (value: string) => void }) {
  const text = useText();
  const { language } = useFormats();
  const [left, setLeft] = useState(false);
  const { type } = field;
  const value = field.value ?? "";
  const country = type === "country-code" ? countryWord(value, language) : undefined;
  const hint = hintOf(text, type);
  const wrong = (left && isMalformed(field)) || refused;
  return (
    <TextInput
      label={label}
      value={value}
      onChange={(next) => set(type === "country-code" || type === "subdivision-code" ? next.toUpperCase() : next)}
      onBlur={() => setLeft(true)}
      autoComplete="off"
      spellCheck="false"
      inputMode={type === "number" ? "decimal" : "text"}
      hint={country ?? hint}
      error={wrong ? (hint ?? text("error.usage.invalid")) : undefined}
    />
  );
}

function hintOf(text: Fill, type: string): string | undefined {
  const id = `items.hint.${type}`;
  return Object.hasOwn(itemsEnglish, id) ? text(id as keyof typeof itemsEnglish) : undefined;
}
