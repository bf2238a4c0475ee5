// docs/protocol.md §3

import { expect, it } from "vitest";
import { nodePrimitives as p } from "../../src-main/platform/primitives.ts";
import { toExchangeError } from "../errors.ts";
import { openMessage, type Secured, sealFrame, sealMessage, secured } from "./secured.ts";

const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const ends = (): [Secured, Secured] => [secured(one, other), secured(other, one)];

function refusal(link: Secured, frame: Uint8Array): string {
  try {
    return openMessage(p, link, frame)[1].name;
  } catch (thrown) {
    return toExchangeError(thrown).code;
  }
}

it("carries messages both ways, each direction counted apart", () => {
  let [left, right] = ends();
  const said: number[] = [];
  for (let next = 0; next < 3; next++) {
    const [sent, frame] = sealMessage(p, left, { name: "acknowledged", next });
    const [received, message] = openMessage(p, right, frame);
    [left, right] = [sent, received];
    if (message.name === "acknowledged") said.push(message.next);
  }
  expect([said, left.sent, right.received, right.sent]).toEqual([[0, 1, 2], 3, 3, 0]);
});

it("never seals two frames alike", () => {
  const [left] = ends();
  const [next, first] = sealMessage(p, left, { name: "acknowledged", next: 1 });
  expect(sealMessage(p, next, { name: "acknowledged", next: 1 })[1]).not.toEqual(first);
});

it.each([
  [
    "again",
    (left: Secured, right: Secured) => [sealMessage(p, left, { name: "acknowledged", next: 1 })[1], { ...right, received: 1 }] as const,
    "counterpart.replayed",
  ],
  [
    "too early",
    (left: Secured, right: Secured) => [sealMessage(p, { ...left, sent: 1 }, { name: "acknowledged", next: 1 })[1], right] as const,
    "transport.closed",
  ],
  ["to its own sender", (left: Secured) => [sealMessage(p, left, { name: "acknowledged", next: 1 })[1], left] as const, "counterpart.not-authenticated"],
  ["without being a message", (left: Secured, right: Secured) => [sealFrame(p, left, Uint8Array.of(1))[1], right] as const, "counterpart.protocol-violation"],
] as const)("refuses a frame that comes %s", (_, make, code) => {
  const [left, right] = ends();
  const [frame, link] = make(left, right);
  expect(refusal(link, frame)).toBe(code);
});
