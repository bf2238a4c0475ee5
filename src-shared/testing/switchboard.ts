// Further links for both sides of a session in memory: every new one is handed to both, and each frame on it can be counted, lost, or cut off.

import { ExchangeError } from "../errors.ts";
import type { Channel, LinkKind } from "../exchange/channel.ts";
import type { Links, Reach } from "../exchange/links.ts";
import { memoryChannels } from "./memory-channel.ts";
import type { Ends, SideName } from "./two-computers.ts";

/** Before frame number `count` (from 1, over all links and both directions) leaves `from` on the link numbered `link` (from 0, the first). */
export type Watch = (frame: { readonly count: number; readonly from: SideName; readonly link: number; readonly length: number }) => Verdict;
/** `lose`: it goes, and is never seen again. */
export type Verdict = "pass" | "cut-before" | "cut-after" | "lose";

export class Switchboard {
  readonly exporter: Links;
  readonly importer: Links;
  /** What each side was told about its links. */
  readonly carried: Record<SideName, (LinkKind | undefined)[]> = { exporter: [], importer: [] };
  readonly reached: Reach[] = [];
  /** Frames of both directions over all links. */
  count = 0;
  readonly #watch: Watch;
  readonly #open: Channel[] = [];
  readonly #offered: Record<SideName, Channel[]> = { exporter: [], importer: [] };
  readonly #asking: Record<SideName, ((channel: Channel) => void) | undefined> = { exporter: undefined, importer: undefined };
  /** How many there were. */
  links = 0;

  constructor(watch: Watch = () => "pass", reach?: Reach) {
    this.#watch = watch;
    this.exporter = { ...this.#side("exporter"), reachable: (told) => void this.reached.push(told) };
    this.importer = { ...this.#side("importer"), ...(reach && { reach }) };
  }

  readonly moves = (): number => this.count;

  /** The first link. */
  first(ends: Ends): Ends {
    const number = this.links++;
    return { exporter: this.#watched(ends.exporter, "exporter", number), importer: this.#watched(ends.importer, "importer", number) };
  }

  /** A new link between both; `atExporter`: what happens to its end. */
  connect(kind: LinkKind, atExporter: (channel: Channel) => Channel = (channel) => channel): void {
    const [exporter, importer] = memoryChannels(kind);
    const ends = this.first({ exporter, importer });
    this.offer("exporter", atExporter(ends.exporter));
    this.offer("importer", ends.importer);
  }

  /** A link to one of them, from whoever holds the other end. */
  offer(side: SideName, channel: Channel): void {
    const asking = this.#asking[side];
    this.#asking[side] = undefined;
    if (asking) asking(channel);
    else this.#offered[side].push(channel);
  }

  /** Both ends of every link see it end. */
  cut(): void {
    for (const channel of this.#open.splice(0)) channel.close();
  }

  #side(side: SideName): Links {
    return {
      next: (signal) =>
        new Promise((resolve, reject) => {
          const ready = this.#offered[side].shift();
          if (ready) return resolve(ready);
          this.#asking[side] = resolve;
          signal.addEventListener("abort", () => reject(new ExchangeError("owner.cancelled")), { once: true });
        }),
      carriedBy: (kind) => void this.carried[side].push(kind),
    };
  }

  #watched(channel: Channel, from: SideName, link: number): Channel {
    const { kind, chunkSize } = channel;
    this.#open.push(channel);
    const send = async (frame: Uint8Array) => {
      const verdict = this.#watch({ count: ++this.count, from, link, length: frame.length });
      if (verdict === "cut-before") channel.close();
      if (verdict === "lose") return;
      await channel.send(frame);
      if (verdict === "cut-after") channel.close();
    };
    return { kind, chunkSize, send, frames: () => channel.frames(), close: () => channel.close() };
  }
}
