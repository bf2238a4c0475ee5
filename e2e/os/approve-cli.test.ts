// `send` and `receive` of a normal user, approved through the real prompt: polkit, PAM and an agent. However it ends, the program says so by
// its code and lets the person go on, and nothing moves before somebody approved.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REMEDY } from "../../src-shared/errors.ts";
import { atTerminal, terminalMissing } from "../harness/at-terminal.ts";
import { type Answers, type Cli, copyOfVault, type Ended, makeVault, PASSPHRASE } from "../harness/cli.ts";
import { INSIDE, openPlace, type Place, placeMissing } from "../harness/os-services.ts";
import type { AgentMode, PlaceAgent } from "../harness/place-agent.ts";
import { changePolkit, hurryNextPrompt, NO_POLICIES, NO_RULES, vaultIn, YES_TO_ALL } from "../harness/place-transfer.ts";
import { endingOf, eventOf, inVault, receiptOf, startTransfer, statesOf } from "../harness/transfer.ts";

const title = `a transfer at the command line, approved by the system's prompt${placeMissing ? ` (${placeMissing})` : ""}`;
const EXPORT = join(import.meta.dirname, "../cli/fixtures/bitwarden.json");
const ITEMS = 3;
const CLI = `${INSIDE.project}/src-main/cli/main.ts`;
const HURRIED = ["--import", `data:text/javascript,(${hurryNextPrompt})()`];

const DONE = [0, undefined] as const;

type Side = "receive" | "send";
/** Of the user in the place. Outside, what was typed to open the vault approves. */
type Scene = {
  /** How her agent answers one question after the other, until she does not want to be asked again; there is none when this is empty. */
  readonly answers?: readonly AgentMode[];
  readonly hurried?: boolean;
};
type Played = {
  /** Of the prompt, in order. */
  readonly heard: readonly unknown[];
  /** What the agent was asked for. */
  readonly asked: readonly string[];
  /** Where the receiving end stood when a refusal was said. */
  readonly standing: ReadonlySet<string | undefined>;
};

/** One end of a transfer in the place: its program, and its person with an agent. */
class Performer {
  readonly #place: Place;
  readonly #scene: Scene;
  readonly #left: AgentMode[];
  readonly #standing = new Set<string | undefined>();
  readonly answers: Answers;
  #cli: Cli | undefined;
  #receiver: Cli | undefined;
  #agent: PlaceAgent | undefined;

