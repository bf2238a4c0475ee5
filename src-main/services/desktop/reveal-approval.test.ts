// Asking before a secret is shown: off at first, one approval for one call, by the prompt or by what is typed.

import { describe, expect, test } from "vitest";
import { utf8 } from "../../../src-shared/bytes.ts";
import { type ErrorCode, toExchangeError } from "../../../src-shared/errors.ts";
import type { PresenceAnswer, PresenceState, Refusal } from "../../../src-shared/presence/presence.ts";
import { no, YES } from "../../../src-shared/testing/fake-presence.ts";
import type { Setting } from "../../../src-shared/vault/model.ts";
import { nodeCredentialKeys } from "../../platform/credential-keys.ts";
import { itemRef } from "./item-ref.ts";
import { PASSPHRASE, unlock } from "./testing/open-desktop.ts";
import { MAIL, rehearsalDesktop } from "./testing/rehearsal-desktop.ts";

const PASSWORD = { ref: MAIL, path: "credentials/0/password" } as const;
const CODE = { ref: MAIL, index: 2 } as const;

type Options = { readonly answers?: PresenceAnswer | undefined; readonly is?: PresenceState };

/** With a vault whose owner wants to be asked; by a prompt that says yes unless told otherwise. */
async function asking({ answers = YES, is }: Options = {}) {
  const desktop = await rehearsalDesktop(nodeCredentialKeys);
  const { presence } = desktop.ports;
  presence.answers = answers;
  if (is !== undefined) presence.is = is;
  await desktop.call("settings.approval", { confirmReveal: true, secret: PASSPHRASE });
  return { ...desktop, presence };
}

/** The prompt stays until it is answered. */
async function prompted() {
  const desktop = await asking();
  desktop.presence.answers = undefined;
  const revealing = desktop.call("vault.reveal", PASSWORD);
  revealing.catch(() => {}); // heard by the test that wants it
  await desktop.presence.shown();
  return { ...desktop, revealing };
}

const codeOf = (promise: Promise<unknown>): Promise<ErrorCode | "nothing"> =>
  promise.then(
    () => "nothing" as const,
    (thrown) => toExchangeError(thrown).code,
  );

test("nobody is asked at first", async () => {
  const { call, ports } = await rehearsalDesktop(nodeCredentialKeys);
  const shown = await call("vault.reveal", PASSWORD);
  expect([shown.length > 0, ports.presence.asked]).toEqual([true, []]);
});

describe("with the owner asked", () => {
  test("each secret takes an approval of its own", async () => {
    const { call, presence } = await asking();
    await call("vault.reveal", PASSWORD);
    await call("vault.reveal", PASSWORD);
    await call("vault.totp", CODE);
    await call("vault.copy", PASSWORD);
    expect(presence.asked.map(({ action, text, deadline }) => [action, text, deadline])).toEqual(
      Array(4).fill(["reveal", "show a secret of your vault", 60_000]),
    );
  });

  test("what is no secret takes none", async () => {
    const { call, presence, ports } = await asking();
    await call("vault.copy", { ref: MAIL, path: "credentials/0/username" });
    expect([ports.clipboard.text, presence.asked]).toEqual(["sam@example.com", []]);
  });

  test("a file is written out after the approval", async () => {
    const { call, presence, ports, vault } = await asking({ answers: no("presence.denied") });
    const content = utf8("the content");
    const file = { type: "file", id: utf8("file"), name: "a.txt", decryptedSize: content.length, integrityHash: ports.exchange.primitives.sha256(content) };
    const added = vault().add({ id: utf8("with file"), title: "File", credentials: [file] }, { files: [{ file: utf8("file"), content }] });
    const place = { ref: itemRef(added), index: 0 };
    ports.dialogs.saveTo = "/saved";
    const before = [await codeOf(call("vault.saveFile", place)), ports.files.content.has("/saved")];
    presence.answers = YES;
    await call("vault.saveFile", place);
    expect([before, ports.files.content.has("/saved")]).toEqual([["presence.denied", false], true]);
  });

  test.each<Refusal>(["presence.cancelled", "presence.denied", "presence.timed-out", "presence.no-agent"])("%s shows and copies nothing", async (refusal) => {
    const { call, ports } = await asking({ answers: no(refusal) });
    const codes = [await codeOf(call("vault.reveal", PASSWORD)), await codeOf(call("vault.totp", CODE)), await codeOf(call("vault.copy", PASSWORD))];
    expect([codes, ports.clipboard.text]).toEqual([[refusal, refusal, refusal], ""]);
  });

  test("a system that cannot ask is said, and asks nobody", async () => {
    const { call, presence } = await asking({ is: { ready: false, refusal: "presence.silent-allow" } });
    expect([await codeOf(call("vault.reveal", PASSWORD)), presence.asked]).toEqual(["presence.silent-allow", []]);
  });

  test.each<[string, (desktop: Awaited<ReturnType<typeof asking>>, secret: string) => Promise<unknown>]>([
    ["reveal", ({ call }, secret) => call("vault.reveal", { ...PASSWORD, secret })],
    ["code", ({ call }, secret) => call("vault.totp", { ...CODE, secret })],
    ["copy", ({ call }, secret) => call("vault.copy", { ...PASSWORD, secret })],
  ])("what is typed stands in (%s)", async (_, make) => {
    const desktop = await asking({ is: { ready: false, refusal: "presence.not-installed" } });
    const codes = [await codeOf(make(desktop, "wrong")), await codeOf(make(desktop, PASSPHRASE)), await codeOf(make(desktop, ""))];
    expect(codes).toEqual(["vault.wrong-key", "nothing", "vault.wrong-key"]);
  });

  test("what was typed serves one call", async () => {
    const { call } = await asking({ is: { ready: false, refusal: "presence.not-installed" } });
    await call("vault.reveal", { ...PASSWORD, secret: PASSPHRASE });
    expect(await codeOf(call("vault.reveal", PASSWORD))).toBe("presence.not-installed");
  });
});

