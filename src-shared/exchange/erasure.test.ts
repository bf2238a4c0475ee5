// Every secret that was derived or drawn for a session is overwritten when the session is over, however it ended. docs/security.md, Honesty

import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { smallSetting } from "../../e2e/harness/two-computers.ts";
import { fromUtf8 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { Switchboard, type Verdict } from "../testing/switchboard.ts";
import { type Setting, type SideName, transferBetween } from "../testing/two-computers.ts";
import type { PairingMode } from "./ports.ts";

/** What the person reads is no secret any more. */
const SHOWN = "cxt1 short code";

/** The names of the secrets that are still there: derived ones by their label, what they were derived from, and keys by what they sealed or opened with. */
class Kept {
  readonly primitives: Primitives;
  readonly #secrets: { readonly name: string; readonly bytes: Uint8Array }[] = [];

  constructor(primitives: Primitives) {
    const hkdfSha256: Primitives["hkdfSha256"] = (ikm, salt, info, length) => {
      const bytes = primitives.hkdfSha256(ikm, salt, info, length);
      const label = fromUtf8(info.subarray(0, info.indexOf(0)));
      this.#secrets.push({ name: `source of ${label}`, bytes: ikm });
      if (label !== SHOWN) this.#secrets.push({ name: label, bytes });
      return bytes;
    };
    const used = (name: string, bytes: Uint8Array) => this.#secrets.push({ name, bytes });
    const seal: Primitives["seal"] = (key, ...rest) => {
      used("key that sealed", key);
      return primitives.seal(key, ...rest);
    };
    const open: Primitives["open"] = (key, ...rest) => {
      used("key that opened", key);
      return primitives.open(key, ...rest);
    };
    this.primitives = { ...primitives, hkdfSha256, seal, open };
  }

  get names(): readonly string[] {
    return [...new Set(this.#secrets.filter(({ bytes }) => bytes.some((byte) => byte !== 0)).map(({ name }) => name))];
  }
}

async function keptAfter(
  mode: PairingMode,
  stop: (states: string, side: SideName) => boolean = () => false,
  more: Partial<Setting> = {},
): Promise<readonly (readonly string[])[]> {
  const setting = smallSetting({ mode, ...more });
  const exporter = new Kept(setting.primitives.exporter);
  const importer = new Kept(setting.primitives.importer);
  const stops = { exporter: new AbortController(), importer: new AbortController() };
  await transferBetween({
    ...setting,
    primitives: { exporter: exporter.primitives, importer: importer.primitives },
    signals: { exporter: stops.exporter.signal, importer: stops.importer.signal },
    onState: (side, state) => stop(state, side) && stops[side].abort(),
  });
  return [exporter.names, importer.names];
}

it.each<PairingMode>(["screens", "phone"])("after a transfer by %s nothing is kept", async (mode) => {
  expect(await keptAfter(mode)).toEqual([[], []]);
});

it.each<[SideName, string]>([
  ["exporter", "waiting-reveal"],
  ["exporter", "entering-code"],
  ["exporter", "waiting-request"],
  ["exporter", "reviewing"],
  ["exporter", "sending"],
  ["exporter", "waiting-receipt"],
  ["importer", "showing-code"],
  ["importer", "confirming"],
  ["importer", "waiting-start"],
  ["importer", "receiving"],
  ["importer", "opening"],
  ["importer", "reviewing"],
])("after the %s stopped in %s nothing is kept", async (side, state) => {
  expect(await keptAfter("screens", (entered, by) => by === side && entered === state)).toEqual([[], []]);
});

/** Ends links like this at every sixth frame; two others are there at once. */
function losing(verdict: Verdict): Partial<Setting> {
  const board: Switchboard = new Switchboard(({ count }) => {
    if (count < 8 || count % 6 !== 0) return "pass";
    for (const kind of ["lan", "ble"] as const) void setImmediate().then(() => board.connect(kind));
    return verdict;
  });
  return { links: board, tamper: (ends) => board.first(ends) };
}

it.each<Verdict>(["cut-before", "cut-after", "lose", "pass"])("after a transfer that was resumed again and again nothing is kept: %s", async (verdict) => {
  expect(await keptAfter("screens", undefined, losing(verdict))).toEqual([[], []]);
});

it.each<[SideName, string]>([
  ["exporter", "sending"],
  ["exporter", "waiting-receipt"],
  ["importer", "receiving"],
  ["importer", "proving"],
])("after the %s stopped in %s of a session that was resumed nothing is kept", async (side, state) => {
  expect(await keptAfter("screens", (entered, by) => by === side && entered === state, losing("cut-after"))).toEqual([[], []]);
});
