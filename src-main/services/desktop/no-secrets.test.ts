// No call of the contract answers with a secret, and no view holds one, unless the call is marked as revealing. The vault of this test
// has a mark in every concealed member of every credential type; every call is made, and every mark is looked for in every spelling.

import { expect, test } from "vitest";
import { base64url, hex, utf8 } from "../../../src-shared/bytes.ts";
import { base32 } from "../../../src-shared/crypto/totp.ts";
import { CREDENTIAL_TYPES } from "../../../src-shared/cxf/document.ts";
import { encodeDocument } from "../../../src-shared/cxf/encode.ts";
import { type ArgsOf, CALL_NAMES, type CallName, CONTRACT, VIEW_NAMES } from "../../../src-shared/ipc/contract.ts";
import type { ItemRef } from "../../../src-shared/ipc/views-vault.ts";
import { documentOf } from "../../../src-shared/testing/vault-fixture.ts";
import { nodeCredentialKeys } from "../../platform/credential-keys.ts";
import { credentialForm } from "./credential-form.ts";
import { ALL, DEVICE, mark, markedDesktop, REVEALED, SECRET_MEMBERS } from "./testing/marked-desktop.ts";
import { PASSPHRASE, unlock } from "./testing/open-desktop.ts";

const marked = () => markedDesktop(nodeCredentialKeys);

type Table = { readonly [N in CallName]: readonly ArgsOf<N>[] };

