// Two apps with a vault each on this computer, and what their people do to get a transfer as far as a test wants it.

import { join } from "node:path";
import { type AppOptions, freshFolder, type OnEnd, type OpenedApp, openApp } from "./app.ts";
import { Person } from "./app-person.ts";
import { copyOfVault, makeVault, PASSPHRASE } from "./cli.ts";

export type Side = OpenedApp & { readonly person: Person };
export type TwoApps = { readonly old: Side; readonly other: Side };

export const FULL = join(import.meta.dirname, "../cli/fixtures/bitwarden.json");

/** Both unlocked: `full` copied on the old computer, an empty vault on the other. */
export async function openTwo(full: string, empty: string, options: AppOptions = {}): Promise<TwoApps> {
  const [old, other] = await Promise.all([side(full, "Old laptop", options), side(empty, "Blue ThinkPad", options)]);
  return { old, other };
}

async function side(vault: string, deviceName: string, options: AppOptions): Promise<Side> {
  const opened = await openApp({ ...options, vault: copyOfVault(vault), deviceName });
  const person = new Person(opened.page);
  await person.unlock(PASSPHRASE);
  return { ...opened, person };
}

/** The two vaults that tests copy: one with the export of another program, one empty. */
export async function twoVaults(onEnd: OnEnd): Promise<{ readonly full: string; readonly empty: string }> {
  const root = freshFolder("vaults", onEnd);
  const [full, empty] = await Promise.all([makeVault(join(root, "full"), FULL), makeVault(join(root, "empty"))]);
  return { full, empty };
}

/** The other computer shows Receive and the old one has chosen it: the code is asked for. */
export async function upToCode({ old, other }: TwoApps): Promise<void> {
  await other.person.go("nav.receive");
  await other.person.sees("receive.listening.titleAs");
  await old.person.go("nav.send");
  await old.person.press("app.continue");
  const label = await shownLabel(other);
  await old.page.getByRole("option").filter({ hasText: label }).click();
  old.person.actions++;
  await old.person.sees("send.code.title");
}

/** How the other computer shows on this one, such as 4F·A2. */
async function shownLabel(other: Side): Promise<string> {
  const title = await other.page.getByRole("heading", { level: 1 }).textContent();
  const label = /[0-9A-F]{2}·[0-9A-F]{2}/.exec(title ?? "")?.[0];
  if (label === undefined) throw new Error(`no label in “${title}”`);
  return label;
}

/** As read from the other screen. */
export async function digitsOn(other: Side): Promise<string> {
  await other.person.sees("receive.code.title");
  const shown = await other.page.getByRole("img", { name: /^Code/ }).textContent();
  return (shown ?? "").replaceAll(/\D/g, "");
}

/** The code typed, confirmed and approved on the other computer: the review is shown. */
export async function upToReview(two: TwoApps): Promise<void> {
  const { old, other } = two;
  await upToCode(two);
  await old.person.type("send.code.label", await digitsOn(other));
  await other.person.press("receive.confirm.yes");
  await other.person.typeAndEnter("transfer.passphrase", PASSPHRASE);
  await old.person.sees("send.review.title");
}

export async function approve(two: TwoApps): Promise<void> {
  await two.old.person.typeAndEnter("transfer.passphrase", PASSPHRASE);
}
