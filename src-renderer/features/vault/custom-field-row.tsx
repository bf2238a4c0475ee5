// One extra field in the form: its name, its type and its value, all of the owner's choosing.

import { X } from "lucide-react";
import type { ItemRef } from "../../../src-shared/ipc/views-vault.ts";
import { useText } from "../../text/text.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Select } from "../../ui/choices.tsx";
import { TextInput } from "../../ui/field.tsx";
import { changeField, type FormField, removeField } from "./draft.ts";
import styles from "./edit.module.css";
import type { Change } from "./edit-form.tsx";
import { FormFieldInput } from "./form-field.tsx";

const TYPES = [
  "string",
  "concealed-string",
  "email",
  "number",
  "boolean",
  "date",
  "year-month",
  "country-code",
  "subdivision-code",
  "wifi-network-security-type",
] as const;

type CustomFieldRowProps = { readonly field: FormField; readonly change: Change; readonly itemRef: ItemRef | undefined };

export function CustomFieldRow({ field, change, itemRef }: CustomFieldRowProps) {
  const text = useText();
  const known: readonly { readonly value: string; readonly label: string }[] = TYPES.map((type) => ({ value: type, label: text(`items.type.${type}`) }));
  const choices = known.some(({ value }) => value === field.type) ? known : [...known, { value: field.type, label: field.type }];
  return (
    <div className={styles.custom}>
      <div className={styles.customTop}>
        <TextInput
          label={text("vault.form.fieldName")}
          value={field.label ?? ""}
          maxLength={256}
          onChange={(label) => change((before) => changeField(before, field.key, { label }))}
        />
        <div className={styles.customType}>
          <Select
            label={text("vault.form.fieldType")}
            choices={choices}
            value={field.type}
            // a secret that is not known here cannot be turned into something that is shown
            isDisabled={field.filled && field.concealed && field.value === null}
            onChange={(type) => change((before) => changeField(before, field.key, { type, concealed: type === "concealed-string" }))}
          />
        </div>
        <IconButton label={text("vault.form.fieldRemove")} icon={<X size={16} />} onPress={() => change((before) => removeField(before, field.key))} />
      </div>
      <FormFieldInput field={field} label={text("vault.form.fieldValue")} change={change} itemRef={itemRef} refused={false} kind="custom-fields" />
    </div>
  );
}
