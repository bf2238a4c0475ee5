// One app of a normal user that asks through the real prompt before it shows a secret, and prompts that are taken away: by closing them in the
// window, by locking, and by ending what they were for.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { electronPath } from "../harness/app.ts";
import { approve, makeVaults, PASSPHRASE, type Side } from "../harness/app-transfer.ts";
import { openPlace, type Place, placeMissing } from "../harness/os-services.ts";
import type { PlaceAgent } from "../harness/place-agent.ts";
import { openSideIn } from "../harness/place-transfer.ts";

const missing = placeMissing ?? (electronPath === undefined ? "not run: no Electron" : undefined);
const title = `an app that asks the system${missing ? ` (${missing})` : ""}`;

const SECRET = "hunter2";

describe.skipIf(missing !== undefined)(title, () => {
  const endings: (() => unknown)[] = [];
  let place: Place;
  let side: Side;
  let agent: PlaceAgent | undefined;

  beforeAll(async () => {
    const onEnd = (work: () => unknown) => endings.unshift(work);
    const { full } = await makeVaults(onEnd);
    place = await openPlace({ onEnd });
    side = await openSideIn(place, full, "Old laptop");
    await side.page.evaluate(`window.api.call("settings.approval", { confirmReveal: true, secret: ${JSON.stringify(PASSPHRASE)} })`);
  });
  afterAll(async () => {
    for (const end of endings) await end();
  });
  afterEach(async () => {
    await agent?.close();
    agent = undefined;
  });

  async function withAgent(): Promise<PlaceAgent> {
    agent = await place.agent(side.app.process());
    return agent;
  }

  const named = (name: string) => side.page.getByRole("button", { name, exact: true });

  /** The item with that secret is on the screen, and its secret is not. */
  async function openItem(): Promise<void> {
    await side.person.go("nav.allItems");
    await side.page.getByRole("option").filter({ hasText: "Mail" }).first().click();
    await named("Show: Password").waitFor();
  }

  /** A rehearsal whose review has been approved by what is typed: the system is asked next. */
  async function upToPrompt(): Promise<void> {
    await side.page.evaluate(`window.api.call("send.start", { to: { by: "rehearsal" }, selection: { by: "all" } })`);
    await side.person.go("nav.send");
    const groups = side.page.getByRole("figure").getByText(/^\d{4}$/);
    await groups.nth(1).waitFor();
    await side.person.type("send.code.label", (await groups.allTextContents()).join(""));
    await side.person.sees("send.review.title");
    await approve(side);
  }

  const stepOfSend = () => side.page.evaluate<string>(`window.api.call("view", { name: "send" }).then(({ value }) => value.step)`);

  test("shows it after the right password, and asks again for the next time", async () => {
    const asked = await withAgent();
    await openItem();
    const seen: string[] = [];
    for (let i = 0; i < 2; i++) {
      await named("Show: Password").click();
      await side.page.getByText(SECRET, { exact: true }).waitFor();
      await named("Hide: Password").press("Enter");
      await side.page.getByText(SECRET, { exact: true }).waitFor({ state: "detached" });
      seen.push(asked.asked.at(-1)?.action ?? "");
    }
    expect([seen, asked.asked.length]).toEqual([["app.keyferry.reveal", "app.keyferry.reveal"], 2]);
  });

  test("shows nothing when the prompt is closed, and says so", async () => {
    const asked = await withAgent();
    await asked.answer("cancel");
    await openItem();
    await named("Show: Password").click();
    await side.page.getByText(side.person.says("error.presence.cancelled")).waitFor();
    expect(await side.page.getByText(SECRET, { exact: true }).count()).toBe(0);
  });

  test("takes the prompt away when it is not wanted any more", async () => {
    const asked = await withAgent();
    await asked.answer("hang");
    await openItem();
    await named("Show: Password").click();
    await side.page.getByText(side.person.says("transfer.asking")).waitFor();
    await asked.question();
    await side.person.press("app.cancel");
    expect(await asked.takenBack()).toBeUndefined();
  });

  test("takes what opens the vault where no program shows the prompt", async () => {
    await openItem();
    await named("Show: Password").click();
    const dialog = side.page.getByRole("alertdialog");
    await dialog.getByText(side.person.says("error.presence.no-agent")).waitFor();
    await side.person.typeAndEnter("transfer.passphrase", PASSPHRASE);
    await side.page.getByText(SECRET, { exact: true }).waitFor();
    await named("Hide: Password").press("Enter");
    expect(await dialog.count()).toBe(0);
  });

  test("takes the prompt of a transfer away when that is declined", async () => {
    const asked = await withAgent();
    await asked.answer("hang");
    await upToPrompt();
    await asked.question();
    await side.person.press("transfer.decline");
    await asked.takenBack();
    await side.person.sees("transfer.failed.declined");
    await side.page.evaluate(`window.api.call("send.done")`);
    expect(await stepOfSend()).toBe("idle");
  });

  test("takes the prompt of a transfer away when the vault is locked, and asks again once it is open", async () => {
    const asked = await withAgent();
    await asked.answer("hang");
    await upToPrompt();
    await asked.question();
    await side.person.go("nav.lock");
    await asked.takenBack();
    await asked.answer("password");
    await side.person.unlock(PASSPHRASE);
    await side.person.go("nav.send");
    await side.person.sees("send.review.title");
    await approve(side);
    await side.person.sees("receipts.result.rehearsal");
    expect(asked.asked.map(({ action }) => action)).toEqual(["app.keyferry.export", "app.keyferry.export"]);
  });
});
