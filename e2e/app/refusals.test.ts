// A transfer that comes to nothing, at every step and for every reason a person gives: both windows say why and can go on.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { MessageId } from "../../src-renderer/text/messages.ts";
import { electronPath } from "../harness/app.ts";
import { approve, digitsOn, makeVaults, openTwo, type Side, type TwoApps, upToApproval, upToCode, upToConfirm, upToReview } from "../harness/app-transfer.ts";

const itemsIn = ({ page }: Side) => page.evaluate<number>(`window.api.call("view", { name: "vault" }).then(({ value }) => value.items)`);
const codeOf = ({ page }: Side, view: "send" | "receive") =>
  page.evaluate<string | undefined>(`window.api.call("view", { name: "${view}" }).then(({ value }) => value.failure?.code)`);

describe.skipIf(electronPath === undefined)("a transfer that comes to nothing", () => {
  const endings: (() => unknown)[] = [];
  let two: TwoApps;
  beforeAll(async () => {
    const onEnd = (work: () => unknown) => endings.unshift(work);
    const { full, empty } = await makeVaults(onEnd);
    two = await openTwo(full, empty, { onEnd });
  });
  afterAll(async () => {
    for (const work of endings) await work();
  });

  /** The next test begins where a person would. */
  afterEach(async () => {
    for (const { page } of [two.old, two.other]) {
      await page
        .getByRole("main")
        .getByRole("button", { name: /^(Close|Done)$/ })
        .first()
        .click();
    }
  });

  /** What either window says, and what came over. */
  async function outcome(title: MessageId, otherTitle: MessageId) {
    await Promise.all([two.old.person.sees(title), two.other.person.sees(otherTitle)]);
    return { old: await codeOf(two.old, "send"), other: await codeOf(two.other, "receive"), arrived: await itemsIn(two.other) };
  }

  test("stopped while the code is asked for", async () => {
    await upToCode(two);
    await two.old.person.press("app.cancel");
    expect(await outcome("transfer.failed.stopped", "transfer.failed.otherSide")).toEqual({
      old: "owner.cancelled",
      other: "counterpart.cancelled",
      arrived: 0,
    });
  });

  test("stopped where the code is shown", async () => {
    await upToCode(two);
    await two.other.person.press("app.cancel");
    expect(await outcome("transfer.failed.otherSide", "transfer.failed.stopped")).toEqual({
      old: "counterpart.cancelled",
      other: "owner.cancelled",
      arrived: 0,
    });
  });

  test("not the computer that was meant", async () => {
    await upToConfirm(two);
    await two.other.person.press("receive.confirm.no");
    expect(await outcome("transfer.failed.otherSide", "transfer.failed.declined")).toEqual({
      old: "counterpart.declined",
      other: "owner.declined",
      arrived: 0,
    });
  });

  test("stopped while the other computer decides", async () => {
    await upToConfirm(two);
    await two.old.person.press("app.stop");
    expect(await outcome("transfer.failed.stopped", "transfer.failed.otherSide")).toEqual({
      old: "owner.cancelled",
      other: "counterpart.cancelled",
      arrived: 0,
    });
  });

  test("declined by who would receive", async () => {
    await upToApproval(two);
    await two.other.person.press("transfer.decline");
    expect(await outcome("transfer.failed.otherSide", "transfer.failed.declined")).toEqual({
      old: "counterpart.declined",
      other: "owner.declined",
      arrived: 0,
    });
  });

  test("declined by who would send", async () => {
    await upToReview(two);
    await two.old.person.press("transfer.decline");
    expect(await outcome("transfer.failed.declined", "transfer.failed.otherSide")).toEqual({
      old: "owner.declined",
      other: "counterpart.declined",
      arrived: 0,
    });
  });

  test("a wrong passphrase does not approve, the right one does after it", async () => {
    await upToReview(two);
    await two.old.person.typeAndEnter("transfer.passphrase", "not the passphrase");
    await two.old.page.getByText(two.old.person.says("transfer.passphraseWrong")).waitFor();
    const before = await itemsIn(two.other);
    await approve(two.old);
    await two.other.person.button("app.done").waitFor();
    await two.old.person.button("app.done").waitFor();
    const arrived = await itemsIn(two.other);
    await two.other.person.press("receipts.undo");
    await two.other.person.press("receipts.undo.go");
    await two.other.page.waitForFunction(`window.api.call("view", { name: "vault" }).then(({ value }) => value.items === 0)`);
    expect({ before, arrived: arrived > 0 }).toEqual({ before: 0, arrived: true });
  });

  test("a wrong code ends it on both sides, and the next try has to wait", async () => {
    await upToCode(two);
    const right = await digitsOn(two.other);
    await two.old.person.type(
      "send.code.label",
      right.replace(/^./, (first) => String((Number(first) + 1) % 10)),
    );
    expect(await outcome("transfer.failed.wrongCode", "transfer.failed.wrongCode")).toEqual({
      old: "pairing.wrong-code",
      other: "pairing.wrong-code",
      arrived: 0,
    });
  });
});
