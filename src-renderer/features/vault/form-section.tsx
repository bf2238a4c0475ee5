// One credential in the form: its fields, or that it is kept as it is; and the way to take it out.

import { Plus, X } from "lucide-react";
import type { ItemRef } from "../../../src-shared/ipc/views-vault.ts";
import { fieldWord } from "../../text/item-words.ts";
import { kindWord } from "../../text/kind-words.ts";
import { useText } from "../../text/text.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { TextInput } from "../../ui/field.tsx";
import { KindIcon } from "../../ui/kind-icon.tsx";
import { CustomFieldRow } from "./custom-field-row.tsx";
import { addCustomField, changeSectionLabel, removeSection, type FormSection as Section } from "./draft.ts";
import styles from "./edit.module.css";
import type { Change } from "./edit-form.tsx";
import { FormFieldInput } from "./form-field.tsx";

export type FormSectionProps = {
  readonly section: Section;
  readonly change: Change;
  readonly itemRef: ItemRef | undefined;
  /** The member the vault refused. */
  readonly refused: string | undefined;
};

export function FormSection({ section, change, itemRef, refused }: FormSectionProps) {
  const text = useText();
  const kind = kindWord(text, section.type);
  return (
    <section className={styles.section} aria-label={kind}>
      <div className={styles.sectionTop}>
        <h2>
          <KindIcon kind={section.type} size={15} />
          <span>{kind}</span>
        </h2>
        <IconButton
          label={text("vault.form.partRemove", { kind })}
          icon={<X size={16} />}
          onPress={() => change((before) => removeSection(before, section.key))}
        />
      </div>
      <Card padded>
        <Body section={section} change={change} itemRef={itemRef} refused={refused} />
      </Card>
    </section>
  );
}

function Body({ section, change, itemRef, refused }: FormSectionProps) {
  const text = useText();
  const { kept, type, fields, key } = section;
  if (kept !== undefined) return <Kept type={type} name={kept} />;
  if (type === "custom-fields")
    return (
      <div className={styles.fields}>
        <TextInput
          label={text("vault.form.partName")}
          value={section.label ?? ""}
          maxLength={256}
          onChange={(label) => change((before) => changeSectionLabel(before, key, label))}
        />
        {fields.map((field) => (
          <CustomFieldRow key={field.key} field={field} change={change} itemRef={itemRef} />
        ))}
        <div>
          <Button look="quiet" small icon={<Plus size={14} aria-hidden="true" />} onPress={() => change((before) => addCustomField(before, key))}>
            {text("vault.form.fieldAdd")}
          </Button>
        </div>
      </div>
    );
  return (
    <div className={styles.fields}>
      {fields.map((field) => (
        <FormFieldInput
          key={field.key}
          field={field}
          label={fieldWord(text, type, field)}
          change={change}
          itemRef={itemRef}
          refused={refused === field.member}
          kind={type}
          leadsTo={section.leadsTo}
        />
      ))}
    </div>
  );
}

function Kept({ type, name }: { readonly type: string; readonly name: string }) {
  const text = useText();
  const words = type === "passkey" ? text("vault.form.passkeyKept") : type === "file" ? text("vault.form.fileKept") : text("vault.unknown.text");
  return (
    <div className={styles.kept}>
      <strong>{name === "" ? type : name}</strong>
      <span>{words}</span>
    </div>
  );
}
