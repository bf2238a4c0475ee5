// The first run: from no vault to a finished rehearsal, once by mouse and once by keyboard alone.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import type { MessageId } from "../../src-renderer/text/messages.ts";
import { electronPath, openApp } from "../harness/app.ts";
import { Person } from "../harness/app-person.ts";

const PASSPHRASE = "four plain words sailing";
/** Stops of the Tab key on any screen; a walk that needs more has lost its way. */
const STOPS = 60;

/** The name of what has the focus, as a screen reader would say it. */
const FOCUSED = `(() => {
  const focused = document.activeElement;
  const named = (focused?.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
  return focused?.getAttribute("aria-label") || named || focused?.labels?.[0]?.textContent || focused?.textContent || "";
})()`;

async function recoveryKeyOn(page: Page): Promise<string> {
  return page.evaluate<string>(`window.api.call("setup.recoveryKey").then(({ value }) => value)`);
}

/** The digits that the drawn practice computer shows. */
async function practiceDigits(page: Page): Promise<string> {
  await page.waitForFunction(`window.api.call("view", { name: "send" }).then(({ value }) => value.rehearsal?.digits !== undefined)`);
  return page.evaluate<string>(`window.api.call("view", { name: "send" }).then(({ value }) => value.rehearsal.digits)`);
}

/** Goes on with Tab until something of that name has the focus. */
async function tabTo(person: Person, id: MessageId): Promise<void> {
  const wanted = person.says(id);
  for (let stop = 0; stop < STOPS; stop++) {
    const name = await person.page.evaluate<string>(FOCUSED);
    if (typeof wanted === "string" ? name.trim() === wanted : wanted.test(name.trim())) return;
    await person.page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to “${wanted}”`);
}

async function keyTo(person: Person, id: MessageId, key: string): Promise<void> {
  await tabTo(person, id);
  await person.page.keyboard.press(key);
}

async function typeAt(person: Person, id: MessageId, text: string): Promise<void> {
  await tabTo(person, id);
  await person.page.keyboard.type(text);
}

const verdict = (page: Page) =>
  page.evaluate(`window.api.call("view", { name: "send" }).then(({ value }) => [value.receipt.rehearsal, value.receipt.proven, value.receipt.counts.items])`);

describe.skipIf(electronPath === undefined)("the first run", () => {
  test("leads by mouse from no vault to a finished rehearsal", async () => {
    const { page } = await openApp();
    const person = new Person(page);
    await person.press("setup.welcome.start");
    await person.type("passphrase.new", PASSPHRASE);
    await person.type("passphrase.again", PASSPHRASE);
    await person.press("setup.create");
    await person.sees("setup.key.title");
    const key = await recoveryKeyOn(page);
    await person.press("setup.key.written");
    await person.type("setup.confirm.label", key.slice(-4));
    await person.press("setup.confirm.finish");
    await person.press("setup.rehearsal.start");
    await person.sees("send.code.title");
    await person.type("send.code.label", await practiceDigits(page));
    await person.type("transfer.passphrase", PASSPHRASE);
    await person.press("send.review.send");
    await person.button("app.done").waitFor();
    expect(await verdict(page)).toEqual([true, 17, 17]);
  });

  test("leads by keyboard alone from no vault to a finished rehearsal", async () => {
    const { page } = await openApp();
    const person = new Person(page);
    await keyTo(person, "setup.welcome.start", "Enter");
    await person.sees("setup.passphrase.title");
    await typeAt(person, "passphrase.new", PASSPHRASE);
    await typeAt(person, "passphrase.again", PASSPHRASE);
    await page.keyboard.press("Enter");
    await person.sees("setup.key.title");
    const key = await recoveryKeyOn(page);
    await keyTo(person, "setup.key.written", "Enter");
    await typeAt(person, "setup.confirm.label", key.slice(-4));
    await page.keyboard.press("Enter");
    await person.button("setup.rehearsal.start").waitFor();
    await keyTo(person, "setup.rehearsal.start", "Enter");
    await person.sees("send.code.title");
    await typeAt(person, "send.code.label", await practiceDigits(page));
    await person.sees("send.review.title");
    await typeAt(person, "transfer.passphrase", PASSPHRASE);
    await page.keyboard.press("Enter");
    await person.button("app.done").waitFor();
    await keyTo(person, "app.done", "Enter");
    await person.sees("send.choose.title");
    expect(await page.evaluate(FOCUSED)).not.toBe("");
  });
});
