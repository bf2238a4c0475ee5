// Rules as nft 1.0 lists them, and what becomes of a connection to port 40000 that comes in by eth0.

import { expect, test } from "vitest";
import { judge } from "./nft-rules.ts";

type Statement = { readonly [name: string]: unknown };

const ACCEPT = { accept: null };
const DROP = { drop: null };
const FIRST = { family: "inet", table: "f" };

function dport(right: unknown, op = "=="): Statement {
  return { match: { op, left: { payload: { protocol: "tcp", field: "dport" } }, right } };
}

function meta(key: string, right: unknown): Statement {
  return { match: { op: "==", left: { meta: { key } }, right } };
}

function ct(...states: readonly string[]): Statement {
  return { match: { op: "in", left: { ct: { key: "state" } }, right: states } };
}

function rule(chain: string, ...expr: readonly Statement[]): object {
  return { rule: { ...FIRST, chain, expr } };
}

function judged(policy: string, rules: readonly object[], { hook = "input", type = "filter" } = {}): string {
  const base = { chain: { ...FIRST, name: "in", type, hook, prio: 0, policy } };
  return judge(JSON.stringify({ nftables: [{ metainfo: {} }, base, ...rules] }), { port: 40_000, interfaces: ["eth0"] });
}

test("no rules let everything in", () => {
  expect(judge('{"nftables":[{"metainfo":{}}]}', { port: 40_000, interfaces: [] })).toBe("open");
});

const USUAL = [
  rule("in", {
    vmap: {
      key: { ct: { key: "state" } },
      data: {
        set: [
          ["invalid", DROP],
          ["established", ACCEPT],
        ],
      },
    },
  }),
  rule("in", meta("iifname", "lo"), ACCEPT),
  rule("in", ct("established", "related"), ACCEPT),
  rule("in", meta("l4proto", "icmp"), ACCEPT),
  rule("in", dport({ set: [22, { range: [1000, 2000] }] }), { counter: { packets: 0, bytes: 0 } }, ACCEPT),
];

test.each<[string, string, readonly object[], string]>([
  ["a policy to drop with the usual exceptions", "drop", USUAL, "blocked"],
  ["a last rule that rejects", "accept", [...USUAL, rule("in", { reject: { type: "icmpx", expr: "port-unreachable" } })], "blocked"],
  ["a rule for the port", "drop", [rule("in", dport(40_000), ACCEPT)], "open"],
  ["a rule for its range", "drop", [rule("in", dport({ range: [32_768, 60_999] }), ACCEPT)], "open"],
  ["a rule for all but others", "drop", [rule("in", dport({ range: [1, 5] }, "!="), ACCEPT)], "open"],
  ["a rule for another port to drop", "accept", [rule("in", dport(22), DROP)], "open"],
  ["a rule for new connections", "drop", [rule("in", ct("new"), ACCEPT)], "open"],
  ["a rule for the interface", "drop", [rule("in", meta("iifname", "eth0"), ACCEPT)], "open"],
  ["a named set that is not known", "drop", [rule("in", dport("@ports"), ACCEPT)], "unclear"],
  [
    "a rule for some senders",
    "accept",
    [rule("in", { match: { op: "==", left: { payload: { protocol: "ip", field: "saddr" } }, right: "10.0.0.1" } }, DROP)],
    "unclear",
  ],
  ["a limit before what is accepted", "drop", [rule("in", { limit: { rate: 5 } }, ACCEPT)], "unclear"],
  ["a rule of iptables that nft cannot put in words", "drop", [rule("in", { xt: { type: "target", name: "LED" } })], "unclear"],
  ["a chain that is entered and accepts", "drop", [rule("in", { jump: { target: "sub" } }), rule("sub", dport(40_000), ACCEPT)], "open"],
  ["a chain that is entered and returns", "drop", [rule("in", { jump: { target: "sub" } }), rule("sub", { return: null }), rule("sub", ACCEPT)], "blocked"],
  ["chains that enter each other", "accept", [rule("in", { jump: { target: "in" } })], "unclear"],
])("%s, with the policy %s", (_what, policy, rules, expected) => {
  expect(judged(policy, rules)).toBe(expected);
});

test.each([
  ["of what goes out", { hook: "output" }],
  ["that translates addresses", { type: "nat" }],
])("a chain %s keeps nothing out", (_what, chain) => {
  expect(judged("drop", [], chain)).toBe("open");
});
