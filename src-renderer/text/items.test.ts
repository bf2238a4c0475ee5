// Every member the exchange format has, and every type of field, has a name a person can read.

import { expect, test } from "vitest";
import { CREDENTIAL_TYPES, FIELD_TYPES } from "../../src-shared/cxf/document.ts";
import { ITEM } from "../../src-shared/cxf/schema.ts";
import { changedWord, countryWord, fieldWord, memberWord, valueWord } from "./item-words.ts";
import { itemsEnglish } from "./items.ts";
import { ENGLISH, type MessageId } from "./messages.ts";

const text = (id: MessageId) => ENGLISH[id];
const credentials = ITEM.members.get("credentials")?.shape;
const variant = credentials?.shape === "list" ? credentials.of : undefined;
const structs = variant?.shape === "variant" ? variant.of : new Map();

test("the table of the format is walked whole", () => {
  expect([...structs.keys()].sort()).toEqual([...CREDENTIAL_TYPES].sort());
});

test.each([...structs])("every member of %s has a text", (_type, struct) => {
  expect([...struct.members.keys()].filter((member) => !Object.hasOwn(itemsEnglish, `items.field.${member}`))).toEqual([]);
});

test("every member of an item has a text", () => {
  expect([...ITEM.members.keys()].filter((member) => !Object.hasOwn(itemsEnglish, `items.field.${member}`))).toEqual([]);
});

test("every type of field has a text", () => {
  expect(FIELD_TYPES.filter((type) => !Object.hasOwn(itemsEnglish, `items.type.${type}`))).toEqual([]);
});

test("a member is named for the credential it is in", () => {
  expect([memberWord(text, "title", "person-name"), memberWord(text, "title")]).toEqual(["Form of address", "Title"]);
});

test("the owner's own label goes before the member's name", () => {
  expect(fieldWord(text, "custom-fields", { member: "fields", label: "Locker" })).toBe("Locker");
});

test("a member nobody knows is shown as it is", () => {
  expect(memberWord(text, "quantumSeed", "passkey")).toBe("quantumSeed");
});

test("a country is shown with its name", () => {
  expect(countryWord("DE", "en")).toBe("Germany (DE)");
});

test("what is no country stays as it was written", () => {
  expect(valueWord(text, "country-code", "Prussia", "en")).toBe("Prussia");
});

test.each([
  ["date", "2027-03-31", "31 March 2027"],
  ["year-month", "2027-03", "March 2027"],
  ["date", "2027-02-30", "2027-02-30"],
  ["year-month", "03/27", "03/27"],
])("a %s of %s is read as %s", (type, value, read) => {
  expect(valueWord(text, type, value, "en")).toBe(read);
});

test.each([
  ["title", "Title"],
  ["basic-auth/password", "Password"],
  ["totp", "One-time code"],
])("what differs in a version is said in words: %s", (changed, word) => {
  expect(changedWord(text, changed)).toBe(word);
});
