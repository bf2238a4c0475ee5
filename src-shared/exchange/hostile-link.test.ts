// An attacker on the link: every frame of a session, in both directions, altered, cut, repeated, dropped, swapped, replaced. docs/security.md, attacks

import { beforeAll, describe, expect, it } from "vitest";
import { SECRET_TEXT, smallContent, smallSetting } from "../../e2e/harness/two-computers.ts";
import { hex, utf8 } from "../bytes.ts";
import { type Tampering, tamperingChannel } from "../testing/memory-channel.ts";
import { MemoryVault } from "../testing/memory-vault.ts";
import { type Ends, type Outcome, type SideName, transferBetween } from "../testing/two-computers.ts";
import type { Channel } from "./channel.ts";
import type { PairingMode } from "./ports.ts";

const OTHER: Record<SideName, SideName> = { exporter: "importer", importer: "exporter" };
const SIDES: readonly SideName[] = ["exporter", "importer"];
const EMPTY = new MemoryVault().digest();

let honest: Outcome;
let frameCount: Record<SideName, number>;

beforeAll(async () => {
  honest = await transferBetween(smallSetting());
  const count = (side: SideName) => honest.frames.filter(({ from }) => from === side).length;
  frameCount = { exporter: count("exporter"), importer: count("importer") };
});

function attacked(side: SideName, nth: number, tampering: Tampering, mode: PairingMode = "screens"): Promise<Outcome> {
  return transferBetween(smallSetting({ mode, tamper: (ends) => ({ ...ends, [side]: tamperingChannel(ends[side], nth, tampering) }) }));
}

/** What the receiving side makes of the tampered frame. `undefined`: it was done already, or the frame came when nothing could change any more. */
function seen(side: SideName, { [OTHER[side]]: receiver }: Outcome): string | undefined {
  return receiver.error?.code ?? (receiver.receipt?.acknowledged ? undefined : "unconfirmed");
}

const GARBAGE = Uint8Array.from({ length: 200 }, (_, i) => (i * 37) & 255);
const REFUSED = ["counterpart.not-authenticated"];
/** The hellos are in clear: a change shows in their form, or later as keys that do not fit. */
const HELLO_REFUSED = [...REFUSED, "counterpart.protocol-violation", "counterpart.unsupported"];
const REPEATED = ["counterpart.replayed", "counterpart.not-authenticated"];
const MISSING = ["transport.closed", "transport.timed-out"];
const CUT_OFF = ["transport.closed", "stream.truncated"];

const ATTACKS: readonly { readonly name: string; readonly tampering: Tampering; readonly codes: readonly string[]; readonly hello: readonly string[] }[] = [
  { name: "with a bit flipped in its head", tampering: { kind: "alter", at: 0, mask: 1 }, codes: REFUSED, hello: HELLO_REFUSED },
  { name: "with a bit flipped in its body", tampering: { kind: "alter", at: 33, mask: 0x40 }, codes: REFUSED, hello: HELLO_REFUSED },
  { name: "with a bit flipped in its last byte", tampering: { kind: "alter", at: 1_000_003, mask: 0x80 }, codes: REFUSED, hello: HELLO_REFUSED },
  { name: "cut to 20 bytes", tampering: { kind: "truncate", length: 20 }, codes: REFUSED, hello: HELLO_REFUSED },
  { name: "cut to nothing", tampering: { kind: "truncate", length: 0 }, codes: REFUSED, hello: HELLO_REFUSED },
  { name: "with a byte more", tampering: { kind: "extend", by: Uint8Array.of(0) }, codes: REFUSED, hello: HELLO_REFUSED },
  { name: "replaced by garbage", tampering: { kind: "replace", frame: GARBAGE }, codes: REFUSED, hello: HELLO_REFUSED },
  { name: "sent twice", tampering: { kind: "duplicate" }, codes: REPEATED, hello: REPEATED },
  { name: "sent again two frames later", tampering: { kind: "replay", later: 2 }, codes: REPEATED, hello: REPEATED },
  { name: "dropped", tampering: { kind: "drop" }, codes: MISSING, hello: MISSING },
  { name: "swapped with the next", tampering: { kind: "reorder" }, codes: MISSING, hello: MISSING },
  { name: "and the link closed instead", tampering: { kind: "close" }, codes: CUT_OFF, hello: CUT_OFF },
];

describe.each(SIDES)("a frame of the %s", (side) => {
  it.each(ATTACKS)("$name ends in its own code wherever it is, and leaves the vault as it was", async ({ tampering, codes, hello }) => {
    const wrong: string[] = [];
    for (let nth = 0; nth < frameCount[side]; nth++) {
      const outcome = await attacked(side, nth, tampering);
      const complaint = complaintAbout(side, outcome, nth === 0 ? hello : codes);
      if (complaint) wrong.push(`frame ${nth}: ${complaint}`);
    }
    expect(wrong).toEqual([]);
  });
});

