// polkit's prompt asked by a real process of a normal user: real system bus, polkitd, PAM and agent. Each way it can end has a code of its own.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PRESENCE_ACTIONS, type PresenceAction } from "../../src-shared/presence/presence.ts";
import { type Cli, startCli } from "../harness/cli.ts";
import { INSIDE, openPlace, type Place, type PlaceOptions, placeMissing } from "../harness/os-services.ts";
import type { AgentMode, PlaceAgent } from "../harness/place-agent.ts";
import { asRoot } from "../harness/place-transfer.ts";
import type { AskerOrder } from "../harness/presence-asker.ts";

const title = `polkit's prompt${placeMissing ? ` (${placeMissing})` : ""}`;
const ASKER = `${INSIDE.project}/e2e/harness/presence-asker.ts`;
const PATIENT = 120_000;

const APPROVED = { approved: true, kind: "asserted" };
const refused = (refusal: string) => ({ approved: false, refusal });

const YES_TO_ALL = "polkit.addRule(function () { return polkit.Result.YES; });";
const NO_RULE = "";
const NO_POLKIT = "mount --bind /bin/false /usr/lib/polkit-1/polkitd; kill -KILL $(pidof polkitd)"; // the bus would start it again

/** A stack as with a module for fingers: a line that asks nothing, and two prompts; `trace` is a file it leaves. */
function twoFactors(trace: string): string {
  const stack = [
    "auth optional pam_echo.so Touch the reader",
    "auth required pam_unix.so",
    "auth required pam_unix.so",
    `auth required pam_exec.so /bin/touch ${trace}`,
  ];
  const lines = [...stack, "account required pam_unix.so"].map((line) => `${line}\\n`).join("");
  return `printf '${lines}' >/run/pam; chmod 644 /run/pam; mount --bind /run/pam /usr/lib/pam.d/polkit-1`;
}

/** A process of the user's that asks when it is told to. */
class Asker {
  readonly cli: Cli;
  #orders = 0;

  constructor(command: readonly string[]) {
    this.cli = startCli([], { command });
  }

  verify(action: PresenceAction = "export", deadline = PATIENT) {
    const id = this.#send({ order: "verify", action, deadline });
    return { id, answer: this.cli.waitFor(id).then(({ answer }) => answer) };
  }

