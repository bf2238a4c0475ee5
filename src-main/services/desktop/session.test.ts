// Opening and locking one vault while other calls are on their way: nothing opens behind a lock, nothing is left open, nothing is kept.

import { afterEach, describe, expect, test, vi } from "vitest";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import { OpenVault } from "../../../src-shared/vault/vault.ts";
import { AppState } from "./app-view.ts";
import { Desktop } from "./desktop.ts";
import { firstViews } from "./first-views.ts";
import { Session } from "./session.ts";
import { FIRST, fakeDesktopPorts } from "./testing/fake-desktop.ts";
import { openDesktop, PASSPHRASE, unlock } from "./testing/open-desktop.ts";
import { ViewBoard } from "./view-board.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const rejected = (code: string) => expect.objectContaining({ code });

/** A session of its own whose vault was made and locked. `opened` and `closed` count the stores. */
async function lockedSession({ keyStore = false } = {}) {
  const ports = fakeDesktopPorts();
  const app = new AppState(new ViewBoard(firstViews(FIRST)));
  const session = new Session(ports, app);
  session.start();
  await session.create(PASSPHRASE, keyStore);
  const recoveryKey = session.recoveryKey();
  session.confirm(recoveryKey.split("-").at(-1) ?? "");
  session.lock("owner");
  return { session, app, ports, recoveryKey };
}

/** A new vault whose recovery key nobody has confirmed. */
async function unconfirmed() {
  const ports = fakeDesktopPorts();
  const desktop = new Desktop(ports, { closeWindow: () => {} });
  desktop.start();
  await desktop.answer("setup.create", { passphrase: PASSPHRASE, keyStore: false });
  return { desktop, call: (name: string, args?: unknown) => desktop.answer(name, args) };
}

describe("opening", () => {
  test("twice at once opens the vault once", async () => {
    const { session } = await lockedSession();
    let opened = 0;
    session.listen({ opened: () => opened++ });
    await Promise.all([session.unlock("passphrase", PASSPHRASE), session.unlock("passphrase", PASSPHRASE)]);
    expect(opened).toBe(1);
  });

  test("is over when it is locked meanwhile, and leaves nothing open", async () => {
    const { session, app, ports } = await lockedSession();
    const opened = vi.spyOn(ports.vaults, "open");
    const closed = vi.spyOn(OpenVault.prototype, "close");
    const opening = session.unlock("passphrase", PASSPHRASE);
    await Promise.resolve();
    session.lock("system");
    await expect(opening).rejects.toEqual(rejected("vault.locked"));
    expect([opened.mock.calls.length, closed.mock.calls.length, app.view.phase.name]).toEqual([1, 1, "locked"]);
  });

  test("works again after it was locked meanwhile", async () => {
    const { session, app } = await lockedSession();
    const opening = session.unlock("passphrase", PASSPHRASE).catch(() => {});
    session.lock("system");
    await Promise.all([opening, session.unlock("passphrase", PASSPHRASE)]);
    expect(app.view.phase.name).toBe("open");
  });

  test("is no way past the recovery key of a new vault", async () => {
    const { call } = await unconfirmed();
    expect(await call("session.unlock", { by: "passphrase", secret: PASSPHRASE })).toEqual(expect.objectContaining({ ok: false, code: "usage.invalid" }));
  });

  test("that goes wrong in a listener leaves the vault closed", async () => {
    const { session, app } = await lockedSession();
    session.listen({
      opened: () => {
        throw new ExchangeError("vault.corrupt");
      },
    });
    await expect(session.unlock("passphrase", PASSPHRASE)).rejects.toEqual(rejected("vault.corrupt"));
    expect(app.view.phase.name).toBe("locked");
  });
});

describe("locking", () => {
  test("closes the vault whatever a listener does", async () => {
    const { session, app } = await lockedSession();
    await session.unlock("passphrase", PASSPHRASE);
    const fails = () => {
      throw new ExchangeError("internal.bug");
    };
    session.listen({ locked: fails, closing: fails });
    session.lock("idle");
    expect([app.view.phase.name, session.locked]).toEqual(["locked", true]);
  });

  test("while nothing holds the vault closes it at once", async () => {
    const { session } = await lockedSession();
    await session.unlock("passphrase", PASSPHRASE);
    const { vault } = session;
    const close = vi.spyOn(vault, "close");
    session.lock("owner");
    expect(close).toHaveBeenCalledOnce();
  });

  test("waits for the last of those that hold the vault, each counted once", async () => {
    const { session, app } = await lockedSession();
    await session.unlock("passphrase", PASSPHRASE);
    const [one, other] = [session.hold(), session.hold()];
    session.lock("owner");
    one();
    one();
    const paused = app.view.phase;
    other();
    expect([paused, app.view.phase]).toMatchObject([{ paused: true }, { paused: false }]);
  });
});

