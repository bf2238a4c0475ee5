// docs/protocol.md §10

import { describe, expect, it } from "vitest";
import { over } from "../../e2e/harness/resumed-session.ts";
import { toExchangeError } from "../errors.ts";
import { Switchboard } from "../testing/switchboard.ts";
import { isLocalAddress, reachMessage, readReach } from "./reach.ts";

const REACH = { id: "0123456789abcdef", addresses: ["192.168.1.20", "fe80::1"], port: 40_123 };

it("is told inside the session, once", async () => {
  const { board } = await over(new Switchboard(() => "pass", REACH));
  expect(board.reached).toEqual([REACH]);
});

it("tells no address that the other side would not take, and at most eight", () => {
  const addresses = ["8.8.8.8", ...Array.from({ length: 12 }, (_, n) => `10.0.0.${n}`)];
  expect(reachMessage({ addresses, port: 1 })).toEqual({ name: "reach", id: undefined, addresses: addresses.slice(1, 9), port: 1 });
});

it("may have no address and no id: a port alone is somewhere to look for", () => {
  expect(readReach({ name: "reach", id: undefined, addresses: [], port: 65_535 })).toEqual({ addresses: [], port: 65_535 });
});

describe.each([
  "10.0.0.1",
  "127.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.0.1",
  "169.254.7.7",
  "100.64.0.1",
  "::1",
  "fe80::1",
  "febf::1:2",
  "fc00::",
  "fd12:3456:789a::1",
  "FD00:0:0:0:0:0:0:1",
])("%s", (address) => {
  it("is an address of a local network", () => {
    expect(isLocalAddress(address)).toBe(true);
  });
});

describe.each([
  "8.8.8.8",
  "172.32.0.1",
  "172.15.0.1",
  "192.169.0.1",
  "100.128.0.1",
  "0.0.0.0",
  "255.255.255.255",
  "224.0.0.1",
  "010.0.0.1",
  "10.0.0.256",
  "10.0.1",
  "10.0.0.1.1",
  "10.0.0.1 ",
  "2001:db8::1",
  "::",
  "ff02::1",
  "fe80::1%eth0",
  "fe80::1::2",
  "fe80:::1",
  "fe80:1",
  "::ffff:10.0.0.1",
  "1:2:3:4:5:6:7:8:9",
  "fc00:0:0:0:0:0:0::0:1",
  "localhost",
  "router.local",
  "",
])("%j", (address) => {
  it("is none, and a violation", () => {
    const refused = () => readReach({ name: "reach", id: undefined, addresses: [address], port: 1 });
    expect([isLocalAddress(address), codeOf(refused)]).toEqual([false, "counterpart.protocol-violation"]);
  });
});

it.each([
  ["an id of another form", { ...REACH, id: "0123456789ABCDEF" }],
  ["port 0", { ...REACH, port: 0 }],
])("%s is a violation", (_, reach) => {
  expect(codeOf(() => readReach({ name: "reach", ...reach }))).toBe("counterpart.protocol-violation");
});

function codeOf(work: () => unknown): string {
  try {
    work();
    return "taken";
  } catch (thrown) {
    return toExchangeError(thrown).code;
  }
}
