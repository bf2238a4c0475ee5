// docs/protocol.md §10

import { describe, expect, it } from "vitest";
import { nodePrimitives as p } from "../../src-main/platform/primitives.ts";
import { toExchangeError } from "../errors.ts";
import { encodeMessage, type Message } from "./messages.ts";
import { chunksAcknowledged, type NewEpoch, resumable, type Secured, sealFrame, sealMessage, secured } from "./secured.ts";
import { hear, onLinkInput, resumedInVain, sayAlive, telling } from "./session-link.ts";

type State = { readonly name: string; readonly link: Secured };
type Pair = readonly [State, State];

const key = (fill: number) => new Uint8Array(32).fill(fill);
const keys = () => ({ resumeSecret: key(9), transcript: key(8) });
const stateOf = (link: Secured): State => ({ name: "any", link });
/** Two ends that can resume. */
const ends = (): Pair => [stateOf(resumable(secured(key(1), key(2)), keys())), stateOf(resumable(secured(key(2), key(1)), keys()))];
const chunk = (sequence: number): Message => ({ name: "chunk", sequence, sealed: new Uint8Array(100) });

const epochs = (n: number): readonly [NewEpoch, NewEpoch] => [
  { sendKey: key(10 + n), receiveKey: key(60 + n), secret: key(110 + n) },
  { sendKey: key(60 + n), receiveKey: key(10 + n), secret: key(110 + n) },
];

function say(state: State, message: Message): [State, Uint8Array] {
  const [link, frame] = sealMessage(p, state.link, message);
  return [{ ...state, link }, frame];
}

/** All of `frames` at `state`: where it is after, and what was new. */
function hearAll(state: State, frames: readonly Uint8Array[]): [State, string[]] {
  const fresh: string[] = [];
  let now = state;
  for (const frame of frames) {
    const heard = hear(p, now, frame, true);
    now = heard.state;
    if (heard.message?.name === "chunk") fresh.push(`chunk ${heard.message.sequence}`);
    else if (heard.message) fresh.push(heard.message.name);
  }
  return [now, fresh];
}

const framesOf = (effects: readonly { readonly do: string; readonly frame?: Uint8Array }[]) => effects.flatMap(({ frame }) => frame ?? []);
const kept = ({ link }: State) => link.resumption?.kept.length;

/** The left one has said three chunks, of which the right one heard `heard`; then both resume, the right one having told `told`. */
function resumedAfter(heard: number, told: number) {
  let [left, right] = ends();
  const frames: Uint8Array[] = [];
  for (let sequence = 0; sequence < 3; sequence++) {
    const [next, frame] = say(left, chunk(sequence));
    left = next;
    frames.push(frame);
  }
  [right] = hearAll(right, frames.slice(0, heard));
  const [mine, theirs] = epochs(1);
  const [after, effects] = onLinkInput(p, left, { type: "resumed", epoch: mine, next: told, lost: true });
  const [there] = onLinkInput(p, right, { type: "resumed", epoch: theirs, next: 0, lost: true });
  return { left: after, right: there, sent: framesOf(effects) };
}

describe("after a resume", () => {
  it.each([
    [3, 3, []],
    [3, 1, []],
    [2, 2, ["chunk 2"]],
    [2, 0, ["chunk 2"]],
    [0, 0, ["chunk 0", "chunk 1", "chunk 2"]],
  ])("of three messages, %i heard and %i told, what is new is heard once", (heard, told, fresh) => {
    const { right, sent } = resumedAfter(heard, told);
    expect(hearAll(right, sent)[1]).toEqual(fresh);
  });

  it("messages go out again byte for byte, in other records", () => {
    const bodies: Uint8Array[] = [];
    const { right, sent } = resumedAfter(0, 0);
    hearAll({ ...right }, sent.slice(0, 1));
    let now = right;
    for (const frame of sent) {
      const heard = hear(p, now, frame, true);
      now = heard.state;
      if (heard.body) bodies.push(heard.body);
    }
    expect(bodies).toEqual([0, 1, 2].map((sequence) => encodeMessage(chunk(sequence))));
  });

  it("a message before it was said where it goes on is refused", () => {
    const { right, sent } = resumedAfter(0, 0);
    const [left] = ends();
    const [, frame] = sealFrame(p, { ...left.link, sendKey: epochs(1)[0].sendKey }, encodeMessage(chunk(0)));
    expect([sent.length, codeOf(() => hear(p, right, frame, true))]).toEqual([4, "counterpart.protocol-violation"]);
  });

  it.each([
    ["leaves messages out", 1, 0],
    ["has what was never said", 0, 1],
    ["does not say where it goes on", undefined, 0],
  ])("one that %s is refused", (_, from, next) => {
    const { right } = resumedAfter(0, 0);
    const link = secured(epochs(1)[0].sendKey, epochs(1)[0].receiveKey);
    const [, frame] = sealMessage(p, link, { name: "alive", next, from });
    expect(codeOf(() => hear(p, right, frame, true))).toBe("counterpart.protocol-violation");
  });

  it("the keys of before are overwritten", () => {
    const [left] = ends();
    onLinkInput(p, left, { type: "resumed", epoch: epochs(1)[0], next: 0, lost: true });
    const { sendKey, receiveKey, resumption } = left.link;
    expect([sendKey, receiveKey, resumption?.secret].flatMap((bytes) => [...(bytes ?? [1])]).some((byte) => byte !== 0)).toBe(false);
  });

  it("the ninth in vain ends the session, the eighth and any move from a living link do not", () => {
    let [left] = ends();
    const vain: boolean[] = [];
    for (let n = 1; n <= 12; n++) {
      [left] = onLinkInput(p, left, { type: "resumed", epoch: epochs(n)[0], next: 0, lost: n > 3 });
      vain.push(resumedInVain(left.link) !== undefined);
    }
    expect(vain.indexOf(true)).toBe(3 + 8);
  });

  it("a message that is new begins the count anew", () => {
    const { left, right, sent } = resumedAfter(0, 0);
    const [after] = hearAll(right, sent);
    expect([left.link.resumption?.resumes, right.link.resumption?.resumes, after.link.resumption?.resumes]).toEqual([1, 1, 0]);
  });
});

