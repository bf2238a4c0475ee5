// What tests of whole sessions share: the product's own crypto, a clock of their own, and a vault small enough to break a hundred times.

import { setImmediate } from "node:timers/promises";
import { nodeCredentialKeys } from "../../src-main/platform/credential-keys.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { utf8 } from "../../src-shared/bytes.ts";
import type { Item } from "../../src-shared/cxf/document.ts";
import { rehearsalDocument } from "../../src-shared/cxf/rehearsal-document.ts";
import type { MemoryContent } from "../../src-shared/testing/memory-vault.ts";
import type { Setting } from "../../src-shared/testing/two-computers.ts";

/** Stands in the small vault and must stand nowhere on the wire. */
export const SECRET_TEXT = "the quick brown fox keeps its password";

/** One login with a one-time code, one passkey, and a note that needs ten small chunks. */
export function smallContent(): MemoryContent {
  const { document } = rehearsalDocument();
  const [account] = document.accounts;
  if (account === undefined) throw new Error("the rehearsal has an account");
  const has = (type: string) => (item: Item) => item.credentials.some((one) => one.type === type);
  const login = account.items.find(has("totp"));
  const passkey = account.items.find((item) => item !== login && has("passkey")(item));
  const picked = [login, passkey].filter((item) => item !== undefined);
  const note: Item = {
    id: utf8("long-note"),
    title: "Long note",
    credentials: [{ type: "note", content: { fieldType: "string", value: SECRET_TEXT.repeat(900) } }],
  };
  return { document: { ...document, accounts: [{ ...account, collections: [], items: [...picked, note] }] }, files: [] };
}

export const nodeSetting: Omit<Setting, "content"> = {
  primitives: { exporter: nodePrimitives, importer: nodePrimitives },
  credentialKeys: nodeCredentialKeys,
  turn: () => setImmediate(),
  chunkSize: 4096,
};

export function smallSetting(more: Partial<Setting> = {}): Setting {
  return { ...nodeSetting, content: smallContent(), ...more };
}
