import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PRESENCE_ACTIONS } from "../../src-shared/presence/presence.ts";
import type { Authorization, PolkitAuthority } from "./polkit-authority.ts";
import { polkitPresence } from "./presence-polkit.ts";

const YES: Authorization = { authorized: true, challenge: false, details: {} };
const NO: Authorization = { authorized: false, challenge: false, details: {} };
const CHALLENGE: Authorization = { authorized: false, challenge: true, details: {} };

const question = { action: "export", text: "unused" } as const;
const refused = (refusal: string) => ({ approved: false, refusal });
const lost = () => Promise.reject(Object.assign(new Error("closed"), { dbusName: "org.freedesktop.DBus.Error.Disconnected" }));
const never = () => new Promise<never>(() => {});

function presence(authority: Partial<PolkitAuthority>) {
  const calls: string[] = [];
  const scripted: PolkitAuthority = {
    preflight: async () => CHALLENGE,
    ask: async () => YES,
    cancel: async () => undefined,
    close: () => void calls.push("close"),
    ...authority,
  };
  return { calls, ...{ polkit: polkitPresence({ connect: async () => scripted }) } };
}

function options(deadline = 60_000) {
  const abort = new AbortController();
  return { abort, signal: abort.signal, deadline };
}

describe("polkit's prompt", () => {
  it("answered with yes approves", async () => {
    expect(await presence({}).polkit.verify(question, options())).toEqual({ approved: true, kind: "asserted" });
  });

  it.each([
    ["denied", NO, "presence.denied"],
    ["closed", { ...NO, details: { "polkit.dismissed": "true" } }, "presence.cancelled"],
    ["shown by nobody", CHALLENGE, "presence.no-agent"],
  ])("%s is a refusal of its own", async (_what, answer, refusal) => {
    expect(await presence({ ask: async () => answer }).polkit.verify(question, options())).toEqual(refused(refusal));
  });

  it.each([
    ["a rule says yes", YES, "presence.silent-allow"],
    ["nobody may be asked", NO, "presence.not-active-session"],
  ])("is not shown when %s", async (_what, preflight, refusal) => {
    const ask = () => Promise.reject(new TypeError("asked"));
    expect(await presence({ preflight: async () => preflight, ask }).polkit.verify(question, options())).toEqual(refused(refusal));
  });

  it("does not count when a rule came that would have answered for the person", async () => {
    const preflights = [CHALLENGE, YES];
    const { polkit } = presence({ preflight: async () => preflights.shift() ?? NO });
    expect(await polkit.verify(question, options())).toEqual(refused("presence.silent-allow"));
  });

  it("counts when polkit remembers this very answer", async () => {
    const preflights = [CHALLENGE, { ...YES, details: { "polkit.temporary_authorization_id": "tmpauthz0" } }];
    const { polkit } = presence({ preflight: async () => preflights.shift() ?? NO });
    expect(await polkit.verify(question, options())).toEqual({ approved: true, kind: "asserted" });
  });

  it("that goes away with polkit is no approval", async () => {
    expect(await presence({ ask: lost }).polkit.verify(question, options())).toEqual(refused("presence.unavailable"));
  });

  it("whose yes cannot be checked is no approval", async () => {
    const preflights = [async () => CHALLENGE, lost];
    const { polkit } = presence({ preflight: () => preflights.shift()?.() ?? lost() });
    expect(await polkit.verify(question, options())).toEqual(refused("presence.unavailable"));
  });

  it("is taken away at the deadline", async () => {
    const cancelled: string[] = [];
    const asked: string[] = [];
    const ask = (_action: string, cancellation: string) => {
      asked.push(cancellation);
      return never();
    };
    await presence({ ask, cancel: async (cancellation) => cancelled.push(cancellation) }).polkit.verify(question, options(1));
    expect(cancelled).toEqual(asked);
  });

  it("that polkit does not take away is over all the same", async () => {
    expect(await presence({ ask: never, cancel: lost }).polkit.verify(question, options(1))).toEqual(refused("presence.timed-out"));
  });

  it("answered with yes after an abort is cancelled", async () => {
    const how = options();
    const ask = async () => {
      how.abort.abort();
      return YES;
    };
    expect(await presence({ ask }).polkit.verify(question, how)).toEqual(refused("presence.cancelled"));
  });

  it("answered with yes is cancelled by an abort until the very end", async () => {
    const how = options();
    const preflights = [CHALLENGE, CHALLENGE];
    const preflight = async () => {
      if (preflights.length === 1) how.abort.abort();
      return preflights.shift() ?? NO;
    };
    expect(await presence({ preflight }).polkit.verify(question, how)).toEqual(refused("presence.cancelled"));
  });

  it("is not shown after an abort", async () => {
    const how = options();
    how.abort.abort();
    expect(await presence({ ask: () => Promise.reject(new TypeError("asked")) }).polkit.verify(question, how)).toEqual(refused("presence.cancelled"));
  });

  it("leaves no connection behind", async () => {
    const { polkit, calls } = presence({ ask: lost });
    await polkit.verify(question, options());
    expect(calls).toEqual(["close"]);
  });

  it("has a name of its own in every question", async () => {
    const names: string[] = [];
    const { polkit } = presence({
      ask: async (_action, cancellation) => {
        names.push(cancellation);
        return YES;
      },
    });
    await polkit.verify(question, options());
    await polkit.verify(question, options());
    expect(new Set(names).size).toBe(2);
  });
});

describe("the policy file", () => {
  const policy = readFileSync(new URL("../../assets/linux/app.keyferry.policy", import.meta.url), "utf8");
  const actions = [...policy.matchAll(/<action id="([^"]+)">(.*?)<\/action>/gs)].map(([, id = "", body = ""]) => ({ id, body }));

  it("has the actions that are asked for, and no other", () => {
    expect(actions.map(({ id }) => id)).toEqual(PRESENCE_ACTIONS.map((action) => `app.keyferry.${action}`));
  });

  it("lets the person at this computer approve, each time, and nobody else", () => {
    const defaults = /<allow_any>no<\/allow_any>\s*<allow_inactive>no<\/allow_inactive>\s*<allow_active>auth_self<\/allow_active>/;
    expect(actions.filter(({ body }) => !defaults.test(body))).toEqual([]);
  });

  it("speaks English and German", () => {
    const speaks = (body: string) => ["description", "message"].every((tag) => body.includes(`<${tag}>`) && body.includes(`<${tag} xml:lang="de">`));
    expect(actions.filter(({ body }) => !speaks(body))).toEqual([]);
  });
});
