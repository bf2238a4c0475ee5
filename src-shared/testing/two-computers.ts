// A whole transfer between two memory vaults over a memory link, on a clock that moves only when both sides wait: what came of it, and every frame.

import type { CredentialKeys, Primitives } from "../crypto/primitives.ts";
import type { Item } from "../cxf/document.ts";
import { type ExchangeError, toExchangeError } from "../errors.ts";
import type { Channel, LinkKind } from "../exchange/channel.ts";
import type { Compression } from "../exchange/compression.ts";
import { exportCredentials } from "../exchange/export-credentials.ts";
import { importCredentials } from "../exchange/import-credentials.ts";
import type { Links } from "../exchange/links.ts";
import type { DeviceIdentity, ExportSource, ImportTarget, Observer, PairingMode, Progress } from "../exchange/ports.ts";
import type { Receipt } from "../exchange/receipt.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeOwners, type Temper } from "./fake-owner.ts";
import { memoryChannels } from "./memory-channel.ts";
import { type MemoryContent, MemoryVault } from "./memory-vault.ts";

export type SideName = "exporter" | "importer";
export type TappedFrame = { readonly from: SideName; readonly frame: Uint8Array; readonly state: string };
export type Ends = { readonly exporter: Channel; readonly importer: Channel };

export type Setting = {
  readonly primitives: { readonly exporter: Primitives; readonly importer: Primitives };
  readonly credentialKeys: CredentialKeys;
  /** What each side has to compress with; absent: nothing. */
  readonly compression?: { readonly exporter?: Compression; readonly importer?: Compression };
  /** What the link says of its speed, bytes a second, and what it says it is. */
  readonly rate?: number;
  readonly kind?: LinkKind;
  /** The exporter's vault instead of one made of `content`. */
  readonly sourceOf?: (honest: ExportSource) => ExportSource;
  /** The importer's vault instead of the one it has. */
  readonly targetOf?: (honest: ImportTarget) => ImportTarget;
  /** Lets everything that is due run: one turn of the event loop. */
  readonly turn: () => Promise<void>;
  readonly content: MemoryContent;
  /** Which items the owner selects; absent: all. */
  readonly chosen?: (item: Item) => boolean;
  readonly into?: MemoryVault;
  readonly mode?: PairingMode;
  readonly types?: readonly string[];
  readonly temper?: Temper;
  readonly chunkSize?: number;
  readonly maximumLength?: number;
  readonly transferId?: Uint8Array;
  /** What an attacker does to the two ends. */
  readonly tamper?: (ends: Ends) => Ends;
  /** Further links of each side; `moves` counts what goes over them. */
  readonly links?: { readonly exporter: Links | undefined; readonly importer: Links | undefined; readonly moves: () => number };
  readonly signals?: { readonly exporter?: AbortSignal; readonly importer?: AbortSignal };
  /** Called with every state a side enters. */
  readonly onState?: (side: SideName, state: string) => void;
  /** Called with everything a side shows of its progress. */
  readonly onProgress?: (side: SideName, progress: Progress) => void;
};

export type SideOutcome = { readonly receipt?: Receipt; readonly error?: ExchangeError; readonly states: readonly string[] };
export type Outcome = {
  readonly exporter: SideOutcome;
  readonly importer: SideOutcome;
  /** As sent, before any tampering. */
  readonly frames: readonly TappedFrame[];
  readonly source: MemoryVault;
  readonly target: MemoryVault;
  readonly owners: FakeOwners;
  readonly clock: FakeClock;
};

/** A device whose key is `key`, and which knows nobody. */
export function fakeDevice(primitives: Primitives, name: string, key = primitives.generateSigningKey()): DeviceIdentity {
  return { publicKey: key.publicKey, name, sign: async (message) => primitives.sign(key.privateKey, message), known: () => undefined };
}

type Settlement = { readonly receipt?: Receipt; readonly error?: ExchangeError };