  constructor(place: Place, scene: Scene) {
    this.#place = place;
    this.#scene = scene;
    this.#left = [...(scene.answers ?? [])];
    const approves = async () => {
      const first = this.#left.shift();
      if (first !== undefined && this.#cli !== undefined) this.#agent = await place.agent(this.#cli.pid, first);
      return true;
    };
    const again = async () => {
      this.#standing.add(this.#receiver && statesOf(this.#receiver).at(-1));
      const mode = this.#left.shift();
      if (mode !== undefined) await this.#agent?.answer(mode);
      return mode !== undefined;
    };
    this.answers = { "approve-import": approves, "approve-export": approves, "ask-again": again };
  }

  get command(): readonly string[] {
    const env = { NODE_COMPILE_CACHE: join(this.#place.home, "cache") };
    return this.#place.command(INSIDE.node, [...(this.#scene.hurried ? HURRIED : []), CLI], { env });
  }

  begins(cli: Cli, receiver: Cli): void {
    this.#cli = cli;
    this.#receiver = receiver;
  }

  played({ events }: Ended): Played {
    const heard = events.filter(({ event }) => event === "presence").map(({ state, code }) => code ?? state);
    return { heard, asked: this.#agent?.asked.map(({ action }) => action) ?? [], standing: this.#standing };
  }
}

describe.skipIf(placeMissing !== undefined)(title, () => {
  const endings: (() => unknown)[] = [];
  let place: Place;
  let full: string;
  let empty: string;
  let scenes = 0;

  beforeAll(async () => {
    const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
    endings.push(() => rmSync(root, { recursive: true, force: true }));
    empty = await makeVault(join(root, "empty"));
    full = await makeVault(join(root, "full"), EXPORT);
    place = await openPlace({ keyring: "no-bus", onEnd: (work) => endings.unshift(work) });
  });
  afterAll(async () => {
    for (const end of endings) await end();
  });

  const vaultFor = (from: string, scene: Scene | undefined) => (scene === undefined ? copyOfVault(from) : vaultIn(place, from, `scene-${++scenes}`));

  /** A whole transfer, with the ends that have a scene in the place. */
  async function play(scene: { readonly [side in Side]?: Scene }) {
    const to = vaultFor(empty, scene.receive);
    const receiving = scene.receive && new Performer(place, scene.receive);
    const sending = scene.send && new Performer(place, scene.send);
    const { receiver, sender, ended } = await startTransfer({
      from: vaultFor(full, scene.send),
      to,
      ...(receiving && { receiverCommand: receiving.command, receiverAnswers: receiving.answers }),
      ...(sending && { senderCommand: sending.command, senderAnswers: sending.answers }),
    });
    receiving?.begins(receiver, receiver);
    sending?.begins(sender, receiver);
    const end = await ended;
    const { events } = await inVault(to, ["vault", "list"]);
    return {
      receive: { end: end.receiver, ...receiving?.played(end.receiver) },
      send: { end: end.sender, ...sending?.played(end.sender) },
      items: events.filter(({ event }) => event === "item").length,
    };
  }

  const complete = ({ end }: { readonly end: Ended }) => [endingOf(end), receiptOf(end).complete];

  /** The screen of a person there who has a secret shown. */
  async function shownInPlace(): Promise<string> {
    const vault = vaultFor(full, {});
    const command = (program: string, args: readonly string[]) => place.command(program, args, { env: { TERM: "xterm", COLUMNS: "400" } });
    const { screen } = await atTerminal(
      `vault show "Example mail" --reveal --vault "${vault}"`,
      [
        [/of the vault: /, `${PASSPHRASE}\r`],
        [/on this screen.*: /, "y\r"],
      ],
      { program: [INSIDE.node, CLI], command },
    );
    return screen;
  }

  test.each([
    ["receive", "app.keyferry.import", "approving"],
    ["send", "app.keyferry.export", "waiting-start"],
  ] as const)("%s says of each refusal what it was, asks again, and goes on after the right password", async (side, action, waiting) => {
    const played = await play({ [side]: { answers: ["wrong", "cancel", "password"] } });
    const { heard, asked, standing } = played[side];
    expect({ heard, asked, standing, ends: [complete(played.receive), complete(played.send)], items: played.items }).toEqual({
      heard: ["asking", "presence.denied", "asking", "presence.cancelled", "asking", "approved"],
      asked: [action, action, action],
      standing: new Set([waiting]),
      ends: [
        [DONE, true],
        [DONE, true],
      ],
      items: ITEMS,
    });
  });

  test.each([
    ["receive", "hang", "presence.timed-out", "transport.timed-out"],
    ["send", "hang", "presence.timed-out", "transport.timed-out"],
    ["receive", "cancel", "presence.cancelled", "counterpart.declined"],
    ["send", "cancel", "presence.cancelled", "counterpart.declined"],
  ] as const)("%s ends with what the prompt came to where nobody wants to be asked again: %s", async (side, mode, code, told) => {
    const played = await play({ [side]: { answers: [mode], hurried: mode === "hang" } });
    const other = side === "send" ? played.receive : played.send;
    const { remedy } = eventOf(played[side].end, "error");
    expect([endingOf(played[side].end), remedy, endingOf(other.end)[1], played.items]).toEqual([[3, code], REMEDY[code], told, 0]);
  });

  test("goes on with what was typed where no program can show the prompt", async () => {
    const { receive, send, items } = await play({ receive: {}, send: {} });
    const heard = ["asking", "presence.no-agent"];
    expect([receive.heard, send.heard, complete(receive), complete(send), items]).toEqual([heard, heard, [DONE, true], [DONE, true], ITEMS]);
  });

  test.each([
    ["a rule of this computer approves by itself", YES_TO_ALL, "presence.silent-allow"],
    ["nobody sits at this computer", NO_RULES, "presence.not-active-session"],
    ["the policies are not installed", NO_POLICIES, "presence.not-installed"],
  ] as const)("goes on with what was typed, asks nobody, and says why, where %s", async (_where, script, code) => {
    await changePolkit(place, script);
    const { receive, send, items } = await play({ receive: { answers: ["password"] }, send: { answers: ["password"] } });
    const seen = [receive, send].map(({ heard, asked }) => [heard, asked]);
    const screen = terminalMissing === undefined ? await shownInPlace() : REMEDY[code];
    expect({ seen, receive: complete(receive), send: complete(send), items, screen }).toEqual({
      seen: [
        [[code], []],
        [[code], []],
      ],
      receive: [DONE, true],
      send: [DONE, true],
      items: ITEMS,
      screen: expect.stringContaining(REMEDY[code]),
    });
  });
});
