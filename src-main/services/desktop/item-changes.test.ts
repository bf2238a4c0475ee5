// The calls that change items, try passkeys and carry files, as the window makes them.

import { describe, expect, test, vi } from "vitest";
import { base64url, utf8 } from "../../../src-shared/bytes.ts";
import type { Item } from "../../../src-shared/cxf/document.ts";
import { loginItem } from "../../../src-shared/testing/vault-fixture.ts";
import { nodeCredentialKeys } from "../../platform/credential-keys.ts";
import { draftOf } from "./testing/draft-of.ts";
import { openDesktop } from "./testing/open-desktop.ts";
import { MAIL, ref, rehearsalDesktop } from "./testing/rehearsal-desktop.ts";

const rehearsal = (more: readonly Item[] = []) => rehearsalDesktop(nodeCredentialKeys, more);

describe("changes", () => {
  const DRAFT = { title: "New", subtitle: "", favorite: false, tags: [], urls: [], credentials: [] };

  test("a new item is added to an empty vault", async () => {
    const { call } = await openDesktop();
    const added = await call("vault.save", { draft: DRAFT });
    expect(await call("vault.detail", { ref: added })).toMatchObject({ title: "New", versions: 0 });
  });

  test("saving what was not changed makes no version", async () => {
    const { call } = await rehearsal();
    const detail = await call("vault.detail", { ref: MAIL });
    await call("vault.save", { ref: MAIL, draft: draftOf(detail) });
    expect(await call("vault.history", { ref: MAIL })).toEqual([]);
  });

  test("each version tells what changed after it, and can be brought back", async () => {
    const { call } = await rehearsal();
    const first = draftOf(await call("vault.detail", { ref: MAIL }));
    await call("vault.save", { ref: MAIL, draft: { ...first, title: "Post", credentials: first.credentials.slice(0, 2) } });
    await call("vault.favorite", { ref: MAIL, on: false });
    const versions = await call("vault.history", { ref: MAIL });
    await call("vault.restoreVersion", { ref: MAIL, version: 0 });
    expect([versions.map(({ version, title, changed }) => ({ version, title, changed })), (await call("vault.detail", { ref: MAIL })).title]).toEqual([
      [
        { version: 1, title: "Post", changed: ["favorite"] },
        { version: 0, title: "Mail", changed: ["title", "totp"] },
      ],
      "Mail",
    ]);
  });

  test("the trash gives back, and is emptied for good", async () => {
    const { call, view } = await rehearsal();
    for (const item of ["mail", "bank", "wifi"]) await call("vault.trash", { ref: ref(item) });
    await call("vault.restore", { ref: MAIL });
    await call("vault.purge", { ref: ref("bank") });
    await call("vault.emptyTrash", undefined);
    expect([view()?.items, view()?.trashed]).toEqual([15, 0]);
  });

  test("a full trash is emptied in a few changes, between which others have their turn", async () => {
    const more = Array.from({ length: 100 }, (_, i) => loginItem(`more ${i}`));
    const { call, vault, ports, view } = await rehearsalDesktop(nodeCredentialKeys, more);
    for (const { ref: one } of vault().views()) vault().trash(one);
    const changes = vi.spyOn(vault(), "purgeAll");
    const emptied = call("vault.emptyTrash", undefined);
    for (let turn = 0; turn < 10; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      ports.exchange.clock.advance(0);
    }
    await emptied;
    expect([view()?.trashed, changes.mock.calls.length]).toEqual([0, 2]);
  });

  test("an item goes into a nested collection and out of it", async () => {
    const { call } = await rehearsal();
    const into = { ref: MAIL, account: MAIL.account, collection: base64url(utf8("infrastructure")) };
    const titles = async () => (await call("vault.detail", { ref: MAIL })).collections.map(({ title }) => title);
    await call("vault.collect", { ...into, on: true });
    const inside = await titles();
    await call("vault.collect", { ...into, on: false });
    expect([inside, await titles()]).toEqual([
      ["Personal", "Work", "Infrastructure"],
      ["Personal", "Work"],
    ]);
  });

  test("an item of another account is linked with its account", async () => {
    const { call, titles } = await rehearsal();
    const collection = { account: MAIL.account, collection: base64url(utf8("personal")) };
    await call("vault.collect", { ref: ref("shared-server", "rehearsal-shared-account"), ...collection, on: true });
    expect(await titles({ scope: { by: "collection", ...collection } })).toContain("Shared server");
  });

  test("a collection can be made in an empty vault", async () => {
    const { call, desktop } = await openDesktop();
    await call("vault.newCollection", { title: " Home " });
    expect(desktop.board.get("vault")?.collections).toMatchObject([{ title: "Home", count: 0, depth: 0 }]);
  });

  test("what is not there is said to be missing", async () => {
    const { call } = await rehearsal();
    await expect(call("vault.detail", { ref: { account: "", item: "!" } })).rejects.toMatchObject({ code: "vault.item-missing" });
  });
});

describe("passkeys", () => {
  test.each([
    ["mail", 1],
    ["passkey-rsa", 0],
    ["passkey-eddsa", 0],
  ])("the one of %s signs, and the detail remembers it", async (item, index) => {
    const { call, ports } = await rehearsal();
    const working = await call("vault.testPasskey", { ref: ref(item), index });
    const { sections } = await call("vault.detail", { ref: ref(item) });
    expect([working, sections[index]?.passkey?.lastTest]).toEqual([true, { at: ports.exchange.clock.now(), working: true }]);
  });

  test("one whose key is damaged does not", async () => {
    const passkey = {
      type: "passkey",
      credentialId: utf8("c"),
      rpId: "a.example",
      username: "",
      userDisplayName: "",
      userHandle: utf8("h"),
      key: utf8("no key"),
    };
    const { call } = await rehearsal([{ id: utf8("damaged"), title: "Damaged", credentials: [passkey] }]);
    expect(await call("vault.testPasskey", { ref: ref("damaged"), index: 0 })).toBe(false);
  });
});

describe("files", () => {
  test("one is taken in and written out again", async () => {
    const { call, ports } = await rehearsal();
    ports.files.content.set("/here/deed.pdf", utf8("deed"));
    Object.assign(ports.dialogs, { picked: "/here/deed.pdf", saveTo: "/there" });
    const added = await call("vault.addFile", { ref: MAIL });
    const written = await call("vault.saveFile", { ref: MAIL, index: 3 });
    expect([added, written, ports.dialogs.suggested, ports.files.content.get("/there")]).toEqual([true, true, "deed.pdf", utf8("deed")]);
  });

  test("a cancelled dialog changes nothing", async () => {
    const { call, view } = await rehearsal();
    const before = view()?.generation;
    expect([await call("vault.addFile", { ref: MAIL }), await call("vault.saveFile", { ref: ref("documents"), index: 0 }), view()?.generation]).toEqual([
      false,
      false,
      before,
    ]);
  });
});
