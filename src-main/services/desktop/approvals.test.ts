// Who approves: what has to be typed, the system's prompt, both; how often they may be refused, and what comes too late.

import { describe, expect, test } from "vitest";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { type Approval, NO_PROMPT_CODES } from "../../../src-shared/ipc/views-approval.ts";
import { type ApprovalRequest, type Grant, Grants } from "../../../src-shared/presence/approval.ts";
import { NO_PROMPT, type Refusal } from "../../../src-shared/presence/presence.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { FakePresence, no, YES } from "../../../src-shared/testing/fake-presence.ts";
import { noblePrimitives } from "../../../src-shared/testing/noble-primitives.ts";
import { type ApprovalQuestion, Approvals } from "./approvals.ts";

const REQUEST: ApprovalRequest = { action: "import", about: ["Blue ThinkPad"] };
const ASKED: Approval = { prompt: "polkit", asking: false, wrong: false };
const TYPED: Approval = { typed: "passphrase", prompt: "polkit", asking: false, wrong: false };

type Options = Partial<Pick<ApprovalQuestion, "presence" | "typedAsWell">> & { readonly approves?: (secret: string) => Promise<boolean> };

function hosted({ approves = async (secret) => secret === "right" }: Options = {}) {
  const grants = new Grants(
    noblePrimitives((length) => new Uint8Array(length)),
    new FakeClock(),
  );
  return { grants, approvals: new Approvals({ approves }, grants) };
}