describe("an open prompt", () => {
  test("is shown to be open, and whose it is", async () => {
    const { desktop } = await prompted();
    expect(desktop.board.get("app").revealing).toBe("polkit");
  });

  test.each<[string, (desktop: Awaited<ReturnType<typeof prompted>>) => Promise<unknown>]>([
    ["answered", async ({ presence, revealing }) => presence.answer(YES) ?? revealing],
    ["refused", ({ presence, revealing }) => codeOf(Promise.resolve(presence.answer(no("presence.denied"))).then(() => revealing))],
    ["taken away", ({ call }) => call("vault.stopReveal", undefined)],
    ["locked away", ({ call }) => call("session.lock", undefined)],
  ])("is shown to be gone once %s", async (_, end) => {
    const those = await prompted();
    await end(those);
    expect(those.desktop.board.get("app").revealing).toBeUndefined();
  });

  test("counts for the item as it was: one that was changed meanwhile shows nothing", async () => {
    const { call, presence, revealing } = await prompted();
    await call("vault.favorite", { ref: MAIL, on: false });
    presence.answer(YES);
    expect(await codeOf(revealing)).toBe("usage.invalid");
  });

  test("is taken away by locking, and its yes shows nothing", async () => {
    const { call, presence, revealing } = await prompted();
    presence.heedsSignal = false;
    await call("session.lock", undefined);
    await unlock(call);
    presence.answer(YES);
    expect(await codeOf(revealing)).toBe("presence.cancelled");
  });

  test("goes off the screen when the vault is locked", async () => {
    const { call, presence } = await prompted();
    await call("session.lock", undefined);
    expect(presence.open).toBe(0);
  });

  test("is taken away when it is not wanted any more", async () => {
    const { call, presence, revealing } = await prompted();
    await call("vault.stopReveal", undefined);
    expect([await codeOf(revealing), presence.open]).toEqual(["presence.cancelled", 0]);
  });

  test("makes room for the next", async () => {
    const { call, presence, revealing } = await prompted();
    const next = call("vault.totp", CODE);
    const first = await codeOf(revealing);
    await presence.shown();
    presence.answer(YES);
    expect([first, (await next).length, presence.asked.length]).toEqual(["presence.cancelled", 6, 2]);
  });
});

describe("the settings", () => {
  test("are shown with the vault", async () => {
    const { view } = await asking();
    expect(view()?.approval).toEqual({ passphraseOnExport: true, confirmReveal: true });
  });

  test("are changed by the owner alone", async () => {
    const { call, view } = await asking();
    const refused = await codeOf(call("settings.approval", { confirmReveal: false, secret: "wrong" }));
    expect([refused, view()?.approval.confirmReveal]).toEqual(["vault.wrong-key", true]);
  });

  test("that are not named stay", async () => {
    const { call, view } = await asking();
    await call("settings.approval", { passphraseOnExport: false, secret: PASSPHRASE });
    expect(view()?.approval).toEqual({ passphraseOnExport: false, confirmReveal: true });
  });

  test("go with the vault", async () => {
    const { call, view } = await asking();
    await call("session.lock", undefined);
    await unlock(call);
    expect(view()?.approval.confirmReveal).toBe(true);
  });

  test.each<[string, Setting]>([
    ["text", "yes"],
    ["a list", []],
    ["members of another type", { passphraseOnExport: 0, confirmReveal: "on" }],
  ])("that are not understood (%s) are as at first", async (_, stored) => {
    const { call, vault, view } = await asking();
    vault().putSetting("approval", stored);
    await call("session.lock", undefined);
    await unlock(call);
    expect(view()?.approval).toEqual({ passphraseOnExport: true, confirmReveal: false });
  });
});