it.each(SIDES)("a frame of the %s with a bit flipped is refused in phone mode too", async (side) => {
  const codes: (string | undefined)[] = [];
  for (let nth = 1; nth < (side === "exporter" ? 4 : 3); nth++) codes.push(seen(side, await attacked(side, nth, { kind: "alter", at: 33, mask: 1 }, "phone")));
  expect(new Set(codes)).toEqual(new Set(REFUSED));
});

function complaintAbout(side: SideName, outcome: Outcome, codes: readonly string[]): string | undefined {
  const { exporter, importer, target } = outcome;
  const code = seen(side, outcome);
  if (importer.error !== undefined && target.digest() !== EMPTY) return "the vault changed in a failed transfer";
  if (exporter.receipt?.safeToCloseOldService.answer === "yes" && importer.receipt === undefined) return "safe to close without a receipt";
  if (code !== undefined && code !== "unconfirmed" && !codes.includes(code)) return `ended as ${code}`;
  if (code === "unconfirmed" && importer.receipt?.safeToCloseOldService.answer !== "no") return "safe to close without confirmation";
  // nothing to complain of is left only when the whole transfer went through and both know
  return code === undefined && (exporter.receipt === undefined || importer.receipt === undefined) ? "ended in no code" : undefined;
}

it("the content key and what it protects are nowhere in the frames of a session", async () => {
  const contentKeys: Uint8Array[] = [];
  const setting = smallSetting();
  let approved = false;
  const { primitives } = setting;
  const watched = {
    ...primitives.exporter,
    random(length: number) {
      const bytes = primitives.exporter.random(length);
      if (approved && length === 32) contentKeys.push(bytes.slice());
      return bytes;
    },
  };
  const onState = (_: SideName, state: string) => {
    approved ||= state === "reviewing";
  };
  const { frames } = await transferBetween({ ...setting, primitives: { ...primitives, exporter: watched }, onState });
  const wire = frames.map(({ frame }) => hex(frame)).join("|");
  const secrets = [contentKeys[0] ?? new Uint8Array(0), utf8(SECRET_TEXT), utf8("Old laptop"), utf8("New laptop"), ...privateKeys()];
  expect(secrets.filter((secret) => wire.includes(hex(secret)))).toEqual([]);
});

function privateKeys(): readonly Uint8Array[] {
  const credentials = smallContent().document.accounts.flatMap(({ items }) => items.flatMap((item) => item.credentials));
  return credentials.flatMap((one) => (one.type === "passkey" && one.key instanceof Uint8Array ? [one.key] : []));
}

it("the key leaves only after the importer holds every chunk", () => {
  const order = honest.frames.map(({ from, state }) => `${from} ${state}`);
  expect(order.indexOf("exporter waiting-receipt")).toBeGreaterThan(order.indexOf("importer waiting-key"));
});

it("a frame of one session is nothing to another", async () => {
  const request = honest.frames.filter(({ from }) => from === "importer")[2];
  const frame = request?.frame ?? new Uint8Array(0);
  const { exporter } = await attacked("importer", 2, { kind: "replace", frame });
  expect(exporter.error?.code).toBe("counterpart.not-authenticated");
});

describe.each(SIDES)("the %s", (side) => {
  it("refuses its own frames when they come back to it, whatever it waits for", async () => {
    const codes = new Set<string>();
    for (let nth = 1; nth < frameCount[OTHER[side]]; nth++) {
      const { [side]: outcome } = await transferBetween(smallSetting({ tamper: (ends) => reflecting(ends, side, nth) }));
      codes.add(outcome.error?.code ?? outcome.receipt?.safeToCloseOldService.because ?? "");
    }
    // the importer has committed by the time it waits for DONE
    const late = side === "importer" ? ["the two computers did not both confirm the receipt"] : [];
    expect([...codes]).toEqual(["counterpart.not-authenticated", ...late]);
  });
});

/** Instead of frame `nth` of the other one, `side` gets the last frame it sent itself. */
function reflecting(ends: Ends, side: SideName, nth: number): Ends {
  let mine: Uint8Array = GARBAGE;
  let count = 0;
  const watched = sendingBy(ends[side], (frame) => {
    mine = frame;
    return frame;
  });
  return { ...ends, [side]: watched, [OTHER[side]]: sendingBy(ends[OTHER[side]], (frame) => (count++ === nth ? mine : frame)) };
}

function sendingBy(channel: Channel, change: (frame: Uint8Array) => Uint8Array): Channel {
  const { kind, chunkSize } = channel;
  return { kind, chunkSize, send: (frame) => channel.send(change(frame)), frames: () => channel.frames(), close: () => channel.close() };
}