/** Asked, and shown what for. */
async function asked({ presence = new FakePresence(), typedAsWell = false, ...options }: Options = {}) {
  const { grants, approvals } = hosted(options);
  const stop = new AbortController();
  const shown: Approval[] = [];
  const question: ApprovalQuestion = { request: REQUEST, text: "receive", presence, by: "passphrase", typedAsWell };
  const answer = approvals.ask(question, (approval) => shown.push(approval), stop.signal);
  answer.catch(() => {}); // heard by the test that wants it
  await turn();
  return { approvals, grants, shown, answer, stop, presence: presence as FakePresence, question };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const valid = (grants: Grants, grant: Grant | undefined) => {
  if (grant === undefined) return "declined";
  grants.redeem(grant, REQUEST);
  return "approved";
};

/** The prompt is on the screen. */
async function prompted(options: Options = {}) {
  const those = await asked(options);
  const pressed = those.approvals.approve(options.typedAsWell ? "right" : "");
  await those.presence.shown();
  return { ...those, pressed };
}

describe("the system's prompt", () => {
  test("is not shown before the owner presses", async () => {
    const { presence, shown } = await asked();
    expect([presence.asked, shown]).toEqual([[], [ASKED]]);
  });

  test("says what for, and stays a minute", async () => {
    const { presence } = await prompted();
    expect(presence.asked).toEqual([{ action: "import", text: "receive", deadline: 60_000 }]);
  });

  test("is said to be on the screen", async () => {
    const { shown } = await prompted();
    expect(shown.at(-1)).toEqual({ ...ASKED, asking: true });
  });

  test("answered with yes approves what was shown", async () => {
    const { presence, answer, grants } = await prompted();
    presence.answer(YES);
    expect(valid(grants, await answer)).toBe("approved");
  });

  test("answered with yes approves nothing else", async () => {
    const { presence, answer, grants } = await prompted();
    presence.answer(YES);
    const grant = (await answer) as Grant;
    expect(() => grants.redeem(grant, { ...REQUEST, about: ["another computer"] })).toThrow("internal.bug");
  });

  test.each<Refusal>(["presence.cancelled", "presence.denied", "presence.timed-out", "presence.locked-out"])(
    "that ended in %s is said and may be asked again",
    async (refusal) => {
      const { presence, approvals, pressed, shown, answer, grants } = await prompted();
      presence.answer(no(refusal));
      await pressed;
      const said = shown.at(-1);
      presence.answers = YES;
      await approvals.approve("");
      expect([said, valid(grants, await answer)]).toEqual([{ ...ASKED, refused: refusal }, "approved"]);
    },
  );

  test("shows nothing of the last refusal while it asks again", async () => {
    const { presence, approvals, pressed, shown } = await prompted();
    presence.answer(no("presence.denied"));
    await pressed;
    void approvals.approve("");
    await presence.shown();
    expect(shown.at(-1)).toEqual({ ...ASKED, asking: true });
  });

  test("refused for the fifth time is a no", async () => {
    const { approvals, answer } = await asked({ presence: FakePresence.answering(no("presence.denied")) });
    for (let i = 0; i < 5; i++) await approvals.approve("");
    expect(await answer).toBeUndefined();
  });

  test("is shown once, however often it is pressed", async () => {
    const { approvals, presence } = await prompted();
    await expect(approvals.approve("")).rejects.toThrow("usage.invalid");
    expect(presence.asked).toHaveLength(1);
  });

  test("that cannot even be looked for is not there", async () => {
    const presence = new FakePresence();
    presence.state = () => Promise.reject(new Error("broken"));
    const { shown } = await asked({ presence });
    expect(shown).toEqual([{ typed: "passphrase", missing: "presence.unavailable", asking: false, wrong: false }]);
  });
});

test("the window knows the same refusals that mean no prompt", () => {
  expect(new Set(NO_PROMPT_CODES)).toEqual(NO_PROMPT);
});

describe("where the system cannot ask", () => {
  test.each([...NO_PROMPT])("(%s) what is typed stands in", async (missing) => {
    const { approvals, shown, answer, grants } = await asked({ presence: FakePresence.without(missing) });
    await approvals.approve("right");
    expect([shown, valid(grants, await answer)]).toEqual([[{ typed: "passphrase", missing, asking: false, wrong: false }], "approved"]);
  });

  test.each([...NO_PROMPT])("(%s), which showed only when it was to ask, what is typed stands in", async (missing) => {
    const { approvals, shown, answer, grants } = await asked({ presence: FakePresence.answering(no(missing)) });
    await approvals.approve("");
    const said = shown.at(-1);
    await approvals.approve("right");
    expect([said, valid(grants, await answer)]).toEqual([{ typed: "passphrase", missing, asking: false, wrong: false }, "approved"]);
  });

  test("nothing is approved without it", async () => {
    const { approvals, shown } = await asked({ presence: FakePresence.without("presence.silent-allow") });
    await approvals.approve("");
    expect(shown.at(-1)).toMatchObject({ typed: "passphrase", wrong: true });
  });
});

describe("what has to be typed as well", () => {
  test("is asked for before the prompt", async () => {
    const { presence, shown, pressed } = await prompted({ typedAsWell: true });
    presence.answer(no("presence.cancelled"));
    await pressed;
    expect([shown[0], shown.at(-1)]).toEqual([TYPED, { ...TYPED, refused: "presence.cancelled" }]);
  });

  test("leads to no prompt when it is wrong", async () => {
    const { approvals, presence, shown } = await asked({ typedAsWell: true });
    await approvals.approve("wrong");
    expect([presence.asked, shown.at(-1)]).toEqual([[], { ...TYPED, wrong: true }]);
  });

  test("approves nothing by itself", async () => {
    const { presence, pressed, approvals } = await prompted({ typedAsWell: true });
    presence.answer(no("presence.denied"));
    await pressed;
    expect(approvals.open).toBe(true);
  });

  test("approves together with the prompt", async () => {
    const { presence, answer, grants } = await prompted({ typedAsWell: true });
    presence.answer(YES);
    expect(valid(grants, await answer)).toBe("approved");
  });

  test("is asked anew with every try", async () => {
    const { presence, pressed, approvals, shown } = await prompted({ typedAsWell: true });
    presence.answer(no("presence.cancelled"));
    await pressed;
    await approvals.approve("");
    expect([presence.asked.length, shown.at(-1)]).toEqual([1, { ...TYPED, wrong: true }]);
  });

  test("counts with the prompt: five refusals of either are a no", async () => {
    const { approvals, answer } = await asked({ typedAsWell: true, presence: FakePresence.answering(no("presence.denied")) });
    for (const secret of ["wrong", "right", "wrong", "right", "wrong"]) await approvals.approve(secret);
    expect(await answer).toBeUndefined();
  });

  test("under which the vault was locked is not counted, and can be given again", async () => {
    let locked = true;
    const approves = async () => {
      if (locked) throw new ExchangeError("vault.locked");
      return true;
    };
    const { approvals, shown, answer, grants } = await asked({ approves, presence: FakePresence.without("presence.unavailable") });
    await expect(approvals.approve("right")).rejects.toThrow("vault.locked");
    locked = false;
    await approvals.approve("right");
    expect([valid(grants, await answer), shown.length]).toEqual(["approved", 1]);
  });

  test("is not looked at twice at once", async () => {
    const { approvals } = await asked({ typedAsWell: true });
    const first = approvals.approve("wrong");
    await expect(approvals.approve("right")).rejects.toThrow("usage.invalid");
    await first;
  });
});

describe("what comes too late", () => {
  test("the prompt is taken away when the transfer is stopped", async () => {
    const { presence, stop, answer } = await prompted();
    stop.abort();
    await expect(answer).rejects.toThrow("owner.cancelled");
    expect(presence.open).toBe(0);
  });

  test("declining takes the prompt away and is a no", async () => {
    const { presence, approvals, answer } = await prompted();
    approvals.decline();
    expect([presence.open, await answer]).toEqual([0, undefined]);
  });

  test("locking takes the prompt away, is no refusal, and can be followed by another try", async () => {
    const { presence, approvals, pressed, shown, answer, grants } = await prompted();
    approvals.locked();
    await pressed;
    const [open, said] = [presence.open, shown.at(-1)];
    presence.answers = YES;
    await approvals.approve("");
    expect([open, said, valid(grants, await answer)]).toEqual([0, ASKED, "approved"]);
  });

  test.each(["stopped", "declined", "locked"] as const)("a yes after it was %s is not taken", async (ended) => {
    const presence = new FakePresence();
    presence.heedsSignal = false;
    const { approvals, stop, pressed, answer, shown } = await prompted({ presence });
    if (ended === "stopped") stop.abort();
    else if (ended === "declined") approvals.decline();
    else approvals.locked();
    presence.answer(YES);
    await pressed;
    const got = ended === "locked" ? "open" : await answer.catch((thrown: ExchangeError) => thrown.code);
    expect([got, shown.at(-1)?.asking]).toEqual({ stopped: ["owner.cancelled", true], declined: [undefined, true], locked: ["open", false] }[ended]);
  });

  test("a yes to the prompt of the transfer before does not approve the next", async () => {
    const presence = new FakePresence();
    presence.heedsSignal = false;
    const { approvals, stop, question } = await prompted({ presence });
    stop.abort();
    const next = approvals.ask(question, () => {}, new AbortController().signal);
    await turn();
    const pressed = approvals.approve("");
    presence.answer(YES);
    await presence.shown();
    presence.answer(no("presence.denied"));
    await pressed;
    approvals.decline();
    expect([await next, presence.asked.length]).toEqual([undefined, 2]);
  });

  test("a second prompt waits until the first is off the screen", async () => {
    const presence = new FakePresence();
    presence.heedsSignal = false;
    const { approvals, stop, question } = await prompted({ presence });
    stop.abort();
    approvals.ask(question, () => {}, new AbortController().signal).catch(() => {});
    await turn();
    void approvals.approve("");
    await turn();
    expect(presence.asked).toHaveLength(1);
  });

  test("a proof after the end changes nothing", async () => {
    const { approvals, shown, stop } = await asked({ typedAsWell: true });
    const proving = approvals.approve("wrong");
    stop.abort();
    await proving;
    expect(shown).toHaveLength(1);
  });

  test("who waits no more hears that it was cancelled", async () => {
    const { answer, stop } = await asked();
    stop.abort();
    await expect(answer).rejects.toThrow("owner.cancelled");
  });

  test("nothing can be pressed before it was shown what for", async () => {
    const { approvals } = hosted();
    const question = { request: REQUEST, text: "", presence: new FakePresence(), by: "passphrase", typedAsWell: false } as const;
    void approvals.ask(question, () => {}, new AbortController().signal);
    await expect(approvals.approve("")).rejects.toThrow("usage.invalid");
  });
});
