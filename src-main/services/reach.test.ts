// Which of a computer's addresses a link is made to.

import { expect, test } from "vitest";
import { type ErrorCode, ExchangeError } from "../../src-shared/errors.ts";
import { memoryChannels } from "../../src-shared/testing/memory-channel.ts";
import { reach } from "./reach.ts";

const NEARBY = { id: "0123456789abcdef", addresses: ["a", "b", "c"], port: 4000 };

function network(answers: { readonly [host: string]: ErrorCode | "there" }) {
  const tried: string[] = [];
  const connect = async (host: string) => {
    tried.push(host);
    const answer = answers[host] ?? "transport.unreachable";
    if (answer !== "there") throw new ExchangeError(answer);
    return memoryChannels()[0];
  };
  return { tried, ports: { connect, destinations: { waitFor: async () => NEARBY } } };
}

test("the first address that answers is taken", async () => {
  const { tried, ports } = network({ b: "there", c: "there" });
  await reach(ports, { id: NEARBY.id }, new AbortController().signal);
  expect(tried).toEqual(["a", "b"]);
});

test("addresses that are known are not looked for", async () => {
  const { ports } = network({ a: "there" });
  const lost = { ...ports, destinations: { waitFor: () => Promise.reject(new ExchangeError("transport.unreachable")) } };
  expect((await reach(lost, NEARBY, new AbortController().signal)).kind).toBe("memory");
});

test("nobody at any address is what the last one said", async () => {
  const { ports } = network({ c: "transport.timed-out" });
  await expect(reach(ports, NEARBY, new AbortController().signal)).rejects.toThrow("transport.timed-out");
});

test("an owner who stops is not asked to wait for the other addresses", async () => {
  const { tried, ports } = network({ a: "owner.cancelled" });
  await reach(ports, NEARBY, new AbortController().signal).catch(() => {});
  expect(tried).toEqual(["a"]);
});
