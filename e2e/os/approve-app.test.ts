// Two apps of a normal user move a vault, and each approval goes through the real prompt: polkit, PAM and an agent. However it ends, the
// window says so in words of its own and lets the person go on, and nothing moves before somebody approved.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { MessageId } from "../../src-renderer/text/messages.ts";
import { electronPath } from "../harness/app.ts";
import { approve, makeVaults, type Side, type TwoApps, upToApproval } from "../harness/app-transfer.ts";
import { openPlace, type Place, placeMissing } from "../harness/os-services.ts";
import type { AgentMode, PlaceAgent } from "../harness/place-agent.ts";
import { changePolkit, hurryNextPrompt, NO_POLICIES, NO_RULES, openSideIn, YES_TO_ALL } from "../harness/place-transfer.ts";

const missing = placeMissing ?? (electronPath === undefined ? "not run: no Electron" : undefined);
const title = `a transfer approved by the system's prompt${missing ? ` (${missing})` : ""}`;

/** Those after which the prompt may come again. */
const REFUSALS = [
  ["wrong", "error.presence.denied"],
  ["cancel", "error.presence.cancelled"],
  ["hang", "error.presence.timed-out"],
] as const satisfies readonly (readonly [AgentMode, MessageId])[];

const BEFORE_RECEIVING = { old: "waiting", other: "approve", items: 0 };
const BEFORE_SENDING = { old: "review", other: "progress", items: 0 };

const itemsIn = ({ page }: Side) => page.evaluate<number>(`window.api.call("view", { name: "vault" }).then(({ value }) => value.items)`);
const stepOf = ({ page }: Side, view: "send" | "receive") =>
  page.evaluate<string>(`window.api.call("view", { name: "${view}" }).then(({ value }) => value.step)`);

describe.skipIf(missing !== undefined)(title, () => {
  const endings: (() => unknown)[] = [];
  let place: Place;
  let two: TwoApps;

  beforeAll(async () => {
    const onEnd = (work: () => unknown) => endings.unshift(work);
    const { full, empty } = await makeVaults(onEnd);
    place = await openPlace({ onEnd });
    const [old, other] = await Promise.all([openSideIn(place, full, "Old laptop"), openSideIn(place, empty, "Blue ThinkPad")]);
    two = { old, other };
  });
  afterAll(async () => {
    for (const end of endings) await end();
  });

  /** The other computer is as it was, and both windows begin where a person would. */
  afterEach(async () => {
    await two.other.person.press("receipts.undo");
    await two.other.person.press("receipts.undo.go");
    await two.other.page.waitForFunction(`window.api.call("view", { name: "vault" }).then(({ value }) => value.items === 0)`);
    await Promise.all([two.old, two.other].map(({ person }) => person.press("app.done")));
  });

  async function said({ page, person }: Side, id: MessageId): Promise<MessageId> {
    await page.getByText(person.says(id)).first().waitFor();
    return id;
  }

  /** What stands when nothing was approved: where both are, and what came over. */
  async function standing() {
    return { old: await stepOf(two.old, "send"), other: await stepOf(two.other, "receive"), items: await itemsIn(two.other) };
  }

  /** Presses until the system's prompt was refused in every way that can be tried again. */
  async function eachRefusal(side: Side, agent: PlaceAgent, press: () => Promise<void>): Promise<readonly unknown[]> {
    const seen: unknown[] = [];
    for (const [mode, words] of REFUSALS) {
      await agent.answer(mode);
      if (mode === "hang") await side.app.evaluate(hurryNextPrompt);
      await press();
      seen.push([await said(side, words), await standing()]);
    }
    await agent.answer("password");
    await press();
    return seen;
  }

  async function arrived() {
    await Promise.all([two.old, two.other].map(({ person }) => person.sees("receipts.result.everything")));
    return itemsIn(two.other);
  }

  test("goes on with the passphrase where no program can show the prompt", async () => {
    await upToApproval(two);
    await two.other.person.press("receive.approve.action");
    const receiving = [await said(two.other, "error.presence.no-agent"), await standing()];
    await approve(two.other);
    await two.old.person.sees("send.review.title");
    await approve(two.old);
    const sending = [await said(two.old, "error.presence.no-agent"), await standing()];
    await approve(two.old);
    expect({ receiving, sending, arrived: await arrived() }).toEqual({
      receiving: ["error.presence.no-agent", BEFORE_RECEIVING],
      sending: ["error.presence.no-agent", BEFORE_SENDING],
      arrived: await itemsIn(two.old),
    });
  });

  test("says of every refusal what it was, and the right password on both ends moves everything", async () => {
    const [old, other] = await Promise.all([place.agent(two.old.app.process()), place.agent(two.other.app.process())]);
    await upToApproval(two);
    const receiving = await eachRefusal(two.other, other, () => two.other.person.press("receive.approve.action"));
    await two.old.person.sees("send.review.title");
    const sending = await eachRefusal(two.old, old, () => approve(two.old));
    const items = await arrived();
    const asked = [old, other].map((agent) => agent.asked.map(({ action }) => action));
    expect({ receiving, sending, arrived: items, asked }).toEqual({
      receiving: REFUSALS.map(([, words]) => [words, BEFORE_RECEIVING]),
      sending: REFUSALS.map(([, words]) => [words, BEFORE_SENDING]),
      arrived: await itemsIn(two.old),
      asked: [Array(4).fill("app.keyferry.export"), Array(4).fill("app.keyferry.import")],
    });
  });

  test.each([
    ["a rule of this computer approves by itself", YES_TO_ALL, "error.presence.silent-allow"],
    ["nobody sits at this computer", NO_RULES, "error.presence.not-active-session"],
    ["the policies are not installed", NO_POLICIES, "error.presence.not-installed"],
  ] as const)("takes the passphrase instead, and says why, where %s", async (_where, script, words) => {
    await changePolkit(place, script);
    await upToApproval(two);
    const receiving = [await said(two.other, words), await standing()];
    await approve(two.other);
    await two.old.person.sees("send.review.title");
    const sending = [await said(two.old, words), await standing()];
    await approve(two.old);
    expect({ receiving, sending, arrived: await arrived() }).toEqual({
      receiving: [words, BEFORE_RECEIVING],
      sending: [words, BEFORE_SENDING],
      arrived: await itemsIn(two.old),
    });
  });
});
