// A computer in the middle of two real processes: it bends, cuts, repeats and swallows frames at every place, and gains and changes nothing.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Attacked, attacked, onFrame, pooled } from "../harness/attacked.ts";
import { makeVault } from "../harness/cli.ts";
import { type Frame, framed, pass, type Side, type Verdict } from "../harness/frame-proxy.ts";
import { markedVault, secretsIn } from "../harness/marked-vault.ts";
import { digestOf, endingOf, receiptOf } from "../harness/transfer.ts";

const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const vaults = { from: join(root, "from"), to: join(root, "to") };
const marked = markedVault();
writeFileSync(join(root, "marked.json"), marked.json);
await Promise.all([makeVault(vaults.from, join(root, "marked.json")), makeVault(vaults.to, join(import.meta.dirname, "../cli/fixtures/bitwarden.json"))]);
const old = await digestOf(vaults.to);
const untouched = await attacked(vaults, pass);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Which frame says what, by their order from each side, as docs/protocol.md gives it. */
const count = (from: Side) => untouched.frames.filter((frame) => frame.from === from).length;
const HELLO = 0;
const FINISHED = 1;

/** The first ones, up to one under the session's own keys, and one from the end: src-shared/exchange/resume.test.ts has every frame. */
const representative = untouched.frames.filter(({ from, index }) => index <= FINISHED + 1 || index === count(from) - 2);

/** How a session may end: refused, with the vault as before; or as if nothing had been done. */
type Fate = "refused" | "harmless";

/** Once both have the keys, one link that is attacked is one link that is lost: the session goes on over the next. */
const afterKeys = ({ index }: Frame) => index > FINISHED;

type Kind = {
  readonly what: (bytes: Uint8Array) => Verdict;
  readonly frames: readonly Frame[];
  /** The attack comes when both have the keys; `afterKeys` when absent. */
  readonly costsOneLink?: (frame: Frame) => boolean;
  /** Codes of the side that got the frame, and of the one that sent it. */
  readonly got: (frame: Frame) => readonly string[];
  readonly sent: (frame: Frame) => readonly string[];
};

const GONE = ["transport.closed", "stream.truncated"];
const NOT_AUTHENTICATED = ["counterpart.not-authenticated"];
/** It heard nothing whole, went on waiting for somebody else, and was stopped. */
const STILL_WAITING = "owner.cancelled";
/** The first message under each key has nothing before it that it could repeat. */
const firstUnderKeys = ({ from, index }: Frame) => index === HELLO || (from === "exporter" && index === FINISHED);
/** A bent public key may also be none at all. */
const orNoKey = (codes: readonly string[], code: string) => (frame: Frame) => (frame.index === HELLO ? [...codes, code] : codes);

/** What follows FINISHED is under other keys. */
function orOtherKeys({ from, index }: Frame): readonly string[] {
  return from === "exporter" && index === FINISHED ? [...GONE, ...NOT_AUTHENTICATED] : GONE;
}

const KINDS: { readonly [kind: string]: Kind } = {
  "a bent bit": {
    what: bent,
    frames: representative,
    got: orNoKey(NOT_AUTHENTICATED, "counterpart.protocol-violation"),
    sent: orNoKey(NOT_AUTHENTICATED, "counterpart.unavailable"),
  },
  "half a frame, then nothing": { what: cut, frames: representative, got: () => GONE, sent: () => GONE },
  "a frame said twice": {
    what: (bytes) => ({ forward: [framed(bytes), framed(bytes)] }),
    frames: representative,
    costsOneLink: (frame) => afterKeys(frame) || (frame.from === "exporter" && frame.index === FINISHED),
    got: (frame) => (firstUnderKeys(frame) ? NOT_AUTHENTICATED : ["counterpart.replayed"]),
    sent: () => NOT_AUTHENTICATED,
  },
  "a swallowed frame": { what: () => ({ forward: [] }), frames: representative, got: orOtherKeys, sent: orOtherKeys },
  "a head of 4 GiB": {
    what: () => ({ forward: [Uint8Array.of(255, 255, 255, 255)] }),
    frames: representative.filter(({ index }) => [HELLO, FINISHED, FINISHED + 1].includes(index)),
    got: () => ["counterpart.limit-exceeded"],
    sent: () => ["counterpart.unavailable", "counterpart.not-authenticated", "transport.closed"],
  },
};

function bent(bytes: Uint8Array): Verdict {
  const changed = Uint8Array.from(bytes);
  const middle = changed.length >> 1;
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  return { forward: [framed(changed)] };
}

function cut(bytes: Uint8Array): Verdict {
  const whole = framed(bytes);
  return { forward: [whole.subarray(0, whole.length >> 1)], close: true };
}

type Row = { readonly frame: string; readonly exporter: unknown; readonly importer: unknown; readonly vault: string; readonly disclosed: readonly string[] };

async function attack(frame: Frame, kind: Kind): Promise<Row & { readonly expected: boolean }> {
  const end = await attacked(vaults, onFrame(frame.from, frame.index, kind.what, pass));
  const vault = end.digest === old ? "old" : end.digest === untouched.digest ? "new" : "neither";
  const row: Row = {
    frame: `${frame.from} ${frame.index}`,
    exporter: endingOf(end.sender),
    importer: [...endingOf(end.receiver), end.receiver.code === 0 && receiptOf(end.receiver).acknowledged],
    vault,
    disclosed: disclosedBy(end),
  };
  const fate: Fate = (kind.costsOneLink ?? afterKeys)(frame) ? "harmless" : "refused";
  return { ...row, expected: row.disclosed.length === 0 && met(fate, { frame, kind, end, vault }) };
}

type Case = { readonly frame: Frame; readonly kind: Kind; readonly end: Attacked; readonly vault: string };

function met(fate: Fate, { frame, kind, end: { sender, receiver }, vault }: Case): boolean {
  const [exporter, importer] = [endingOf(sender)[1] ?? "", endingOf(receiver)[1] ?? ""];
  const [exporterCodes, importerCodes] = frame.from === "importer" ? [kind.got(frame), kind.sent(frame)] : [kind.sent(frame), kind.got(frame)];
  if (fate === "refused") {
    const waits = frame.index === HELLO && importer === STILL_WAITING;
    return vault === "old" && exporterCodes.includes(exporter) && (waits || importerCodes.includes(importer));
  }
  return vault === "new" && importer === "" && exporter === "" && receiptOf(receiver).acknowledged === true;
}

function disclosedBy({ frames }: Attacked): readonly string[] {
  return secretsIn(Buffer.concat(frames.map(({ bytes }) => bytes)), marked.secrets);
}

test("left alone, the transfer succeeds and shows no secret to the one in the middle", () => {
  expect([endingOf(untouched.sender), endingOf(untouched.receiver), disclosedBy(untouched)]).toEqual([[0, undefined], [0, undefined], []]);
});

test("the search would find each secret where it stands in clear", () => {
  expect(secretsIn(Buffer.from(marked.json), marked.secrets)).toEqual(marked.secrets.map(({ name }) => name).filter((name) => name !== "one-time code secret"));
});

describe.each(Object.entries(KINDS))("%s", (_name, kind) => {
  test.each(["exporter", "importer"])(
    "from the %s ends in its own code before both have the keys, costs one link later, and discloses nothing",
    async (from) => {
      const frames = kind.frames.filter((frame) => frame.from === from);
      const rows = await pooled(frames, 3, (frame) => attack(frame, kind));
      expect(rows.filter(({ expected }) => !expected)).toEqual([]);
    },
  );
});