describe("what is kept", () => {
  it("is never more than the window when chunks are acknowledged", () => {
    let [left] = ends();
    let most = 0;
    for (let sequence = 0; sequence < 2000; sequence++) {
      [left] = say(left, chunk(sequence));
      most = Math.max(most, kept(left) ?? 0);
      if (sequence % 8 === 7) left = { ...left, link: chunksAcknowledged(left.link, 24) };
    }
    expect(most).toBe(32);
  });

  it("is never more than sixteen of the messages that are answered by nothing but ALIVE", () => {
    let [left, right] = ends();
    let most = 0;
    for (let first = 0; first < 500; first++) {
      const [said, frame] = say(left, { name: "proof", first, items: [] });
      const heard = hear(p, right, frame, true);
      const [told, effects] = telling(p, [heard.state, heard.effects]);
      right = told;
      [left] = hearAll(said, framesOf(effects));
      most = Math.max(most, kept(said) ?? 0);
    }
    expect(most).toBe(16);
  });

  it("holds no ALIVE", () => {
    const [left] = ends();
    const [after] = sayAlive(p, left);
    expect([kept(after), after.link.sent]).toEqual([0, 1]);
  });
});

describe("ALIVE", () => {
  it("of a side without further links is not sent, and one that comes is taken", () => {
    const plain = stateOf(secured(key(1), key(2)));
    const [, frame] = say(stateOf(secured(key(2), key(1))), { name: "alive", next: 0, from: undefined });
    const [silent, effects] = sayAlive(p, plain);
    expect([silent, effects, hearAll(plain, [frame])[1]]).toEqual([plain, [], []]);
  });

  it("before both sides have the session's keys is a message like any other", () => {
    const [, frame] = say(stateOf(secured(key(2), key(1))), { name: "alive", next: 0, from: undefined });
    expect(hear(p, stateOf(secured(key(1), key(2))), frame, false).message?.name).toBe("alive");
  });

  it("that says again where messages go on is refused", () => {
    const [left, right] = ends();
    const [, frame] = say(left, { name: "alive", next: 0, from: 0 });
    expect(codeOf(() => hear(p, right, frame, true))).toBe("counterpart.protocol-violation");
  });
});

describe("a frame that is refused", () => {
  const garbage = new Uint8Array(100);

  it("costs the link the first time", () => {
    const [, right] = ends();
    expect(hear(p, right, garbage, true).effects).toEqual([{ do: "drop-link" }]);
  });

  it("ends the session the second time with nothing new in between", () => {
    const [, right] = ends();
    const { state } = hear(p, right, garbage, true);
    expect(codeOf(() => hear(p, state, garbage, true))).toBe("counterpart.not-authenticated");
  });

  it("ends a session without further links at once", () => {
    expect(codeOf(() => hear(p, stateOf(secured(key(1), key(2))), garbage, true))).toBe("counterpart.not-authenticated");
  });
});

function codeOf(work: () => unknown): string {
  try {
    work();
    return "taken";
  } catch (thrown) {
    return toExchangeError(thrown).code;
  }
}

it("wipes the keys of a resume in which the other side claims more than was sent", () => {
  const [left] = ends();
  const [epoch] = epochs(1);
  expect(() => onLinkInput(p, left, { type: "resumed", epoch, next: 1, lost: true })).toThrow("more messages");
  expect(Object.values(epoch).every((one) => one.every((byte) => byte === 0))).toBe(true);
});
