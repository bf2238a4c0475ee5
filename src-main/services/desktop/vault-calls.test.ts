// The calls about the vault as a whole: opening it, protecting it, devices, the log, and closing the window.

import { describe, expect, test } from "vitest";
import { base64url, utf8 } from "../../../src-shared/bytes.ts";
import { documentOf, importDocument, loginItem } from "../../../src-shared/testing/vault-fixture.ts";
import { namedDevice, rememberDevice } from "../device.ts";
import { openDesktop, PASSPHRASE, unlock } from "./testing/open-desktop.ts";

const KEY = base64url(utf8("a device key"));
const slots = async ({ call }: Awaited<ReturnType<typeof openDesktop>>) => (await call("settings.protection", undefined)).slots.map(({ way }) => way);
const rejected = (code: string) => expect.objectContaining({ code });

describe("opening", () => {
  test("the recovery key is shown until its end was typed", async () => {
    const { call } = await openDesktop();
    await expect(call("setup.recoveryKey", undefined)).rejects.toEqual(rejected("vault.locked"));
  });

  test("an empty passphrase makes no vault", async () => {
    const { call } = await openDesktop();
    await expect(call("setup.create", { passphrase: "", keyStore: false })).rejects.toMatchObject({ code: "usage.invalid", detail: "passphrase" });
  });

  test("a call nobody knows and arguments of another form are refused", async () => {
    const { desktop } = await openDesktop();
    const replies = [await desktop.answer("vault.everything", undefined), await desktop.answer("vault.purge", { ref: 4 }), await desktop.answer({}, {})];
    expect(replies.map((reply) => !reply.ok && reply.code)).toEqual(["usage.invalid", "usage.invalid", "usage.invalid"]);
  });

  test("locking takes the copied secret off the clipboard and forgets what was generated", async () => {
    const { call, ports } = await openDesktop();
    await call("generator.make", { kind: "pin", length: 6, digits: true, symbols: false });
    await call("generator.copy", undefined);
    const copied = ports.clipboard.text;
    await call("session.lock", undefined);
    await unlock(call);
    await expect(call("generator.copy", undefined)).rejects.toEqual(rejected("usage.invalid"));
    expect([copied, ports.clipboard.text]).toEqual([expect.stringMatching(/^\d{6}$/), ""]);
  });

  test("what was in the trash for thirty days goes when the vault is opened", async () => {
    const { call, ports, vault, desktop } = await openDesktop();
    vault().trash(vault().add(loginItem("old")));
    ports.exchange.clock.advance(31 * 86_400_000);
    await call("session.lock", undefined);
    await unlock(call);
    expect(desktop.board.get("vault")?.trashed).toBe(0);
  });
});

describe("protection", () => {
  test("a new passphrase opens the vault and the old one does not", async () => {
    const opened = await openDesktop();
    const { call } = opened;
    await call("settings.changePassphrase", { from: PASSPHRASE, to: "another" });
    await call("session.lock", undefined);
    await expect(unlock(call)).rejects.toEqual(rejected("vault.wrong-key"));
    await call("session.unlock", { by: "passphrase", secret: "another" });
    expect(await slots(opened)).toEqual(["recovery-key", "passphrase"]);
  });

  test("a new recovery key opens the vault and the old one does not", async () => {
    const { call, recoveryKey } = await openDesktop();
    const renewed = await call("settings.newRecoveryKey", { secret: PASSPHRASE });
    await call("session.lock", undefined);
    await expect(call("session.unlock", { by: "recovery-key", secret: recoveryKey })).rejects.toEqual(rejected("vault.wrong-key"));
    await expect(call("session.unlock", { by: "recovery-key", secret: renewed })).resolves.toBeUndefined();
  });

  test("the key store is added once and taken away", async () => {
    const opened = await openDesktop();
    const { call, ports } = opened;
    for (const on of [true, true]) await call("settings.keyStore", { on, secret: PASSPHRASE });
    const added = await slots(opened);
    await call("settings.keyStore", { on: false, secret: PASSPHRASE });
    expect([added, await slots(opened), ports.keyStore.keys.size]).toEqual([["passphrase", "recovery-key", "key-store"], ["passphrase", "recovery-key"], 0]);
  });

  test("nothing changes without the passphrase", async () => {
    const opened = await openDesktop();
    const { call } = opened;
    await expect(call("settings.keyStore", { on: true, secret: "wrong" })).rejects.toEqual(rejected("vault.wrong-key"));
    await expect(call("settings.changePassphrase", { from: "wrong", to: "x" })).rejects.toEqual(rejected("vault.wrong-key"));
    await expect(call("settings.changePassphrase", { from: PASSPHRASE, to: "" })).rejects.toEqual(rejected("usage.invalid"));
    await expect(call("settings.newRecoveryKey", { secret: "wrong" })).rejects.toEqual(rejected("vault.wrong-key"));
    expect(await slots(opened)).toEqual(["passphrase", "recovery-key"]);
  });

  test.each([
    ["missing", "ready"],
    ["locked", "locked"],
    ["unavailable", "unavailable"],
  ] as const)("a key store that is %s is said to be %s", async (state, said) => {
    const { call, ports } = await openDesktop();
    ports.keyStore.override = state;
    expect((await call("settings.protection", undefined)).keyStore).toBe(said);
  });
});

