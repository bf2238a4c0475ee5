// What was typed becomes an item, and what was not typed stays byte for byte.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "../../../src-shared/bytes.ts";
import { CREDENTIAL_TYPES, type Credential, type Item, type SshKey } from "../../../src-shared/cxf/document.ts";
import { itemToCbor } from "../../../src-shared/cxf/to-cbor.ts";
import type { Draft, DraftCredential, DraftField } from "../../../src-shared/ipc/views-vault.ts";
import { anyItem } from "../../../src-shared/testing/cxf-arbitraries.ts";
import { nodeCredentialKeys } from "../../platform/credential-keys.ts";
import { templateFields } from "./credential-fields.ts";
import { changedItem, newItem } from "./item-draft.ts";
import { itemShown } from "./item-shown.ts";
import { draftOf } from "./testing/draft-of.ts";

const ACCOUNT = utf8("account");
const PLACE = { account: ACCOUNT, now: 1000 };
const string = (value: string) => ({ fieldType: "string", value });
const hidden = (value: string) => ({ fieldType: "concealed-string", value });
const item = (...credentials: readonly Credential[]): Item => ({ id: utf8("item"), title: "Title", credentials });

/** As the window would send it when nothing was typed, then changed. */
function draft(held: Item, change: Partial<Draft> = {}): Draft {
  return { ...draftOf(itemShown(held, ACCOUNT)), ...change };
}

/** The draft with these values in its first credential; a member that is not there yet is added. */
function typed(held: Item, values: { readonly [member: string]: string }): Draft {
  const [first, ...others] = draft(held).credentials as [DraftCredential, ...DraftCredential[]];
  const added = Object.entries(values).filter(([member]) => !first.fields.some((field) => field.member === member));
  const changed = first.fields.map((field) => ({ ...field, value: values[field.member] ?? field.value }));
  const fields: readonly DraftField[] = [...changed, ...added.map(([member, value]) => ({ member, type: "string", value }))];
  return draft(held, { credentials: [{ ...first, fields }, ...others] });
}
const first = (held: Item, values: { readonly [member: string]: string }) => changedItem(held, typed(held, values), PLACE).credentials[0];

describe("nothing typed", () => {
  test("any item stays the same object", () => {
    const titled = anyItem().filter(({ title }) => draft({ id: utf8("x"), title, credentials: [] }).title.trim() !== "");
    fc.assert(fc.property(titled, (held) => changedItem(held, draft(held), PLACE) === held));
  });

  test("what was shown cleaned is kept as it was", () => {
    const held = { ...item({ type: "basic-auth", username: string("a\u202eb") }), title: "A\u0000 title", tags: ["x\u200f"], subtitle: " sub " };
    expect(changedItem(held, draft(held), PLACE)).toBe(held);
  });

  test("credentials, rows, tags and addresses beyond those shown are kept", () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
    const rows = { type: "custom-fields", fields: many(300).map(string) };
    const held = { ...item(rows, ...many(80).map(() => ({ type: "basic-auth" }))), tags: many(100), scope: { urls: many(100), androidApps: [] } };
    expect(changedItem(held, draft(held), PLACE)).toBe(held);
  });
});

describe("an item's own members", () => {
  test.each(["", "  "])("a title of “%s” is refused", (title) => {
    expect(() => changedItem(item(), draft(item(), { title }), PLACE)).toThrow(expect.objectContaining({ code: "usage.invalid", detail: "title" }));
  });

  test("every one can be changed, and the time is kept", () => {
    const change = { title: "New", subtitle: "Sub", favorite: true, tags: ["a", "a", "b"], urls: ["https://a.example"] };
    expect(changedItem(item(), draft(item(), change), PLACE)).toEqual({
      ...item(),
      ...change,
      tags: ["a", "b"],
      urls: undefined,
      scope: { urls: ["https://a.example"], androidApps: [] },
      modifiedAt: 1000,
    });
  });

  test("every one can be emptied", () => {
    const held = { ...item(), subtitle: "Sub", favorite: true, tags: ["a"], scope: { urls: ["https://a.example"], androidApps: [] } };
    expect(changedItem(held, draft(held, { subtitle: "", favorite: false, tags: [], urls: [] }), PLACE)).toEqual({
      ...item(),
      favorite: false,
      modifiedAt: 1000,
    });
  });

  test("applications and unknown members survive", () => {
    const held = { ...item(), scope: { urls: ["https://a.example"], androidApps: [{ bundleId: "app" }], more: 1 }, extensions: [{ name: "x", y: 2 }], z: [3] };
    expect(changedItem(held, draft(held, { urls: [] }), PLACE)).toEqual({ ...held, scope: { ...held.scope, urls: [] }, modifiedAt: 1000 });
  });

  test("a new item has its times", () => {
    expect(newItem(utf8("new"), draft(item()), PLACE)).toMatchObject({ title: "Title", creationAt: 1000, modifiedAt: 1000 });
  });
});

