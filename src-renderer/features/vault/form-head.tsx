// What every item has, to type in: title, subtitle, favourite, tags and addresses.

import { Plus, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useText } from "../../text/text.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Switch } from "../../ui/choices.tsx";
import { TextInput } from "../../ui/field.tsx";
import { addUrl, type Form } from "./draft.ts";
import styles from "./edit.module.css";
import type { Change } from "./edit-form.tsx";
import { TagsInput } from "./tags-input.tsx";

export type FormHeadProps = { readonly form: Form; readonly change: Change; readonly titleMissing: boolean; readonly isNew: boolean };

export function FormHead({ form, change, titleMissing, isNew }: FormHeadProps) {
  const text = useText();
  const title = useRef<HTMLInputElement>(null);
  useEffect(() => title.current?.focus(), []);
  useEffect(() => {
    if (titleMissing) title.current?.focus();
  }, [titleMissing]);
  return (
    <div className={styles.head}>
      <h1>{text(isNew ? "vault.form.new" : "vault.form.edit")}</h1>
      <TextInput
        label={text("items.field.title")}
        inputRef={title}
        value={form.title}
        maxLength={1024}
        onChange={(value) => change((before) => ({ ...before, title: value }))}
        error={titleMissing && form.title.trim() === "" ? text("vault.form.titleMissing") : undefined}
      />
      <TextInput
        label={text("items.field.subtitle")}
        value={form.subtitle}
        maxLength={1024}
        onChange={(value) => change((before) => ({ ...before, subtitle: value }))}
      />
      <Addresses form={form} change={change} />
      <TagsInput tags={form.tags} onChange={(tags) => change((before) => ({ ...before, tags }))} />
      <Switch label={text("items.field.favorite")} on={form.favorite} onChange={(favorite) => change((before) => ({ ...before, favorite }))} />
    </div>
  );
}

function Addresses({ form, change }: Pick<FormHeadProps, "form" | "change">) {
  const text = useText();
  const type = (key: number, value: string) =>
    change((before) => ({ ...before, urls: before.urls.map((line) => (line.key === key ? { ...line, value } : line)) }));
  const remove = (key: number) => change((before) => ({ ...before, urls: before.urls.filter((line) => line.key !== key) }));
  return (
    <div className={styles.lines}>
      {form.urls.map(({ key, value }, place) => (
        <TextInput
          key={key}
          label={text("vault.form.address")}
          hiddenLabel={place > 0}
          value={value}
          maxLength={4096}
          type="url"
          placeholder="https://"
          onChange={(next) => type(key, next)}
          end={<IconButton label={text("vault.form.addressRemove")} icon={<X size={15} />} onPress={() => remove(key)} />}
        />
      ))}
      <div>
        <Button look="quiet" small icon={<Plus size={14} aria-hidden="true" />} onPress={() => change((before) => addUrl(before))}>
          {text("vault.form.addressAdd")}
        </Button>
      </div>
    </div>
  );
}
