// Two apps on two computers with a network and Bluetooth each: what their windows show of the links, and that a transfer outlives the one it began on.

import type { Locator } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MessageId } from "../../src-renderer/text/messages.ts";
import { electronPath } from "../harness/app.ts";
import { approve, differencesOf, makeVaults, type TwoApps, upToReview } from "../harness/app-transfer.ts";
import type { Air } from "../harness/bluez-air.ts";
import { BluezStandIn } from "../harness/bluez-stand-in.ts";
import { computersMissing, type NetComputer, openComputers } from "../harness/net-computers.ts";
import { openPlace, placeMissing } from "../harness/os-services.ts";
import { openSideIn } from "../harness/place-transfer.ts";
import { goesOn, watchTransfer } from "../harness/seen-transfer.ts";

const missing = placeMissing ?? computersMissing ?? (electronPath === undefined ? "not run: no Electron" : undefined);
const title = `two apps with a network and Bluetooth${missing ? ` (${missing})` : ""}`;

/** No prompt of polkit: the passphrase stands in. */
const NO_PROMPT = "polkit.addRule(function () { return polkit.Result.YES; });";
const ITEMS = 600;
/** Kilobytes a second over the network, so that it can be cut on the way. */
const NETWORK = 100;
/** Bytes a second over Bluetooth: while it carries the transfer, and so few that the network is back before it is over. */
const NEAR = 40_000;
const SLOWED = 4000;
const LONG = 600_000;

type Computer = { readonly network: NetComputer; readonly bluez: BluezStandIn };

describe.skipIf(missing !== undefined)(title, () => {
  const endings: (() => unknown)[] = [];
  const onEnd = (work: () => unknown) => endings.unshift(work);
  let air: Air;
  let computers: { readonly old: Computer; readonly other: Computer };
  let two: TwoApps;

  beforeAll(async () => {
    const { large = "", empty } = await makeVaults(onEnd, ITEMS);
    const opened = await openComputers("apps", 2, onEnd);
    air = opened.air;
    const open = async (index: number, vault: string, name: string) => {
      const network = opened.computers[index];
      if (network === undefined) throw new Error("two computers were asked for");
      const place = await openPlace({ network: network.namespace, keyring: "no-bus", rules: NO_PROMPT, onEnd });
      const bluez = await BluezStandIn.open({ busAddress: place.systemBus, air, address: `00:AA:02:00:00:0${index}` });
      onEnd(() => bluez.close());
      return { network, bluez, side: await openSideIn(place, vault, name) };
    };
    const [old, other] = await Promise.all([open(0, large, "Old laptop"), open(1, empty, "Blue ThinkPad")]);
    computers = { old, other };
    two = { old: old.side, other: other.side };
  }, LONG);
  afterAll(async () => {
    for (const end of endings) await end();
  }, LONG);

  beforeEach(() => {
    for (const { network, bluez } of [computers.old, computers.other]) {
      network.cable(true);
      bluez.power(true);
    }
    air.rate = Number.POSITIVE_INFINITY;
  });

  const words = (id: MessageId) => two.old.person.says(id) as string;
  const tile = (): Locator => two.old.page.getByRole("option").filter({ hasText: /[0-9A-F]{2}·[0-9A-F]{2}/ });
  const badged = (...ids: readonly MessageId[]) => ids.reduce((all, id) => all.filter({ has: two.old.page.getByText(words(id), { exact: true }) }), tile());

  /** What came is taken back, and both windows begin where a person would. */
  async function startOver(): Promise<void> {
    await two.other.person.press("receipts.undo");
    await two.other.person.press("receipts.undo.go");
    await two.other.page.waitForFunction(`window.api.call("view", { name: "vault" }).then(({ value }) => value.items === 0)`);
    for (const { person } of [two.old, two.other]) await person.press("app.done");
  }

  test(
    "switched off, both windows say what to do, and once it is on the tile has its badge",
    async () => {
      for (const { bluez } of [computers.old, computers.other]) bluez.power(false);
      await two.other.person.go("nav.receive");
      await two.old.person.go("nav.send");
      await two.old.person.press("app.continue");
      await badged("links.lan").waitFor();
      for (const { page } of [two.old, two.other]) await page.getByText(words("error.bluetooth.off")).waitFor();
      const before = await badged("links.ble").count();
      for (const { bluez } of [computers.old, computers.other]) bluez.power(true);
      await badged("links.lan", "links.ble").waitFor();
      for (const { page } of [two.old, two.other]) await page.getByText(words("error.bluetooth.off")).waitFor({ state: "detached" });
      await two.old.person.press("app.back");
      expect(before).toBe(0);
    },
    LONG,
  );

  test(
    "without a network they find each other by Bluetooth, and everything arrives",
    async () => {
      for (const { network } of [computers.old, computers.other]) network.cable(false);
      const seen = await Promise.all([watchTransfer(two.old, "send"), watchTransfer(two.other, "receive")]);
      await upToReview(two);
      await two.old.page.getByText(/over Bluetooth/i).waitFor();
      await two.old.person.picture("links-review");
      await approve(two.old);
      for (const { person } of [two.old, two.other]) await person.sees("receipts.result.everything");
      const [sent, received] = await Promise.all(seen.map((one) => one()));
      await startOver();
      expect([sent?.links, received?.links]).toEqual([[words("links.ble")], [words("links.ble")]]);
    },
    LONG,
  );

  test(
    "a transfer goes on by Bluetooth when the network is cut, and over the network when it is back",
    async () => {
      const { old, other } = computers;
      air.rate = NEAR;
      old.network.slow(NETWORK);
      const seen = await Promise.all([watchTransfer(two.old, "send"), watchTransfer(two.other, "receive")]);
      await upToReview(two, async () => {
        await badged("links.lan", "links.ble").waitFor();
        await two.old.person.picture("links-tile");
      });
      await approve(two.old);
      await goesOn(two.old, words("links.lan"));
      await two.old.person.picture("links-progress-network");
      other.network.cable(false);
      await goesOn(two.old, words("links.ble"));
      await two.old.person.picture("links-progress-bluetooth");
      air.rate = SLOWED;
      other.network.cable(true);
      await goesOn(two.old, words("links.lan"));
      for (const { person } of [two.old, two.other]) await person.sees("receipts.result.everything");
      const [sent, received] = await Promise.all(seen.map((one) => one()));
      await Promise.all([two.old.close(), two.other.close()]);
      const carriers = [words("links.lan"), words("links.ble"), words("links.lan")];
      expect([sent, received, await differencesOf(two.old.vault, two.other.vault)]).toEqual([
        { links: carriers, steps: ["connecting", "code", "waiting", "review", "progress", "receipt"], backwards: [] },
        { links: carriers, steps: ["listening", "code", "confirm", "approve", "progress", "receipt"], backwards: [] },
        [],
      ]);
    },
    LONG,
  );
});
