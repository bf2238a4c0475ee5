// Who has to say yes before something leaves, arrives or is shown: the system's prompt, what is typed as well, and what stands in where there is no prompt.

import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { toExchangeError } from "../../src-shared/errors.ts";
import type { PresenceAction, Refusal } from "../../src-shared/presence/presence.ts";
import { FakePresence, no, YES } from "../../src-shared/testing/fake-presence.ts";
import { memoryVault } from "../../src-shared/testing/vault-fixture.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import { putApprovalSettings } from "../services/approval-settings.ts";
import { REHEARSAL_PASSPHRASE } from "../services/rehearsal-vaults.ts";
import { approvalOf } from "./approver.ts";
import type { Context } from "./context.ts";
import { Output, type Sink } from "./output.ts";
import type { Prompter, Question } from "./prompter.ts";
import { TypedProof } from "./typed-proof.ts";

const RIGHT = "correct horse battery staple";

class Recorder extends EventEmitter implements Sink {
  text = "";

  write(text: string): boolean {
    this.text += text;
    return true;
  }
}

type Scene = {
  readonly presence: FakePresence;
  readonly action?: PresenceAction;
  /** What opened the vault was typed. */
  readonly typed?: boolean;
  readonly tries?: number;
  readonly json?: boolean;
  /** What the owner types and says, in order. */
  readonly secrets?: readonly string[];
  readonly again?: readonly boolean[];
  readonly setUp?: (vault: Awaited<ReturnType<typeof memoryVault>>["vault"]) => unknown;
  readonly stop?: AbortSignal;
};

async function approve({ presence, action = "export", typed = true, tries = 3, json = true, secrets = [], again = [], setUp = () => {}, stop }: Scene) {
  const { vault, clock, ports } = await memoryVault();
  await setUp(vault);
  const [out, err, asked] = [new Recorder(), new Recorder(), [] as Question[]];
  const [typing, saying] = [[...secrets], [...again]];
  const next = <T>(question: Question, answers: T[]): T => {
    asked.push(question);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`nobody expected to be asked for ${question.kind}`);
    return answer;
  };
  const prompter = {
    tries,
    secret: async (question: Question) => next(question, typing),
    confirm: async (question: Question) => next(question, saying),
  } as unknown as Prompter;
  const output = new Output({ json, color: false, out, err, elapsed: () => 0 });
  const host = { presence, hardware: [], exchange: { primitives: ports.primitives, clock } };
  const context = { output, prompter, host, vaultDirectory: "", unlockBy: "any", signal: new AbortController().signal } as unknown as Context;
  const proof = new TypedProof(context, vault, typed);
  const ended = await approvalOf(
    context,
    vault,
    proof,
  )({ action, about: ["it"] }, stop ?? new AbortController().signal).then(
    () => "approved",
    (thrown) => toExchangeError(thrown).code,
  );
  const events = out.text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { readonly state: string; readonly code?: string });
  return { ended, asked: asked.map(({ kind }) => kind), prompts: presence.asked.length, events, screen: err.text };
}

/** Answers its prompts one after the other. */
function answering(...answers: readonly ("yes" | Refusal)[]): FakePresence {
  const left = [...answers];
  const presence = new FakePresence();
  const verify = presence.verify.bind(presence);
  presence.verify = (question, options) => {
    const answer = left.shift() ?? "presence.unavailable";
    presence.answers = answer === "yes" ? YES : no(answer);
    return verify(question, options);
  };
  return presence;
}

describe("where the system asks", () => {
  test.each(["export", "import", "reveal"] as const)("its yes approves: %s", async (action) => {
    const { ended, prompts, asked } = await approve({ presence: answering("yes"), action });
    expect([ended, prompts, asked]).toEqual(["approved", 1, []]);
  });

  test("the prompt is of that action, and is there for a minute", async () => {
    const presence = answering("yes");
    await approve({ presence, action: "import" });
    expect(presence.asked).toMatchObject([{ action: "import", deadline: 60_000 }]);
  });

  test("a program hears that it asks and how it ended", async () => {
    const { events } = await approve({ presence: answering("presence.denied", "yes"), again: [true] });
    const asking = { event: "presence", state: "asking", action: "export", prompt: "polkit" };
    const refused = { event: "presence", state: "refused", action: "export", code: "presence.denied" };
    expect(events).toEqual([asking, refused, asking, { event: "presence", state: "approved", action: "export" }]);
  });

  test("a person is told which window to answer", async () => {
    expect((await approve({ presence: answering("yes"), json: false })).screen).toContain("Answer the window of your system");
  });

  test.each(["presence.cancelled", "presence.denied", "presence.timed-out", "presence.locked-out"] as const)("%s may be asked again", async (refusal) => {
    const { ended, prompts, asked } = await approve({ presence: answering(refusal, "yes"), again: [true] });
    expect([ended, prompts, asked]).toEqual(["approved", 2, ["ask-again"]]);
  });

  test.each(["presence.cancelled", "presence.denied", "presence.timed-out", "presence.locked-out"] as const)(
    "%s ends with its code where nobody wants to be asked again",
    async (refusal) => {
      const { ended, prompts } = await approve({ presence: answering(refusal), again: [false] });
      expect([ended, prompts]).toEqual([refusal, 1]);
    },
  );

  test("the third refusal is the last", async () => {
    const { ended, prompts, asked } = await approve({
      presence: answering("presence.cancelled", "presence.denied", "presence.timed-out", "yes"),
      again: [true, true],
    });
    expect([ended, prompts, asked]).toEqual(["presence.timed-out", 3, ["ask-again", "ask-again"]]);
  });

  test("a transfer that ended takes the prompt away, and nobody is asked again", async () => {
    const [presence, over] = [new FakePresence(), new AbortController()];
    const approving = approve({ presence, stop: over.signal });
    await presence.shown();
    over.abort();
    const { ended, asked } = await approving;
    expect([ended, asked, presence.open]).toEqual(["owner.cancelled", [], 0]);
  });

  test("a prompt that turns out not to be there lets what was typed stand in", async () => {
    const { ended, asked } = await approve({ presence: answering("presence.no-agent"), typed: false, action: "import", secrets: [RIGHT] });
    expect([ended, asked]).toEqual(["approved", ["passphrase"]]);
  });
});

