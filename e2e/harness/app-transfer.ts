// Two apps with a vault each on this computer, and what their people do to get a transfer as far as a test wants it.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { fillVault } from "../../bench/generate-vault.ts";
import { composeHost } from "../../src-main/host/compose-host.ts";
import { differences } from "../../src-main/services/compare-vaults.ts";
import { emptyVault, openedAgain, REHEARSAL_PASSPHRASE, sourceVault } from "../../src-main/services/rehearsal-vaults.ts";
import { type AppOptions, freshFolder, type OnEnd, type OpenedApp, openApp } from "./app.ts";
import { Person } from "./app-person.ts";

export type Side = OpenedApp & { readonly person: Person };
export type TwoApps = { readonly old: Side; readonly other: Side };

/** Of every vault made here. */
export const PASSPHRASE = REHEARSAL_PASSPHRASE;

const host = composeHost({});

export type Vaults = {
  /** With every kind of credential. */
  readonly full: string;
  readonly empty: string;
  /** So large that a transfer of it can be stopped on the way; absent when it was not asked for. */
  readonly large?: string;
};

/** What tests copy. `items` of the large one. */
export async function makeVaults(onEnd: OnEnd, items = 0): Promise<Vaults> {
  const root = freshFolder("vaults", onEnd);
  const [full, empty, large] = [join(root, "full"), join(root, "empty"), join(root, "large")];
  (await sourceVault(host, full)).close();
  (await emptyVault(host, empty)).close();
  if (items === 0) return { full, empty };
  const vault = await emptyVault(host, large);
  fillVault(vault, items);
  vault.close();
  return { full, empty, large };
}

/** Both unlocked: a copy of `full` on the old computer, a copy of `empty` on the other. */
export async function openTwo(full: string, empty: string, options: AppOptions = {}): Promise<TwoApps> {
  const [old, other] = await Promise.all([
    openSide(full, { ...options, deviceName: "Old laptop" }),
    openSide(empty, { ...options, deviceName: "Blue ThinkPad" }),
  ]);
  return { old, other };
}

/** One, with a copy of the vault, unlocked. */
export async function openSide(from: string, options: AppOptions = {}): Promise<Side> {
  const vault = freshFolder("vault", options.onEnd);
  cpSync(from, vault, { recursive: true });
  const opened = await openApp({ ...options, vault });
  const person = new Person(opened.page);
  await person.unlock(PASSPHRASE);
  return { ...opened, person };
}

/** Waits for what the old one's screen is to show before the other computer is chosen there. */
type Looked = () => Promise<unknown>;

/** The other computer shows Receive and the old one has chosen it: the code is asked for. */
export async function upToCode({ old, other }: TwoApps, looked?: Looked): Promise<void> {
  await other.person.go("nav.allItems");
  await other.person.go("nav.receive");
  const label = await shownLabel(other);
  await old.person.go("nav.send");
  await old.person.press("app.continue");
  await looked?.();
  await old.page.getByRole("option").filter({ hasText: label }).click();
  old.person.actions++;
  await old.person.sees("send.code.title");
}

/** How it shows on the other computer, such as 4F·A2. */
async function shownLabel({ page, person }: Side): Promise<string> {
  await person.sees("receive.listening.titleAs");
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  const label = /[0-9A-F]{2}·[0-9A-F]{2}/.exec(title ?? "")?.[0];
  if (label === undefined) throw new Error(`no label in “${title}”`);
  return label;
}

/** As read from its screen. */
export async function digitsOn({ page, person }: Side): Promise<string> {
  await person.sees("receive.code.title");
  const shown = await page.getByRole("img", { name: /^Code/ }).textContent();
  return (shown ?? "").replaceAll(/\D/g, "");
}

export async function upToConfirm(two: TwoApps, looked?: Looked): Promise<void> {
  await upToCode(two, looked);
  await two.old.person.type("send.code.label", await digitsOn(two.other));
  await two.other.person.sees("receive.confirm.title");
}

export async function upToApproval(two: TwoApps, looked?: Looked): Promise<void> {
  await upToConfirm(two, looked);
  await two.other.person.press("receive.confirm.yes");
  await two.other.person.sees("receive.approve.title");
}

/** The code typed, confirmed and approved on the other computer: the old one is shown what it would send. */
export async function upToReview(two: TwoApps, looked?: Looked): Promise<void> {
  await upToApproval(two, looked);
  await approve(two.other);
  await two.old.person.sees("send.review.title");
}

/** Types the passphrase into the question that is open. */
export async function approve({ person }: Side): Promise<void> {
  await person.typeAndEnter("transfer.passphrase", PASSPHRASE);
}

/** What the first holds and the second does not hold the same way. Neither may be open. */
export async function differencesOf(one: string, other: string): Promise<readonly string[]> {
  const first = await openedAgain(host, one);
  const second = await openedAgain(host, other);
  try {
    return differences(first, second);
  } finally {
    first.close();
    second.close();
  }
}