/** In this order; what ends the session comes last. */
function everyCall(refs: readonly ItemRef[], collection: { readonly account: string; readonly collection: string }, recoveryKey: string): Table {
  const of = (id: string) => refs.find(({ item: one }) => one === base64url(utf8(id))) ?? { account: "", item: "" };
  const scopes = [{ by: "all" }, { by: "favorites" }, { by: "trash" }, { by: "kind", kind: "passkey" }, { by: "tag", tag: "daily" }] as const;
  const each = refs.map((ref) => ({ ref }));
  const field = { member: "fields", path: "credentials/11/fields/0", type: "string", value: null };
  const draft = { title: "Title", subtitle: "", favorite: false, tags: [], urls: [] };
  const ways = ["passphrase", "key-store", "recovery-key"] as const;
  return {
    view: VIEW_NAMES.map((name) => ({ name })),
    "setup.create": [{ passphrase: "another", keyStore: false }],
    "setup.recoveryKey": [undefined],
    "setup.confirm": [{ ending: "AAAA" }],
    "session.unlock": ways.map((by) => ({ by, secret: by === "recovery-key" ? recoveryKey : PASSPHRASE })),
    "vault.list": [
      ...scopes.map((scope) => ({ scope, text: "", order: "title" as const, from: 0, count: 200 })),
      { scope: { by: "all" }, text: "marked", order: "added", from: 0, count: 200 },
      { scope: { by: "collection", ...collection }, text: "", order: "modified", from: 0, count: 200 },
    ],
    "vault.place": each.map(({ ref }) => ({ ref, scope: { by: "all" }, text: "", order: "title" })),
    "vault.detail": each,
    "vault.history": each,
    "vault.template": [...CREDENTIAL_TYPES, "example.com/unknown"].map((type) => ({ type })),
    "vault.reveal": [],
    "vault.totp": [],
    "vault.copy": [
      { ref: of("marked"), path: "credentials/1/password" },
      { ref: of("marked"), path: "credentials/9" },
      { ref: of("marked"), path: "credentials/13/key" },
    ],
    "vault.stopReveal": [undefined],
    "vault.save": [
      { ref: of("changed"), draft: { ...draft, credentials: [{ index: 0, type: "basic-auth", fields: [] }] } },
      // a way around revealing: the type alone is changed, then the field is shown
      { ref: of("marked"), draft: { ...draft, credentials: [{ index: 11, type: "custom-fields", fields: [field] }] } },
      { draft: { ...draft, credentials: [{ type: "note", fields: [{ member: "content", type: "text", value: mark("note") }] }] } },
    ],
    "vault.favorite": [{ ref: of("marked"), on: true }],
    "vault.trash": [{ ref: of("changed") }],
    "vault.restore": [{ ref: of("changed") }, { ref: of("trashed") }],
    "vault.restoreVersion": [{ ref: of("changed"), version: 0 }],
    "vault.testPasskey": [...each.map(({ ref }) => ({ ref, index: 0 })), { ref: of("marked"), index: 13 }],
    "vault.saveFile": [{ ref: of("file"), index: 0 }],
    "vault.addFile": [{ ref: of("file") }],
    "vault.collect": [{ ref: of("marked"), ...collection, on: true }],
    "vault.newCollection": [{ title: "New" }],
    "vault.purge": [{ ref: of("purged") }],
    "vault.emptyTrash": [undefined],
    "generator.make": [],
    "generator.copy": [undefined],
    "send.preview": [{ selection: { by: "all" } }],
    "send.look": [{ on: true }, { on: false }],
    "send.start": [
      { to: { by: "address", address: "192.0.2.1:4711" }, selection: { by: "all" } },
      { to: { by: "rehearsal" }, selection: { by: "all" } },
    ],
    "send.code": [{ digits: "12345678" }],
    "send.approve": [{ secret: PASSPHRASE }],
    "send.decline": [undefined],
    "send.stop": [undefined],
    "send.done": [undefined],
    "receive.open": [{ mode: "screens" }],
    "receive.confirm": [{ match: true }],
    "receive.approve": [{ secret: PASSPHRASE }],
    "receive.decline": [undefined],
    "receive.decide": [{ decisions: [] }],
    "receive.stop": [undefined],
    "receive.done": [undefined],
    "camera.use": [{ on: true }, { on: false }],
    "camera.saw": [{ content: new Uint8Array(45) }],
    "bringIn.choose": [undefined],
    "bringIn.open": [{ path: "/export.json" }],
    "bringIn.passphrase": [{ secret: "x" }],
    "bringIn.commit": [{ decisions: [] }],
    "bringIn.cancel": [undefined],
    "log.list": [undefined],
    "log.receipt": [{ transferId: "00" }],
    "log.copy": [{ transferId: "00" }],
    "log.undo": [{ transferId: hex(utf8("transfer 1")) }],
    "devices.list": [undefined],
    "devices.rename": [{ key: DEVICE, name: "Other" }],
    "devices.forget": [{ key: DEVICE }],
    "stays.list": [undefined],
    "stays.put": [{ id: "kept", title: "Key", site: "bank.example", kind: "security-key" }],
    "stays.remove": [{ id: "kept" }],
    "settings.set": [{ theme: "dark" }],
    "settings.protection": [undefined],
    "settings.selfTest": [undefined],
    "settings.approval": [{ confirmReveal: false, secret: PASSPHRASE }],
    "settings.keyStore": [{ on: true, secret: PASSPHRASE }],
    "settings.hardware": [
      { on: true, pin: "246810", secret: PASSPHRASE },
      { on: false, pin: "", secret: PASSPHRASE },
    ],
    "settings.changePassphrase": [{ from: PASSPHRASE, to: PASSPHRASE }],
    "settings.newRecoveryKey": [],
    "doctor.examine": [{ to: "" }],
    "window.stay": [undefined],
    "window.unsaved": [{ on: true }],
    "window.close": [{ stopTransfer: true }],
    "session.stopUnlock": [undefined],
    "session.lock": [undefined],
  };
}

/** A mark as it looks in text, hexadecimal, base64, base64url and base32, wherever in other bytes it stands. */
function spellings(secret: string): readonly string[] {
  const bytes = utf8(secret);
  const within = (encode: (bytes: Uint8Array) => string, group: number, cut: number) =>
    Array.from({ length: group }, (_, before) => encode(Uint8Array.of(...new Uint8Array(before), ...bytes)).slice(cut + before, -cut));
  const url = within(base64url, 3, 4);
  const base64 = url.map((text) => text.replaceAll("-", "+").replaceAll("_", "/"));
  return [secret, hex(bytes), hex(bytes).toUpperCase(), ...url, ...base64, ...within(base32, 5, 8)];
}

const found = (text: string, names: readonly string[]) => names.filter((name) => spellings(mark(name)).some((spelling) => text.includes(spelling)));

test("the secrets marked here are all that the forms conceal", () => {
  const concealed = CREDENTIAL_TYPES.map(
    (type) =>
      [
        type,
        credentialForm(type)
          ?.members.filter((one) => one.concealed)
          .map(({ member }) => member),
      ] as const,
  );
  expect(Object.fromEntries(concealed.filter(([, members]) => members?.length))).toEqual(SECRET_MEMBERS);
});