describe("what is typed as well", () => {
  test("sending needs it where nothing was typed to open the vault, before the system asks", async () => {
    const { ended, asked, prompts } = await approve({ presence: answering("yes"), typed: false, secrets: [RIGHT] });
    expect([ended, asked, prompts]).toEqual(["approved", ["passphrase"], 1]);
  });

  test("a wrong one never reaches the system's prompt", async () => {
    const { ended, prompts } = await approve({ presence: answering("yes"), typed: false, secrets: ["a", "b", "c"] });
    expect([ended, prompts]).toEqual(["vault.wrong-key", 0]);
  });

  test("a program has one try", async () => {
    const { ended, asked } = await approve({ presence: answering("yes"), typed: false, tries: 1, secrets: ["a", RIGHT] });
    expect([ended, asked]).toEqual(["vault.wrong-key", ["passphrase"]]);
  });

  test("the owner can turn it off", async () => {
    const setUp: Scene["setUp"] = (vault) => putApprovalSettings(vault, { passphraseOnExport: false });
    const { ended, asked, prompts } = await approve({ presence: answering("yes"), typed: false, setUp });
    expect([ended, asked, prompts]).toEqual(["approved", [], 1]);
  });

  test.each(["import", "reveal"] as const)("%s does not need it", async (action) => {
    const { ended, asked } = await approve({ presence: answering("yes"), typed: false, action });
    expect([ended, asked]).toEqual(["approved", []]);
  });
});

test("a rehearsal's vault asks nobody anything", async () => {
  const setUp: Scene["setUp"] = (vault) => {
    vault.putSetting("made-up", true);
    return vault.addSlot({ provider: "passphrase", passphrase: passphraseSecret(REHEARSAL_PASSPHRASE) });
  };
  const { ended, asked, prompts } = await approve({ presence: answering("yes"), typed: false, setUp });
  expect([ended, asked, prompts]).toEqual(["approved", [], 0]);
});

test("a rehearsal's vault that somebody gave a passphrase of their own is theirs", async () => {
  const setUp: Scene["setUp"] = (vault) => vault.putSetting("made-up", true);
  const { ended, asked, prompts } = await approve({ presence: answering("yes"), typed: false, secrets: [RIGHT], setUp });
  expect([ended, asked, prompts]).toEqual(["approved", ["passphrase"], 1]);
});

describe.each(["presence.no-agent", "presence.not-installed", "presence.not-active-session", "presence.silent-allow", "presence.unavailable"] as const)(
  "where the system cannot ask (%s)",
  (refusal) => {
    test("what was typed to open the vault stands in, and why is said", async () => {
      const { ended, asked, prompts, events } = await approve({ presence: FakePresence.without(refusal) });
      expect([ended, asked, prompts, events]).toEqual(["approved", [], 0, [{ event: "presence", state: "refused", action: "export", code: refusal }]]);
    });

    test("the passphrase is asked for where nothing was typed", async () => {
      const { ended, asked } = await approve({ presence: FakePresence.without(refusal), action: "reveal", typed: false, secrets: ["wrong", RIGHT] });
      expect([ended, asked]).toEqual(["approved", ["passphrase", "passphrase"]]);
    });

    test("turning the typed proof off does not leave nothing", async () => {
      const setUp: Scene["setUp"] = (vault) => putApprovalSettings(vault, { passphraseOnExport: false });
      const { ended } = await approve({ presence: FakePresence.without(refusal), typed: false, tries: 1, secrets: ["wrong"], setUp });
      expect(ended).toBe("vault.wrong-key");
    });
  },
);
