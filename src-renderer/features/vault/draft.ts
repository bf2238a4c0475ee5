// An item while it is edited: made from what is shown of it, changed one part at a time, and turned into the draft that is saved.
// A secret that nobody touched has no value here: `null` keeps what the vault holds.

import type { DetailView, Draft, FieldView, SectionView } from "../../../src-shared/ipc/views-vault.ts";

export type FormField = {
  readonly key: number;
  readonly path: string | undefined;
  readonly member: string;
  readonly label: string | undefined;
  readonly type: string;
  readonly choices: readonly string[];
  readonly concealed: boolean;
  /** The vault holds a value. */
  readonly filled: boolean;
  readonly value: string | null;
  /** What it was when the form was opened. */
  readonly was: string | null;
};

export type FormSection = {
  readonly key: number;
  readonly index: number | undefined;
  readonly type: string;
  readonly label: string | undefined;
  readonly fields: readonly FormField[];
  /** Title of the item a link led to when the form was opened. */
  readonly leadsTo: string | undefined;
  /** Kept or removed as a whole: a passkey, a file, a kind this version does not know. */
  readonly kept: string | undefined;
};

export type FormLine = { readonly key: number; readonly value: string };

export type Form = {
  readonly title: string;
  readonly subtitle: string;
  readonly favorite: boolean;
  readonly tags: readonly string[];
  readonly urls: readonly FormLine[];
  readonly sections: readonly FormSection[];
  readonly nextKey: number;
};

export const EMPTY_FORM: Form = { title: "", subtitle: "", favorite: false, tags: [], urls: [], sections: [], nextKey: 1 };

const CUSTOM = "custom-fields";

/** Empty fields by credential type, as `vault.template` answers. */
export type Templates = { readonly [type: string]: readonly FieldView[] };

/** Fields the item does not have yet come from the templates. What this version does not know is not edited, and stays. */
export function formOf(detail: DetailView, templates: Templates = {}): Form {
  const { title, subtitle = "", favorite, tags } = detail;
  const start: Form = { ...EMPTY_FORM, title, subtitle, favorite, tags };
  const withUrls = detail.urls.reduce((form, url) => addUrl(form, url), start);
  return detail.sections.reduce((form, section) => {
    const { index, type, label, reference } = section;
    return withSection(form, { index, type, label, leadsTo: reference?.title, kept: keptName(section) }, completed(section, templates[type] ?? []));
  }, withUrls);
}

function completed({ fields }: SectionView, template: readonly FieldView[]): readonly FieldView[] {
  const known = fields.filter(({ path }) => !path.includes("/unknown/"));
  const inForm = template.map((empty) => known.find(({ member }) => member === empty.member) ?? asNew(empty));
  return [...inForm, ...known.filter((field) => !inForm.includes(field))];
}

/** `fields`: the template of that type. Extra fields begin with one empty row. */
export function addSection(form: Form, type: string, fields: readonly FieldView[]): Form {
  const added = withSection(form, { index: undefined, type, label: undefined, leadsTo: undefined, kept: undefined }, fields.map(asNew));
  const section = added.sections.at(-1);
  return type === CUSTOM && section?.fields.length === 0 ? addCustomField(added, section.key) : added;
}

export function removeSection(form: Form, key: number): Form {
  return { ...form, sections: form.sections.filter((section) => section.key !== key) };
}

export function addCustomField(form: Form, sectionKey: number): Form {
  const field: FormField = {
    key: form.nextKey,
    path: undefined,
    member: "fields",
    label: "",
    type: "string",
    choices: [],
    concealed: false,
    filled: false,
    value: "",
    was: "",
  };
  const sections = form.sections.map((section) => (section.key === sectionKey ? { ...section, fields: [...section.fields, field] } : section));
  return { ...form, sections, nextKey: form.nextKey + 1 };
}

export function removeField(form: Form, key: number): Form {
  return { ...form, sections: form.sections.map((section) => ({ ...section, fields: section.fields.filter((field) => field.key !== key) })) };
}