/** Makes every call that does not reveal; everything that was answered and shown, and the calls that were refused each time. */
async function callEverything() {
  const { ports, desktop, shown, replies, refs, vault, recoveryKey } = await marked();
  const [collection] = (desktop.board.get("vault")?.collections ?? []).map(({ account, collection: id }) => ({ account, collection: id }));
  const table = everyCall(refs, collection ?? { account: "", collection: "" }, recoveryKey);
  Object.assign(ports.dialogs, { picked: "/export.json", saveTo: "/saved" });
  const items = vault().views();
  ports.files.content.set(
    "/export.json",
    utf8(
      encodeDocument(
        documentOf(
          items.map(({ ref }) => vault().item(ref)),
          "other",
        ),
      ),
    ),
  );
  replies.length = 0;
  const refused: string[] = [];
  for (const name of CALL_NAMES.filter((one) => CONTRACT[one].reveals === undefined).toSorted(inOrderOf(Object.keys(table)))) {
    let answered = false;
    for (const args of table[name]) {
      const reply = await desktop.answer(name, args);
      await new Promise((resolve) => setImmediate(resolve));
      replies.push(reply);
      if (name === "vault.save") for (const ref of refs) replies.push(await desktop.answer("vault.detail", { ref }));
      answered ||= reply.ok;
    }
    if (!answered) refused.push(name);
  }
  return { seen: JSON.stringify([replies, shown]), recoveryKey, refused };
}

function inOrderOf(names: readonly string[]) {
  return (a: string, b: string) => names.indexOf(a) - names.indexOf(b);
}

test("no call without the mark of revealing answers or shows a secret", async () => {
  const { seen, recoveryKey } = await callEverything();
  const typed = [PASSPHRASE, recoveryKey].filter((text) => seen.includes(text));
  expect([...found(seen, ALL), ...typed]).toEqual([]);
});

test("all of those calls had something to answer, but for those that need another computer or an earlier step", async () => {
  const { refused } = await callEverything();
  const steps = ["send.code", "send.approve", "send.decline", "receive.confirm", "receive.approve", "receive.decline", "receive.decide", "bringIn.passphrase"];
  expect(refused).toEqual(["setup.create", "setup.confirm", "generator.copy", ...steps, "log.receipt", "log.copy"]);
});

test("every call of the contract was made, but for those that reveal", () => {
  const table = everyCall([], { account: "", collection: "" }, "");
  const without = CALL_NAMES.filter((name) => table[name].length === 0 && !/^vault\.(place|detail|history)$/.test(name));
  expect(without.every((name) => CONTRACT[name].reveals !== undefined)).toBe(true);
});

test("the revealing calls do answer with each of them, a passkey's secrets excepted", async () => {
  const { call, refs } = await marked();
  const answers: string[] = [];
  for (const ref of refs) {
    const { sections } = await call("vault.detail", { ref });
    for (const { path, concealed } of sections.flatMap(({ fields }) => fields)) if (concealed) answers.push(await call("vault.reveal", { ref, path }));
  }
  expect(found(answers.map((answer) => answer.replaceAll("\n", "")).join("\n"), ALL).toSorted()).toEqual([...REVEALED, "ssh-key"].toSorted());
});

test.each(["credentials/13/key", "credentials/13/fido2Extensions", "credentials/13/unknown/0", "credentials/13"])(
  "%s of a passkey is refused",
  async (path) => {
    const { call, refs } = await marked();
    const ref = refs.find((one) => one.item === base64url(utf8("marked"))) as ItemRef;
    await expect(call("vault.reveal", { ref, path })).rejects.toMatchObject({ code: "usage.invalid" });
  },
);

test("while the vault is locked every other call is refused", async () => {
  const { desktop, call, refs } = await marked();
  const table = everyCall(refs, { account: "AA", collection: "AA" }, "");
  await call("session.lock", undefined);
  const codes = new Set<string>();
  for (const name of CALL_NAMES.filter((one) => !CONTRACT[one].whileLocked)) {
    const reply = await desktop.answer(name, table[name][0]);
    codes.add(reply.ok ? `${name} answered` : reply.code);
  }
  expect([...codes]).toEqual(["vault.locked"]);
});

test("nothing of the vault is shown once it is locked", async () => {
  const { desktop, call } = await marked();
  await call("session.lock", undefined);
  await unlock(call);
  desktop.lock("idle");
  expect(desktop.board.get("vault")).toBeNull();
});
