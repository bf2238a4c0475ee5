// The calls that read items, as the window makes them.

import { describe, expect, test } from "vitest";
import { base64url, utf8 } from "../../../src-shared/bytes.ts";
import type { Item } from "../../../src-shared/cxf/document.ts";
import { loginItem } from "../../../src-shared/testing/vault-fixture.ts";
import { nodeCredentialKeys } from "../../platform/credential-keys.ts";
import { ALL, MAIL, ref, rehearsalDesktop } from "./testing/rehearsal-desktop.ts";

const rehearsal = (more: readonly Item[] = []) => rehearsalDesktop(nodeCredentialKeys, more);

describe("lists", () => {
  test("a part is asked for and the whole is counted", async () => {
    const { call } = await rehearsal();
    const { total, from, rows } = await call("vault.list", { ...ALL, from: 16, count: 5 });
    expect({ total, from, titles: rows.map(({ title }) => title) }).toEqual({ total: 17, from: 16, titles: ["Wi-Fi"] });
  });

  test("a row tells two of the same title apart", async () => {
    const { call } = await rehearsal();
    const { rows } = await call("vault.list", { ...ALL, text: "mail" });
    expect(rows[0]).toEqual({ ref: MAIL, title: "Mail", detail: "sam@example.com", kinds: ["basic-auth", "passkey", "totp"], favorite: true });
  });

  test.each([
    ["favorites", { by: "favorites" }, ["Mail"]],
    ["a kind", { by: "kind", kind: "wifi" }, ["Wi-Fi"]],
    ["a tag", { by: "tag", tag: "money" }, ["Bank"]],
    ["the trash", { by: "trash" }, []],
    [
      "a collection and not what is below it",
      { by: "collection", account: MAIL.account, collection: base64url(utf8("work")) },
      ["Bank", "Mail", "Shared server"],
    ],
  ] as const)("%s", async (_, scope, expected) => {
    const { titles } = await rehearsal();
    expect(await titles({ scope })).toEqual(expected);
  });

  test("an item's place is found, and -1 for one that is not there", async () => {
    const { call } = await rehearsal();
    const where = { scope: { by: "kind", kind: "totp" }, text: "", order: "title" } as const;
    expect([await call("vault.place", { ...where, ref: MAIL }), await call("vault.place", { ...where, ref: ref("wifi") })]).toEqual([1, -1]);
  });

  test("a tag with hidden characters is found by what is shown of it", async () => {
    const { titles, view } = await rehearsal([{ ...loginItem("odd"), tags: ["a\u202eb"] }]);
    expect([
      view()
        ?.tags.map(({ tag }) => tag)
        .includes("ab"),
      await titles({ scope: { by: "tag", tag: "ab" } }),
    ]).toEqual([true, ["odd"]]);
  });

  test("titles are cleaned and cut", async () => {
    const { call } = await rehearsal([loginItem("long", `zz\u202e${"x".repeat(500)}\u0007`)]);
    const { rows } = await call("vault.list", { ...ALL, text: "zz" });
    expect(rows[0]?.title).toBe(`zz${"x".repeat(253)}…`);
  });
});

test("the view counts, and lists collections with their depth", async () => {
  const { view } = await rehearsal();
  const { collections, ...counts } = view() ?? { collections: [] };
  expect([counts, collections.map(({ title, depth, count }) => [title, depth, count])]).toEqual([
    expect.objectContaining({ items: 17, trashed: 0, favorites: 1, tags: expect.arrayContaining([{ tag: "money", count: 1 }]) }),
    [
      ["Personal", 0, 4],
      ["Work", 0, 3],
      ["Infrastructure", 1, 3],
    ],
  ]);
});