export function changeField(form: Form, key: number, change: Partial<Pick<FormField, "label" | "type" | "value" | "was" | "concealed">>): Form {
  const changed = (field: FormField) => (field.key === key ? { ...field, ...change } : field);
  return { ...form, sections: form.sections.map((section) => ({ ...section, fields: section.fields.map(changed) })) };
}

export function changeSectionLabel(form: Form, key: number, label: string): Form {
  return { ...form, sections: form.sections.map((section) => (section.key === key ? { ...section, label } : section)) };
}

export function addUrl(form: Form, value = ""): Form {
  return { ...form, urls: [...form.urls, { key: form.nextKey, value }], nextKey: form.nextKey + 1 };
}

/** Lines without an address, and extra fields with neither name nor value, are left out. */
export function toDraft(form: Form): Draft {
  return {
    title: form.title,
    subtitle: form.subtitle,
    favorite: form.favorite,
    tags: form.tags,
    urls: form.urls.map(({ value }) => value).filter((url) => url.trim() !== ""),
    credentials: form.sections.map(({ index, type, label, fields }) => ({
      ...(index !== undefined && { index }),
      type,
      ...(label !== undefined && { label }),
      fields: fields.filter(worthSaving).map((field) => ({
        ...(field.path !== undefined && { path: field.path }),
        member: field.member,
        ...(field.label !== undefined && { label: field.label }),
        type: field.type,
        value: savedValue(field),
      })),
    })),
  };
}

export function isChanged(form: Form, original: Form): boolean {
  return JSON.stringify(toDraft(form)) !== JSON.stringify(toDraft(original));
}

/** What a field's value has to look like; a value that was there before is left as it came. */
const FORMS: { readonly [type: string]: RegExp } = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  "year-month": /^\d{4}-(0[1-9]|1[0-2])$/,
  number: /^[+-]?\d+([.]\d+)?$/,
  email: /^[^\s@]+@[^\s@]+$/,
  "country-code": /^[A-Z]{2}$/,
  "subdivision-code": /^[A-Z]{2}-[A-Z0-9]{1,3}$/,
};

export function isMalformed({ type, value, was }: Pick<FormField, "type" | "value" | "was">): boolean {
  return value !== null && value !== "" && value !== was && FORMS[type]?.test(value) === false;
}

export function malformedFields(form: Form): readonly FormField[] {
  return form.sections.flatMap(({ type, fields }) => fields.filter((field) => isMalformed(field) || leadsNowhere(type, field)));
}

/** A link is nothing without its item. */
export function leadsNowhere(type: string, { member, value }: Pick<FormField, "member" | "value">): boolean {
  return type === "item-reference" && member === "reference" && value === "";
}

type Head = Omit<FormSection, "key" | "fields">;

function withSection(form: Form, head: Head, fields: readonly FieldView[]): Form {
  const key = form.nextKey;
  const section: FormSection = { ...head, key, fields: head.kept === undefined ? fields.map((field, i) => formField(field, key + 1 + i)) : [] };
  return { ...form, sections: [...form.sections, section], nextKey: key + 1 + fields.length };
}

function formField({ path, member, label, type, choices = [], concealed, filled, value }: FieldView, key: number): FormField {
  const was = concealed && filled ? null : (value ?? "");
  return { key, path: path === "" ? undefined : path, member, label, type, choices, concealed, filled, value: was, was };
}

/** A template's field is nowhere yet. */
function asNew(field: FieldView): FieldView {
  return { ...field, path: "" };
}

function keptName({ type, known, passkey, file }: SectionView): string | undefined {
  if (passkey !== undefined || type === "passkey") return passkey?.rpId ?? "";
  if (file !== undefined || type === "file") return file?.name ?? "";
  return known ? undefined : "";
}

function worthSaving({ member, path, label, value }: FormField): boolean {
  return member !== "fields" || path !== undefined || (label ?? "") !== "" || (value ?? "") !== "";
}

/** Text that was there before is sent again only when it differs, so that nothing odd about it is lost. */
function savedValue({ path, value, was, filled }: FormField): string | null {
  return path !== undefined && filled && value === was ? null : value;
}