describe("fields", () => {
  test("a changed one keeps what it carries beside its value", () => {
    const password = { ...hidden("old"), id: utf8("id"), label: "Mine", extensions: [{ name: "x" }] };
    expect(first(item({ type: "basic-auth", password, own: 1 }), { password: "new" })).toEqual({
      type: "basic-auth",
      password: { ...password, value: "new" },
      own: 1,
    });
  });

  test("an emptied one is gone, an untouched secret stays, a missing one is added", () => {
    const held = item({ type: "basic-auth", username: string("sam"), password: hidden("old") });
    expect(first(held, { username: "" })).toEqual({ type: "basic-auth", password: hidden("old") });
    expect(first(item({ type: "basic-auth" }), { password: "new" })).toEqual({ type: "basic-auth", password: hidden("new") });
  });

  test.each(["generated-password", "totp", "ssh-key"])("what a %s cannot be without is not emptied", (type) => {
    const whole = { "generated-password": { password: "x" }, totp: { secret: "AAAA", period: 30, digits: 6, algorithm: "sha1" } };
    const held = item({ type, keyType: "k", privateKey: utf8("key"), ...whole[type as keyof typeof whole] });
    const member = { "generated-password": "password", totp: "secret", "ssh-key": "privateKey" }[type] ?? "";
    expect(() => first(held, { [member]: "" })).toThrow(expect.objectContaining({ code: "usage.invalid" }));
  });

  test("a text too long to be shown whole is not cut by an edit", () => {
    const held = item({ type: "address", streetAddress: string("x".repeat(20_000)) });
    expect(() => first(held, { streetAddress: "short" })).toThrow(expect.objectContaining({ code: "usage.invalid" }));
  });

  test("a reference names its account only when it is another one", () => {
    const held = item({ type: "item-reference", reference: { item: utf8("a"), own: 1 } });
    expect([first(held, { reference: "YWNjb3VudA/Yg" }), first(held, { reference: "b3RoZXI/Yg" })]).toEqual([
      { type: "item-reference", reference: { item: utf8("b"), own: 1 } },
      { type: "item-reference", reference: { item: utf8("b"), account: utf8("other"), own: 1 } },
    ]);
  });
});

describe("custom fields", () => {
  const held = item({
    type: "custom-fields",
    label: "Section",
    fields: [
      { ...string("a"), label: "A" },
      { ...hidden("b"), id: utf8("b") },
    ],
    own: 1,
  });
  const rows = (change: (fields: readonly DraftField[]) => readonly DraftField[], label?: string) => {
    const [section] = draft(held).credentials as [DraftCredential];
    return changedItem(held, draft(held, { credentials: [{ ...section, ...(label !== undefined && { label }), fields: change(section.fields) }] }), PLACE)
      .credentials[0];
  };

  test("a row that is left out or emptied goes", () => {
    expect(rows(([a, b]) => [{ ...(a as DraftField), value: "" }, b as DraftField])).toMatchObject({ fields: [{ ...hidden("b"), id: utf8("b") }] });
  });

  test("rows are added, named, typed and put in another order", () => {
    const added = { member: "fields", type: "email", label: "Mail", value: "a@b.example" };
    expect(rows(([a, b]) => [added, b as DraftField, { ...(a as DraftField), label: "B", type: "number", value: "1" }], "Other")).toEqual({
      type: "custom-fields",
      label: "Other",
      fields: [
        { fieldType: "email", value: "a@b.example", label: "Mail" },
        { ...hidden("b"), id: utf8("b") },
        { fieldType: "number", value: "1", label: "B" },
      ],
      own: 1,
    });
  });

  test("a secret that was not typed cannot be made a shown field", () => {
    expect(() => rows(([a, b]) => [a as DraftField, { ...(b as DraftField), type: "string" }])).toThrow(expect.objectContaining({ detail: "concealed" }));
  });
});