describe("devices", () => {
  test("one is listed with when it was last used, renamed for good, and forgotten", async () => {
    const { call, vault } = await openDesktop();
    rememberDevice(vault(), KEY, "Sam's laptop\u202e", 100);
    const before = await call("devices.list", undefined);
    await call("devices.rename", { key: KEY, name: "Laptop" });
    rememberDevice(vault(), KEY, "Something else", 200);
    const known = namedDevice(vault(), utf8("a device key"));
    const renamed = await call("devices.list", undefined);
    await call("devices.forget", { key: KEY });
    expect([before, known, renamed, await call("devices.list", undefined)]).toEqual([
      [{ key: KEY, name: "Sam's laptop", fingerprint: expect.stringMatching(/^[0-9A-F]{4}( [0-9A-F]{4}){3}$/), lastUsedAt: 100 }],
      "Laptop",
      [expect.objectContaining({ name: "Laptop", lastUsedAt: 200 })],
      [],
    ]);
  });

  test("one that is not known cannot be named", async () => {
    const { call } = await openDesktop();
    await expect(call("devices.rename", { key: KEY, name: "Laptop" })).rejects.toEqual(rejected("vault.item-missing"));
  });
});

describe("the log", () => {
  async function withTransfers() {
    const opened = await openDesktop();
    const { vault, ports } = opened;
    const receipt = (id: string, role: string) => {
      const summary = { role, proven: 1, items: 3, acknowledged: true, counterpart: "Laptop", safe: "no" };
      vault().addReceipt({ transferId: utf8(id.padEnd(16)), summary, parts: [utf8("{}")] });
      ports.exchange.clock.advance(1000);
    };
    receipt("sent", "exporter");
    importDocument(vault(), documentOf([loginItem("a")]), { transferId: utf8("received".padEnd(16)) });
    receipt("received", "importer");
    const incoming = vault().beginImport(utf8("brought".padEnd(16)));
    incoming.commit(() => "keep-both", { counterpart: "Bitwarden", source: "export.json" });
    return opened;
  }

  test("shows what was sent, received and brought in, the newest first", async () => {
    const { call } = await withTransfers();
    expect(await call("log.list", undefined)).toMatchObject([
      { what: "brought-in", with: "Bitwarden", file: "export.json", items: 0, undoable: true, hasReceipt: false },
      { what: "received", with: "Laptop", items: 3, safe: false, undoable: true, hasReceipt: true },
      { what: "sent", with: "Laptop", items: 3, undoable: false, undone: false, hasReceipt: true },
    ]);
  });

  test("takes a transfer back", async () => {
    const { call, desktop } = await withTransfers();
    const rows = await call("log.list", undefined);
    await call("log.undo", { transferId: rows[1]?.transferId ?? "" });
    expect([(await call("log.list", undefined))[1], desktop.board.get("vault")?.items]).toMatchObject([{ undone: true, undoable: false }, 0]);
  });

  test.each(["", "zz", "00"])("knows no transfer “%s”", async (transferId) => {
    const { call } = await withTransfers();
    await expect(call("log.undo", { transferId })).rejects.toEqual(rejected("vault.item-missing"));
  });
});

describe("the window", () => {
  test("may close when nothing runs", async () => {
    const { desktop } = await openDesktop();
    expect([desktop.mayClose(), desktop.board.get("app").closing]).toEqual([true, false]);
  });

  test("asks first while something is not saved", async () => {
    const { call, desktop } = await openDesktop();
    await call("window.unsaved", { on: true });
    expect([desktop.mayClose(), desktop.board.get("app").closing]).toEqual([false, true]);
  });

  test("closes when its owner says so", async () => {
    const { call, closed } = await openDesktop();
    await call("window.close", { stopTransfer: false });
    expect(closed).toHaveLength(1);
  });

  test("quitting takes the secret off the clipboard and closes the vault", async () => {
    const { call, desktop, ports } = await openDesktop();
    await call("generator.make", { kind: "pin", length: 6, digits: true, symbols: false });
    await call("generator.copy", undefined);
    await desktop.quit();
    expect([ports.clipboard.text, desktop.board.get("app").phase.name, desktop.board.get("vault")]).toEqual(["", "locked", null]);
  });

  test("preferences change one at a time", async () => {
    const { call, desktop } = await openDesktop();
    await call("settings.set", { theme: "dark" });
    await call("settings.set", { clipboardSeconds: 5 });
    expect(desktop.preferences).toEqual({ theme: "dark", language: "system", autoLockMinutes: 10, clipboardSeconds: 5, tray: false, useBluetooth: true });
  });
});