describe("going on with what is paused", () => {
  async function paused() {
    const made = await lockedSession({ keyStore: true });
    await made.session.unlock("passphrase", PASSPHRASE);
    made.session.hold();
    made.session.lock("idle");
    return made;
  }

  test("is offered each way that opens the vault", async () => {
    const { app } = await paused();
    expect(app.view.phase).toMatchObject({ ways: ["passphrase", "recovery-key", "key-store"], paused: true });
  });

  test.each(["passphrase", "recovery-key", "key-store"] as const)("takes the %s", async (way: UnlockWay) => {
    const { session, app, recoveryKey } = await paused();
    await session.unlock(way, way === "recovery-key" ? recoveryKey : PASSPHRASE);
    expect(app.view.phase.name).toBe("open");
  });

  test.each(["passphrase", "recovery-key"] as const)("does not take a wrong %s", async (way) => {
    const { session } = await paused();
    await expect(session.unlock(way, "wrong")).rejects.toEqual(rejected("vault.wrong-key"));
  });

  test("does not take a passphrase as a recovery key", async () => {
    const { session } = await paused();
    await expect(session.unlock("recovery-key", PASSPHRASE)).rejects.toEqual(rejected("vault.wrong-key"));
  });

  test("says that the key store is locked", async () => {
    const { session, ports } = await paused();
    ports.keyStore.override = "locked";
    await expect(session.unlock("key-store", "")).rejects.toEqual(rejected("key-store.locked"));
  });

  test("is over when it is locked meanwhile", async () => {
    const { session, app } = await paused();
    const opening = session.unlock("passphrase", PASSPHRASE);
    session.lock("system");
    await expect(opening).rejects.toEqual(rejected("vault.locked"));
    expect([app.view.phase.name, session.gate.shut]).toEqual(["locked", true]);
  });

  test("opens the vault anew when what held it ended meanwhile", async () => {
    const made = await lockedSession();
    await made.session.unlock("passphrase", PASSPHRASE);
    const release = made.session.hold();
    made.session.lock("idle");
    const opening = made.session.unlock("passphrase", PASSPHRASE);
    release();
    await opening;
    expect([made.app.view.phase.name, made.session.vault.views()]).toEqual(["open", []]);
  });
});

describe("the recovery key of a new vault", () => {
  test("is shown no more once the vault was closed", async () => {
    const { desktop, call } = await unconfirmed();
    await desktop.quit();
    expect(await call("setup.recoveryKey")).toEqual({ ok: false, code: "vault.locked" });
  });

  test("confirmed after the vault was closed opens nothing", async () => {
    const { desktop, call } = await unconfirmed();
    const key = await call("setup.recoveryKey");
    await desktop.quit();
    const confirmed = await call("setup.confirm", { ending: key.ok ? String(key.value).split("-").at(-1) : "" });
    expect([confirmed.ok, desktop.board.get("app").phase.name]).toEqual([false, "locked"]);
  });

  test("is not confirmed by nothing, by less of its end or by all of it", async () => {
    const { call } = await unconfirmed();
    const key = await call("setup.recoveryKey");
    const text = key.ok ? String(key.value) : "";
    const answers = await Promise.all(["", text.slice(-3), text].map((ending) => call("setup.confirm", { ending })));
    expect(answers.map((one) => one.ok && one.value)).toEqual([false, false, false]);
  });

  test("is not made anew by a second first run", async () => {
    const { call } = await openDesktop();
    await expect(call("setup.create", { passphrase: "another", keyStore: false })).rejects.toEqual(rejected("vault.exists"));
  });
});

describe("the owner's proof", () => {
  test("is the recovery key where there is no passphrase", async () => {
    const { call, vault, desktop, recoveryKey } = await openDesktop();
    const [passphrase] = vault()
      .slots()
      .filter(({ provider }) => provider === "passphrase");
    if (passphrase !== undefined) await vault().removeSlot(passphrase.slotId);
    const by = desktop.session.approvalBy();
    const proven = await Promise.all([recoveryKey, PASSPHRASE].map((text) => desktop.session.approves(text)));
    await call("settings.changePassphrase", { from: recoveryKey, to: "a new one" });
    expect([by, proven, desktop.session.approvalBy()]).toEqual(["recovery-key", [true, false], "passphrase"]);
  });

  test("may be the recovery key for somebody who forgot the passphrase", async () => {
    const { call, recoveryKey } = await openDesktop();
    await call("settings.changePassphrase", { from: recoveryKey, to: "a new one" });
    await call("session.lock", undefined);
    await expect(call("session.unlock", { by: "passphrase", secret: "a new one" })).resolves.toBeUndefined();
  });

  test("counts for nothing when the vault was locked meanwhile", async () => {
    const { desktop } = await openDesktop();
    const proof = desktop.session.approves(PASSPHRASE);
    desktop.lock("system");
    await expect(proof).rejects.toEqual(rejected("vault.locked"));
  });

  test("is not what opens another vault", async () => {
    const { call, desktop } = await openDesktop();
    const { recoveryKey } = await lockedSession();
    await call("session.lock", undefined);
    await unlock(call);
    expect(await desktop.session.approves(`${recoveryKey}X`)).toBe(false);
  });
});

describe("quitting", () => {
  test("takes the secret off the clipboard before it waits for a transfer", async () => {
    const { desktop, call, ports } = await openDesktop();
    await call("generator.make", { kind: "pin", length: 6, digits: true, symbols: false });
    await call("generator.copy", undefined);
    const directory = Promise.withResolvers<string>();
    ports.files.temporaryDirectory = () => directory.promise;
    await call("send.start", { to: { by: "rehearsal" }, selection: { by: "all" } });
    const quitting = desktop.quit();
    const there = ports.clipboard.text;
    directory.resolve("/temporary");
    await quitting;
    expect([there, desktop.board.get("app").phase.name]).toEqual(["", "locked"]);
  });
});