/** Resolves when both sides have ended; nothing is thrown for a failed transfer. */
export async function transferBetween(setting: Setting): Promise<Outcome> {
  const clock = new FakeClock();
  const owners = new FakeOwners(setting.temper);
  const source = new MemoryVault(setting.content);
  const target = setting.into ?? new MemoryVault();
  const frames: TappedFrame[] = [];
  const states: Record<SideName, string[]> = { exporter: [], importer: [] };
  const [left, right] = memoryChannels();
  const ends = setting.tamper?.({ exporter: left, importer: right }) ?? { exporter: left, importer: right };

  const sends = { open: 0 };
  const common = (side: SideName) => {
    const primitives = setting.primitives[side];
    const signal = setting.signals?.[side];
    const compression = setting.compression?.[side];
    const observer: Observer = {
      state(name) {
        states[side].push(name);
        setting.onState?.(side, name);
      },
      progress: (progress) => setting.onProgress?.(side, progress),
    };
    return {
      channel: tapped(ends[side], setting, sends, (frame) => frames.push({ from: side, frame: frame.slice(), state: states[side].at(-1) ?? "" })),
      primitives,
      clock,
      owner: owners,
      identity: fakeDevice(primitives, side === "exporter" ? "Old laptop" : "New laptop"),
      credentialKeys: setting.credentialKeys,
      observer,
      ...(signal && { signal }),
      ...(compression && { compression }),
      ...(setting.links?.[side] && { links: setting.links[side] }),
    };
  };
  const { mode, types, maximumLength, transferId } = setting;
  const wishes = { ...(mode && { mode }), ...(types && { types }), ...(maximumLength !== undefined && { maximumLength }), ...(transferId && { transferId }) };
  const importing = settle(importCredentials({ ...common("importer"), target: setting.targetOf?.(target.target()) ?? target.target(), ...wishes }));
  const exporting = settle(
    exportCredentials({ ...common("exporter"), source: setting.sourceOf?.(source.source(setting.chosen)) ?? source.source(setting.chosen) }),
  );
  await drive(
    clock,
    setting.turn,
    Promise.all([exporting, importing]),
    () => `${frames.length} ${setting.links?.moves()} ${states.exporter.join()} ${states.importer.join()}`,
    states,
    sends,
  );
  return {
    exporter: { ...(await exporting), states: states.exporter },
    importer: { ...(await importing), states: states.importer },
    frames,
    source,
    target,
    owners,
    clock,
  };
}

function settle(transfer: Promise<Receipt>): Promise<Settlement> {
  return transfer.then(
    (receipt) => ({ receipt }),
    (thrown) => ({ error: toExchangeError(thrown) }),
  );
}

/** States in which a side has nothing to do but wait for a frame. */
const PASSIVE = new Set([
  ...["waiting-hello", "waiting-reveal", "waiting-request", "sending", "waiting-receipt", "parting"],
  ...["showing-code", "waiting-start", "receiving", "waiting-key", "waiting-done", "done", "failed"],
]);
/** Turns without anything new before time moves on; many more while a send is open, which may be at work on another thread. */
const QUIET_TURNS = { nothingOpen: 20, sendOpen: 20_000 };
/** Milliseconds it moves on by. */
const STEP = 5000;

async function drive(
  clock: FakeClock,
  turn: () => Promise<void>,
  work: Promise<unknown>,
  activity: () => string,
  states: Record<SideName, string[]>,
  sends: { readonly open: number },
): Promise<void> {
  let open = true;
  void work.finally(() => {
    open = false;
  });
  let before = "";
  for (let quiet = 0; open; ) {
    await turn();
    clock.advance(0);
    const waiting = PASSIVE.has(states.exporter.at(-1) ?? "") && PASSIVE.has(states.importer.at(-1) ?? "");
    quiet = waiting && before === activity() ? quiet + 1 : 0;
    before = activity();
    if (quiet > (sends.open === 0 ? QUIET_TURNS.nothingOpen : QUIET_TURNS.sendOpen)) clock.advance(STEP);
  }
}

function tapped(
  channel: Channel,
  { chunkSize, rate, kind }: Pick<Setting, "chunkSize" | "rate" | "kind">,
  sends: { open: number },
  tap: (frame: Uint8Array) => void,
): Channel {
  return {
    kind: kind ?? channel.kind,
    chunkSize: chunkSize ?? channel.chunkSize,
    ...(rate !== undefined && { knownRate: rate }),
    send(frame) {
      tap(frame);
      sends.open++;
      return channel.send(frame).finally(() => {
        sends.open--;
      });
    },
    frames: () => channel.frames(),
    close: () => channel.close(),
  };
}