test("collections count what is not in the trash, as it goes in and comes back", async () => {
  const { call, view } = await rehearsal();
  const counts: (readonly number[] | undefined)[] = [];
  for (const name of ["vault.trash", "vault.restore", "vault.trash", "vault.purge"] as const) {
    await call(name, { ref: MAIL });
    counts.push(view()?.collections.map(({ count }) => count));
  }
  expect(counts).toEqual([
    [3, 2, 3],
    [4, 3, 3],
    [3, 2, 3],
    [3, 2, 3],
  ]);
});

test("every change shows in the view with a higher generation", async () => {
  const { call, view } = await rehearsal();
  const before = view()?.generation ?? 0;
  await call("vault.trash", { ref: MAIL });
  expect([view()?.trashed, (view()?.generation ?? 0) > before]).toEqual([1, true]);
});

describe("one item", () => {
  test("is shown without what is concealed", async () => {
    const { call } = await rehearsal();
    const { sections, collections, from, apps } = await call("vault.detail", { ref: MAIL });
    expect({ collections: collections.map(({ title }) => title), from, apps, fields: sections[0]?.fields, totp: sections[2]?.totp }).toEqual({
      collections: ["Personal", "Work"],
      from: undefined,
      apps: ["Mail"],
      fields: [
        { path: "credentials/0/username", member: "username", type: "string", concealed: false, filled: true, value: "sam@example.com" },
        { path: "credentials/0/password", member: "password", type: "concealed-string", concealed: true, filled: true },
      ],
      totp: { period: 30, digits: 6, issuer: "Mail" },
    });
  });

  test("tells of a passkey what it can do", async () => {
    const { call } = await rehearsal();
    const { sections } = await call("vault.detail", { ref: MAIL });
    expect(sections[1]?.passkey).toEqual({
      rpId: "mail.example.com",
      username: "sam",
      displayName: "Sam Example",
      algorithm: "ES256",
      extensions: ["prf", "large-blob", "cred-blob", "payments"],
    });
  });

  test("names the item a reference leads to", async () => {
    const { call } = await rehearsal();
    const { sections } = await call("vault.detail", { ref: ref("pointer") });
    expect(sections[0]?.reference).toEqual({ ref: ref("shared-server", "rehearsal-shared-account"), title: "Shared server" });
  });

  test("keeps an unknown type by name, its members concealed", async () => {
    const { call } = await rehearsal();
    const { sections } = await call("vault.detail", { ref: ref("loyalty") });
    expect(sections[0]).toMatchObject({
      type: "keyferry.app/loyalty-card",
      known: false,
      fields: [
        { member: "tier", concealed: true },
        { member: "memberNumber", concealed: true },
      ],
    });
  });

  test.each([
    ["credentials/0/password", "hunter2"],
    ["credentials/0/username", "sam@example.com"],
    ["credentials/2/secret", "JBSWY3DPEHPK3PXP"],
  ])("reveals %s", async (path, value) => {
    const { call } = await rehearsal();
    expect(await call("vault.reveal", { ref: MAIL, path })).toBe(value);
  });

  test.each([
    "",
    "credentials",
    "credentials/0",
    "credentials/9/password",
    "credentials/0/type",
    "credentials/0/__proto__",
    "title",
    "credentials/-1/password",
  ])("has nothing at “%s”", async (path) => {
    const { call } = await rehearsal();
    await expect(call("vault.reveal", { ref: MAIL, path })).rejects.toMatchObject({ code: "usage.invalid" });
  });

  test("shows the code of this moment, and copies it", async () => {
    const { call, ports } = await rehearsal();
    const code = await call("vault.totp", { ref: MAIL, index: 2 });
    await call("vault.copy", { ref: MAIL, path: "credentials/2" });
    expect([code, ports.clipboard.text]).toEqual([expect.stringMatching(/^\d{6}$/), code]);
  });

  test("copies an address", async () => {
    const { call, ports } = await rehearsal();
    await call("vault.copy", { ref: MAIL, path: "urls/1" });
    expect(ports.clipboard.text).toBe("https://example.com");
  });
});
