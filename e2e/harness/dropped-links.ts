// Links that break again and again, on the network and by Bluetooth, at places that a seed decides: a network in front of the real one that
// is cut after some bytes and stays away for a while, and Bluetooth connections that are ended after some values.

import { connect, createServer, type Socket } from "node:net";
import { connectTcp } from "../../src-main/platform/tcp.ts";
import type { Connect } from "../../src-main/services/links/ports.ts";
import type { BleCentral, GattLink } from "../../src-shared/bluetooth/ports.ts";
import { readUint32 } from "../../src-shared/bytes.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import { seededRandom } from "../../src-shared/testing/random.ts";

export type Dropped = { readonly lan: number; readonly ble: number };

/** Bytes that a network lasts; values that a Bluetooth connection does, and that it does when the network comes back meanwhile. */
const BYTES = [1000, 24_000] as const;
const VALUES = [20, 120] as const;
const LONGER = [150, 400] as const;
/** Of ten: times that the network is away after a drop; times that it comes back while Bluetooth lasts. */
const AWAY = 4;
const BACK_MEANWHILE = 3;

export class DroppedLinks {
  readonly #random: (length: number) => Uint8Array;
  readonly #most: number;
  #away = true;
  #dropping = false;
  readonly dropped = { lan: 0, ble: 0 };

  /** Not more than `most` drops, none before `start`. Until then the network is away. */
  constructor(seed: string, most: number) {
    this.#random = seededRandom(seed);
    this.#most = most;
  }

  start(): void {
    this.#dropping = true;
  }

  readonly connect: Connect = async (host, port, options) => {
    if (this.#away) throw new ExchangeError("transport.unreachable", { detail: "away" });
    const server = createServer((near) => this.#relay(near, connect(port, host))).listen(0, "127.0.0.1");
    try {
      await new Promise<void>((resolve) => server.once("listening", resolve));
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("no port");
      return await connectTcp("127.0.0.1", address.port, options);
    } finally {
      server.close();
    }
  };

  /** The same, whose connections end after a while. */
  central(central: BleCentral): BleCentral {
    return {
      state: () => central.state(),
      scan: (onSeen, onTrouble) =>
        central.scan((sighting) => onSeen({ ...sighting, connect: async (signal) => this.#breaking(await sighting.connect(signal)) }), onTrouble),
    };
  }

  #relay(near: Socket, far: Socket): void {
    let left = this.#between(BYTES);
    const end = () => {
      near.destroy();
      far.destroy();
    };
    const count = (piece: Uint8Array, source: Socket, to: Socket) => {
      const last = this.#dropping && left > 0 && left <= piece.length && this.#drop("lan");
      if (last) {
        to.end(piece.subarray(0, left)); // so far it came
        source.destroy();
      } else to.write(piece);
      left -= piece.length;
    };
    near.on("data", (piece) => count(piece, near, far)).on("error", end);
    far.on("data", (piece) => count(piece, far, near)).on("error", end);
    near.on("close", () => far.end());
    far.on("close", () => near.end());
  }

  #breaking(link: GattLink): GattLink {
    const meanwhile = this.#dropping && this.#chance(BACK_MEANWHILE);
    let left = this.#between(meanwhile ? LONGER : VALUES);
    if (meanwhile) this.#away = false;
    const count = () => {
      if (this.#dropping && --left === 0 && this.#drop("ble")) link.close();
    };
    return {
      role: link.role,
      closed: link.closed,
      ...(link.info && { info: link.info }),
      send(value, confirmed) {
        count();
        return link.send(value, confirmed);
      },
      receive: (onValue) =>
        link.receive((value) => {
          count();
          onValue(value);
        }),
      close: () => link.close(),
    };
  }

  /** False when there were enough. */
  #drop(kind: keyof Dropped): boolean {
    const { lan, ble } = this.dropped;
    if (lan + ble >= this.#most) {
      this.#away = false;
      return false;
    }
    this.dropped[kind]++;
    this.#away = kind === "lan" && this.#chance(AWAY);
    return true;
  }

  #chance(ofTen: number): boolean {
    return this.#roll() % 10 < ofTen;
  }

  #between([from, to]: readonly [number, number]): number {
    return from + (this.#roll() % (to - from));
  }

  #roll(): number {
    return readUint32(this.#random(4));
  }
}
