// Editing without a screen: what a form is made of, and what is saved of it.

import { describe, expect, test } from "vitest";
import type { DetailView, FieldView, SectionView } from "../../../src-shared/ipc/views-vault.ts";
import {
  addCustomField,
  addSection,
  addUrl,
  changeField,
  changeSectionLabel,
  EMPTY_FORM,
  type Form,
  formOf,
  isChanged,
  isMalformed,
  malformedFields,
  removeField,
  removeSection,
  toDraft,
} from "./draft.ts";

const field = (member: string, more: Partial<FieldView> = {}): FieldView => ({
  path: `credentials/0/${member}`,
  member,
  type: "string",
  concealed: false,
  filled: true,
  value: "sam",
  ...more,
});

const password: FieldView = { path: "credentials/0/password", member: "password", type: "concealed-string", concealed: true, filled: true };
const login: SectionView = { index: 0, type: "basic-auth", known: true, fields: [field("username"), password] };
const passkey: SectionView = {
  index: 1,
  type: "passkey",
  known: true,
  fields: [],
  passkey: { rpId: "example.com", username: "sam", displayName: "Sam", extensions: [] },
};

function detail(more: Partial<DetailView> = {}): DetailView {
  return {
    ref: { account: "a", item: "i" },
    title: "Example",
    favorite: false,
    tags: ["daily"],
    urls: ["https://example.com"],
    apps: [],
    collections: [],
    sections: [login, passkey],
    addedAt: 0,
    versions: 0,
    ...more,
  };
}

const fieldKey = (form: Form, member: string) => form.sections.flatMap(({ fields }) => fields).find((one) => one.member === member)?.key ?? -1;
const savedFields = (form: Form) => toDraft(form).credentials.flatMap(({ fields }) => fields);

describe("a form that was only opened", () => {
  test("is not changed", () => {
    expect(isChanged(formOf(detail()), formOf(detail()))).toBe(false);
  });

  test("keeps every value as it is in the vault", () => {
    expect(savedFields(formOf(detail())).map(({ value }) => value)).toEqual([null, null]);
  });

  test("names every credential, those that cannot be edited too", () => {
    expect(toDraft(formOf(detail())).credentials.map(({ index, type }) => [index, type])).toEqual([
      [0, "basic-auth"],
      [1, "passkey"],
    ]);
  });

  test("shows nothing of a secret", () => {
    expect(formOf(detail()).sections[0]?.fields[1]?.value).toBeNull();
  });

  test("offers the fields the item does not have yet, in the order of the template", () => {
    const template = [field("username"), field("nickname", { filled: false, value: "" }), password];
    expect(formOf(detail(), { "basic-auth": template }).sections[0]?.fields.map(({ member }) => member)).toEqual(["username", "nickname", "password"]);
  });

  test("leaves out members this version does not know", () => {
    const odd = { ...login, fields: [...login.fields, field("quantum", { path: "credentials/0/unknown/0" })] };
    expect(savedFields(formOf(detail({ sections: [odd] }))).map(({ member }) => member)).toEqual(["username", "password"]);
  });

  test("has a key of its own for each part", () => {
    const form = formOf(detail());
    const keys = [...form.urls, ...form.sections, ...form.sections.flatMap(({ fields }) => fields)].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("typing", () => {
  test("replaces a secret", () => {
    const form = formOf(detail());
    expect(savedFields(changeField(form, fieldKey(form, "password"), { value: "new" }))[1]?.value).toBe("new");
  });

  test("and taking it back keeps the secret there was", () => {
    const form = formOf(detail());
    const typed = changeField(form, fieldKey(form, "password"), { value: "new" });
    expect(isChanged(changeField(typed, fieldKey(form, "password"), { value: null }), form)).toBe(false);
  });

  test("nothing into a field removes it", () => {
    const form = formOf(detail());
    expect(savedFields(changeField(form, fieldKey(form, "username"), { value: "" }))[0]?.value).toBe("");
  });

  test("what was there already changes nothing", () => {
    const form = formOf(detail());
    expect(savedFields(changeField(form, fieldKey(form, "username"), { value: "sam" }))[0]?.value).toBeNull();
  });
});

describe("parts", () => {
  const template = [field("ssid", { path: "credentials/9/ssid", filled: false, value: "" })];

  test("a new credential has no index and its fields no path", () => {
    expect(toDraft(addSection(EMPTY_FORM, "wifi", template)).credentials).toEqual([{ type: "wifi", fields: [{ member: "ssid", type: "string", value: "" }] }]);
  });

  test("a credential that was removed is not named", () => {
    const form = formOf(detail());
    expect(toDraft(removeSection(form, form.sections[1]?.key ?? -1)).credentials.map(({ type }) => type)).toEqual(["basic-auth"]);
  });

  test("new extra fields begin with one row", () => {
    expect(addSection(EMPTY_FORM, "custom-fields", []).sections[0]?.fields.length).toBe(1);
  });

  test("an extra row with neither name nor value is left out", () => {
    expect(savedFields(addSection(EMPTY_FORM, "custom-fields", []))).toEqual([]);
  });

  test("an extra row has its own name and type", () => {
    const form = addSection(EMPTY_FORM, "custom-fields", []);
    const named = changeField(form, fieldKey(form, "fields"), { label: "Locker", type: "number", value: "12" });
    expect(savedFields(named)).toEqual([{ member: "fields", label: "Locker", type: "number", value: "12" }]);
  });

  test("one extra row of several is removed", () => {
    const one = addSection(EMPTY_FORM, "custom-fields", []);
    const two = addCustomField(one, one.sections[0]?.key ?? -1);
    expect(removeField(two, fieldKey(two, "fields")).sections[0]?.fields.length).toBe(1);
  });

  test("a credential's own label is saved", () => {
    const form = addSection(EMPTY_FORM, "custom-fields", []);
    expect(toDraft(changeSectionLabel(form, form.sections[0]?.key ?? -1, "Locker")).credentials[0]?.label).toBe("Locker");
  });

  test("empty address lines are left out", () => {
    expect(toDraft(addUrl(addUrl(EMPTY_FORM), "https://a.example")).urls).toEqual(["https://a.example"]);
  });
});

describe("forms of a value", () => {
  test.each([
    ["date", "2027-03-31"],
    ["year-month", "2027-03"],
    ["number", "-12.5"],
    ["email", "sam@example.com"],
    ["country-code", "DE"],
    ["subdivision-code", "DE-BY"],
    ["string", "anything"],
  ])("%s may be %s", (type, value) => {
    expect(isMalformed({ type, value, was: "" })).toBe(false);
  });

  test.each([
    ["date", "31.3.2027"],
    ["year-month", "03/27"],
    ["number", "twelve"],
    ["email", "sam"],
    ["country-code", "Germany"],
    ["subdivision-code", "Bavaria"],
  ])("%s may not be %s", (type, value) => {
    expect(isMalformed({ type, value, was: "" })).toBe(true);
  });

  test("a value that came like that is let be", () => {
    expect(isMalformed({ type: "date", value: "31.3.2027", was: "31.3.2027" })).toBe(false);
  });

  test("the fields to look at are found", () => {
    const form = addSection(EMPTY_FORM, "passport", [field("birthDate", { type: "date", filled: false, value: "" })]);
    expect(malformedFields(changeField(form, fieldKey(form, "birthDate"), { value: "soon" })).map(({ member }) => member)).toEqual(["birthDate"]);
  });
});
