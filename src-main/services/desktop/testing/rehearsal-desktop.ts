// A desktop whose vault holds the rehearsal's items, and short ways to name and list them.

import { base64url, utf8 } from "../../../../src-shared/bytes.ts";
import type { CredentialKeys } from "../../../../src-shared/crypto/primitives.ts";
import type { Item } from "../../../../src-shared/cxf/document.ts";
import { rehearsalDocument } from "../../../../src-shared/cxf/rehearsal-document.ts";
import type { ArgsOf } from "../../../../src-shared/ipc/contract.ts";
import type { ItemRef } from "../../../../src-shared/ipc/views-vault.ts";
import { importDocument } from "../../../../src-shared/testing/vault-fixture.ts";
import { openDesktop, unlock } from "./open-desktop.ts";

const OWN = "rehearsal-account";
export const ref = (item: string, account = OWN): ItemRef => ({ account: base64url(utf8(account)), item: base64url(utf8(item)) });
export const MAIL = ref("mail");
export const ALL: ArgsOf<"vault.list"> = { scope: { by: "all" }, text: "", order: "title", from: 0, count: 200 };

export async function rehearsalDesktop(keys: CredentialKeys, more: readonly Item[] = []) {
  const desktop = await openDesktop(keys);
  const { document, files } = rehearsalDocument();
  importDocument(desktop.vault(), document, { files });
  for (const item of more) desktop.vault().add(item);
  await desktop.call("session.lock", undefined);
  await unlock(desktop.call);
  const titles = async (change: Partial<ArgsOf<"vault.list">>) => (await desktop.call("vault.list", { ...ALL, ...change })).rows.map(({ title }) => title);
  return { ...desktop, titles, view: () => desktop.desktop.board.get("vault") };
}
