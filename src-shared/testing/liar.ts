// A counterpart that is paired properly and lies: an honest role whose messages are rewritten under its own keys before they leave, and after they come.

import { fromUtf8 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { openRecord, sealRecord } from "../crypto/record.ts";
import type { Channel } from "../exchange/channel.ts";
import { decodeMessage, encodeMessage, type Message } from "../exchange/messages.ts";
import type { SideName } from "./two-computers.ts";

export type Lies = {
  /** What goes out instead of an honest message. */
  readonly say?: (message: Message, liar: Liar) => readonly Message[] | Promise<readonly Message[]>;
  /** What its own honest half hears instead of what came. */
  readonly hear?: (message: Message, liar: Liar) => Message;
};

type Direction = { readonly labels: readonly string[]; in: number; out: number; label: string };

export class Liar {
  readonly primitives: Primitives;
  /** Every key derived so far by its label, what it was derived from, and under which context (the transcript, mostly). */
  readonly keys = new Map<string, { readonly key: Uint8Array; readonly from: Uint8Array; readonly context: Uint8Array }>();
  readonly heard = new Map<Message["name"], { readonly message: Message; readonly body: Uint8Array }>();
  /** The key of its device. */
  device: ReturnType<Primitives["generateSigningKey"]> = { privateKey: new Uint8Array(0), publicKey: new Uint8Array(0) };
  readonly #side: SideName;
  readonly #lies: Lies;

  constructor(side: SideName, primitives: Primitives, lies: Lies) {
    this.#side = side;
    this.#lies = lies;
    this.primitives = {
      ...primitives,
      hkdfSha256: (ikm, salt, info, length) => {
        const key = primitives.hkdfSha256(ikm, salt, info, length);
        const end = Math.max(0, info.indexOf(0));
        this.keys.set(fromUtf8(info.subarray(0, end)), { key: key.slice(), from: ikm.slice(), context: info.slice(end + 1) });
        return key;
      },
      generateSigningKey: () => {
        this.device = primitives.generateSigningKey();
        return this.device;
      },
    };
  }

  key(label: string): Uint8Array {
    const known = this.keys.get(label);
    if (known === undefined) throw new Error(`${label} was not derived yet`);
    return known.key;
  }

  channel(channel: Channel): Channel {
    const other = this.#side === "exporter" ? "importer" : "exporter";
    const outward = direction(this.#side);
    const inward = direction(other);
    const { kind, chunkSize } = channel;
    return {
      kind,
      chunkSize,
      send: async (frame) => {
        const body = this.#open(outward, frame);
        const message = body && readable(body);
        if (message === undefined) {
          if (body) outward.out++;
          return channel.send(frame);
        }
        for (const said of (await this.#lies.say?.(message, this)) ?? [message]) await channel.send(this.#seal(outward, said));
      },
      frames: () => this.#hear(channel, inward),
      close: () => channel.close(),
    };
  }

  async *#hear(channel: Channel, inward: Direction): AsyncGenerator<Uint8Array> {
    for await (const frame of channel.frames()) {
      const body = this.#open(inward, frame);
      const message = body && readable(body);
      if (message) this.heard.set(message.name, { message, body });
      yield message && this.#lies.hear
        ? sealRecord(this.primitives, this.key(inward.label), inward.in - 1, encodeMessage(this.#lies.hear(message, this)))
        : frame;
    }
  }

  /** Under the newest key of that direction that opens it; undefined for what is in clear. */
  #open(way: Direction, frame: Uint8Array): Uint8Array | undefined {
    for (const label of way.labels) {
      const known = this.keys.get(label);
      if (known === undefined) continue;
      const expected = label === way.label ? way.in : 0;
      try {
        const body = openRecord(this.primitives, known.key, expected, frame);
        if (label !== way.label) way.out = 0;
        way.label = label;
        way.in = expected + 1;
        return body;
      } catch {
        // the next label, or in clear
      }
    }
    return undefined;
  }

  #seal(way: Direction, message: Message): Uint8Array {
    return sealRecord(this.primitives, this.key(way.label), way.out++, encodeMessage(message));
  }
}

function direction(side: SideName): Direction {
  return { labels: [`cxt1 traffic ${side}`, `cxt1 handshake ${side}`], in: 0, out: 0, label: "" };
}

/** REVEAL is sealed too and no message of the table. */
function readable(body: Uint8Array): Message | undefined {
  try {
    return decodeMessage(body);
  } catch {
    return undefined;
  }
}