  async state(action: PresenceAction = "export"): Promise<unknown> {
    return (await this.cli.waitFor(this.#send({ order: "state", action }))).state;
  }

  abort(id: string): void {
    this.cli.write(`${JSON.stringify({ id, order: "abort" } satisfies AskerOrder)}\n`);
  }

  /** What nobody handled. */
  async end(): Promise<readonly unknown[]> {
    this.cli.closeStdin();
    return (await this.cli.exit).events.filter(({ event }) => event === "unhandled");
  }

  #send(order: { order: "verify"; action: PresenceAction; deadline: number } | { order: "state"; action: PresenceAction }): string {
    const id = `answer-${++this.#orders}`;
    this.cli.write(`${JSON.stringify({ id, ...order })}\n`);
    return id;
  }
}

function askerIn(place: Place): Asker {
  return new Asker(place.command(INSIDE.node, [ASKER]));
}

async function withAgent(place: Place, mode: AgentMode): Promise<{ readonly asker: Asker; readonly agent: PlaceAgent }> {
  const asker = askerIn(place);
  return { asker, agent: await place.agent(asker.cli.pid, mode) };
}

/** A place of its own, with what root does to it before anybody asks. */
async function placeWith(options: PlaceOptions, script?: string): Promise<Place> {
  const place = await openPlace({ keyring: "no-bus", ...options });
  if (script !== undefined) await asRoot(place, script);
  return place;
}

describe.skipIf(placeMissing !== undefined)(title, () => {
  const endings: (() => unknown)[] = [];
  let place: Place;

  beforeAll(async () => {
    place = await openPlace({ keyring: "no-bus", onEnd: (work) => endings.unshift(work) });
  });
  afterAll(async () => {
    for (const end of endings) await end();
  });

  test.each([
    ["password", APPROVED],
    ["wrong", refused("presence.denied")],
    ["cancel", refused("presence.cancelled")],
  ] satisfies [AgentMode, unknown][])("answered with %s", async (mode, expected) => {
    const { asker } = await withAgent(place, mode);
    expect(await asker.verify().answer).toEqual(expected);
  });

  test("answered by nobody is taken away at the deadline", async () => {
    const { asker, agent } = await withAgent(place, "hang");
    const { answer } = asker.verify("export", 500);
    await agent.takenBack();
    expect([await answer, await asker.end()]).toEqual([refused("presence.timed-out"), []]);
  });

  test("is taken away by an abort", async () => {
    const { asker, agent } = await withAgent(place, "hang");
    const { id, answer } = asker.verify();
    await agent.question();
    asker.abort(id);
    await agent.takenBack();
    expect([await answer, await asker.end()]).toEqual([refused("presence.cancelled"), []]);
  });

  test("without a program that can show it is a refusal of its own", async () => {
    expect(await askerIn(place).verify().answer).toEqual(refused("presence.no-agent"));
  });

  test("is shown again for a second question right after a yes", async () => {
    const { asker, agent } = await withAgent(place, "password");
    const answers = [await asker.verify().answer, await asker.verify().answer];
    expect([answers, agent.asked.length]).toEqual([[APPROVED, APPROVED], 2]);
  });

  test("of two questions at once answers each by itself", async () => {
    const { asker, agent } = await withAgent(place, "hang");
    const first = asker.verify("export");
    await agent.question();
    await agent.answer("password");
    const second = await asker.verify("import").answer;
    asker.abort(first.id);
    expect([await first.answer, second]).toEqual([refused("presence.cancelled"), APPROVED]);
  });

  test.each(PRESENCE_ACTIONS)("says for %s what is about to happen", async (action) => {
    const { asker, agent } = await withAgent(place, "password");
    await asker.verify(action).answer;
    const policy = readFileSync(new URL("../../assets/linux/app.keyferry.policy", import.meta.url), "utf8");
    const message = new RegExp(`id="app.keyferry.${action}">.*?<message>(.*?)</message>`, "s").exec(policy)?.[1];
    expect(agent.asked).toEqual([{ action: `app.keyferry.${action}`, message }]);
  });

  test("lets by its own policy only who sits here approve, each time", async () => {
    const { stdout } = await place.run("pkaction", ["--verbose", "--action-id", "app.keyferry.export"]);
    expect(stdout).toMatch(/implicit any: +no\n +implicit inactive: +no\n +implicit active: +auth_self\n/);
  });

  test("can be had, by the state", async () => {
    expect(await askerIn(place).state()).toEqual({ ready: true, prompt: "polkit" });
  });

  test.each([
    ["a rule says yes without asking", { rules: YES_TO_ALL }, undefined, "presence.silent-allow"],
    ["nobody sits at this computer", { rules: NO_RULE }, undefined, "presence.not-active-session"],
    ["the policy file is missing", { policies: [] }, undefined, "presence.not-installed"],
    ["there is no system bus", {}, "mount -t tmpfs tmpfs /run/dbus", "presence.unavailable"],
    ["there is no polkit", {}, NO_POLKIT, "presence.unavailable"],
  ])("does not come when %s, and the state says so before", async (_when, options, script, refusal) => {
    const elsewhere = await placeWith(options, script);
    const { asker, agent } = script === undefined ? await withAgent(elsewhere, "password") : { asker: askerIn(elsewhere), agent: undefined };
    expect([await asker.state(), await asker.verify().answer, agent?.asked ?? []]).toEqual([{ ready: false, refusal }, refused(refusal), []]);
  });

  test("does not come for root, to whom everything is allowed", async () => {
    const order = JSON.stringify({ id: "answer", order: "verify", action: "export", deadline: PATIENT } satisfies AskerOrder);
    const said = await asRoot(place, `echo '${order}' | ${INSIDE.node} ${ASKER}`);
    expect(JSON.parse(said)).toEqual({ event: "answer", answer: refused("presence.silent-allow") });
  });

  test("comes from the system's own bus, whatever the environment names", async () => {
    const env = { DBUS_SYSTEM_BUS_ADDRESS: "unix:path=/nowhere", DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" };
    const asker = new Asker(place.command(INSIDE.node, [ASKER], { env }));
    expect(await asker.state()).toEqual({ ready: true, prompt: "polkit" });
  });

  test("that polkit dies under is no approval, and polkit is found again when the bus has started it anew", async () => {
    const elsewhere = await placeWith({});
    const { asker, agent } = await withAgent(elsewhere, "hang");
    const { answer } = asker.verify();
    await agent.question();
    await asRoot(elsewhere, "kill -KILL $(pidof polkitd)");
    const lost = await answer;
    expect([lost, await asker.verify().answer, await asker.end()]).toEqual([refused("presence.unavailable"), refused("presence.no-agent"), []]);
  });

  test("that the bus dies under is no approval", async () => {
    const elsewhere = await placeWith({});
    const { asker, agent } = await withAgent(elsewhere, "hang");
    const { answer } = asker.verify();
    await agent.question();
    await asRoot(elsewhere, "kill -KILL $(pidof dbus-daemon)");
    expect([await answer, await asker.end()]).toEqual([refused("presence.unavailable"), []]);
  });

  test("takes all that PAM asks: a line to read, and a second factor", async () => {
    const elsewhere = await placeWith({});
    const trace = join(elsewhere.home, "asked");
    await asRoot(elsewhere, twoFactors(trace));
    const { asker } = await withAgent(elsewhere, "password");
    expect([await asker.verify().answer, existsSync(trace)]).toEqual([APPROVED, true]);
  });
});