describe("what is kept as it came", () => {
  const passkey = { type: "passkey", credentialId: utf8("c"), rpId: "a.example", username: "u", userDisplayName: "U", userHandle: utf8("h"), key: utf8("k") };
  const unknown = { type: "example.com/x", secret: "s" };

  test.each([
    ["a passkey", passkey, { member: "username", type: "string", value: "other" }],
    ["an unknown type", unknown, { member: "secret", path: "credentials/0/unknown/0", type: "string", value: "other" }],
    ["an unknown member", { type: "basic-auth", own: "s" }, { member: "own", path: "credentials/0/unknown/0", type: "string", value: "other" }],
  ])("%s is not changed", (_, credential, field) => {
    const credentials = [{ index: 0, type: credential.type, fields: [field] }];
    expect(() => changedItem(item(credential), draft(item(credential), { credentials }), PLACE)).toThrow(expect.objectContaining({ code: "usage.invalid" }));
  });

  test("it can be removed", () => {
    expect(changedItem(item(passkey, unknown), draft(item(passkey, unknown), { credentials: [] }), PLACE).credentials).toEqual([]);
  });

  test.each(["passkey", "file", "example.com/x"])("a new %s cannot be typed", (type) => {
    const credentials = [{ type, fields: [{ member: "x", type: "string", value: "x" }] }];
    expect(() => newItem(utf8("new"), draft(item(), { credentials }), PLACE)).toThrow(expect.objectContaining({ code: "usage.invalid" }));
  });

  test("a credential is named once and by its type", () => {
    const held = item(unknown, { type: "basic-auth" });
    const twice = [0, 0].map((index) => ({ index, type: unknown.type, fields: [] }));
    expect(() => changedItem(held, draft(held, { credentials: twice }), PLACE)).toThrow(expect.objectContaining({ code: "usage.invalid" }));
    expect(() => changedItem(held, draft(held, { credentials: [{ index: 0, type: "note", fields: [] }] }), PLACE)).toThrow(
      expect.objectContaining({ code: "usage.invalid" }),
    );
  });
});

describe("new credentials", () => {
  const PEM = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----`;
  const VALUES: { readonly [member: string]: string } = { secret: "jbsw y3dp ehpk 3pxp", privateKey: PEM, reference: "b3RoZXI/Yg" };
  const make = (type: string, values: { readonly [member: string]: string }) => {
    const fields = (templateFields(type) ?? []).map(({ member, type: fieldType, value }) => ({
      member,
      type: fieldType,
      value: values[member] ?? value ?? "",
    }));
    const rows = type === "custom-fields" ? [{ member: "fields", type: "string", value: "x" }] : fields;
    return newItem(utf8("new"), draft(item(), { credentials: [{ type, fields: rows }] }), PLACE);
  };
  const made = CREDENTIAL_TYPES.filter((type) => type !== "passkey" && type !== "file");

  test.each(made)("a %s can be made from its template and is valid CXF", (type) => {
    const values = Object.fromEntries((templateFields(type) ?? []).map(({ member, value }) => [member, VALUES[member] ?? value ?? "x"]));
    expect(itemToCbor(make(type, { ...values, ...VALUES })).length).toBeGreaterThan(0);
  });

  test.each(made)("a %s with nothing in it is left out", (type) => {
    const fields = (templateFields(type) ?? []).map(({ member, type: fieldType, value }) => ({ member, type: fieldType, value: value ?? "" }));
    expect(newItem(utf8("new"), draft(item(), { credentials: [{ type, fields }] }), PLACE).credentials).toEqual([]);
  });

  test("a pasted setup address brings its own settings", () => {
    const secret = "otpauth://totp/Bank:sam?secret=JBSWY3DPEHPK3PXP&period=60&digits=8&algorithm=SHA256&issuer=Bank";
    expect(make("totp", { secret }).credentials).toEqual([
      { type: "totp", secret: "JBSWY3DPEHPK3PXP", period: 60, digits: 8, algorithm: "sha256", username: "sam", issuer: "Bank" },
    ]);
  });

  test.each([
    ["totp", { secret: "not base 32!" }, "unreadable-otp"],
    ["totp", { secret: "steam://AAAA" }, "steam-totp"],
    ["ssh-key", { privateKey: "nonsense" }, "ssh-key-unreadable"],
    ["ssh-key", { keyComment: "no key" }, "privateKey"],
    ["item-reference", { reference: "nowhere" }, "reference"],
  ])("a %s that cannot be read is refused with its reason", (type, values, detail) => {
    expect(() => make(type, values)).toThrow(expect.objectContaining({ code: "usage.invalid", detail }));
  });

  test("a pasted key brings its type, and signs", async () => {
    const [key] = make("ssh-key", { privateKey: PEM }).credentials as readonly [SshKey];
    const message = utf8("message");
    const verified = await nodeCredentialKeys.verify(key.privateKey, message, await nodeCredentialKeys.sign(key.privateKey, message));
    expect([key.keyType, verified]).toEqual(["ssh-ed25519", true]);
  });

  test("a one-time code's name is changed without its settings being read again", () => {
    const held = item({ type: "totp", secret: "odd", period: 0, digits: 6, algorithm: "sha1", issuer: "Old", own: 1 });
    expect(first(held, { issuer: "" })).toEqual({ type: "totp", secret: "odd", period: 0, digits: 6, algorithm: "sha1", own: 1 });
  });
});
