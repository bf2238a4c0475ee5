// Everything an item holds has a line, and every secret is marked.

import { expect, test } from "vitest";
import { rehearsalDocument } from "../../src-shared/cxf/rehearsal-document.ts";
import { itemFields } from "./item-fields.ts";

const items = rehearsalDocument().document.accounts.flatMap((account) => account.items);

test("every credential of every kind has a line", () => {
  const silent = items.flatMap((item) => {
    const shown = new Set(itemFields(item).map(({ credential }) => credential));
    return item.credentials.filter((_, index) => !shown.has(index)).map(({ type }) => type);
  });
  expect(silent).toEqual([]);
});

test.each([
  ["passkey", ["private key"]],
  ["totp", ["secret"]],
  ["basic-auth", ["password"]],
  ["generated-password", ["password"]],
  ["ssh-key", ["private key"]],
  ["credit-card", ["number", "verification number", "pin"]],
  ["wifi", ["passphrase"]],
  ["api-key", ["key"]],
])("the secrets of %s are marked", (type, labels) => {
  const secrets = items.flatMap(itemFields).filter((field) => field.type === type && field.secret);
  expect([...new Set(secrets.map(({ label }) => label))]).toEqual(labels);
});
