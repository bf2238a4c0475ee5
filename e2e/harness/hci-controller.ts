// Stands in for bluetooth-hci-socket under noble and bleno: HCI packets to and from one controller of a btvirt (bluetooth-air.ts), over its Unix
// socket, and on the way the faults a radio and real stacks have. They lose and reorder attribute values, never the packets of one value.

import { EventEmitter } from "node:events";
import { createRequire, Module } from "node:module";
import { connect, type Socket } from "node:net";
import { type Counted, type Held, ValueFaults } from "./value-faults.ts";

export type Radio = {
  /** The socket of the air this controller is in. */
  readonly socket: string;
  /** Bytes per second that leave; the real back-pressure of the stack follows from it. */
  readonly rate?: number;
  /** dBm at which others are heard. */
  readonly rssi?: number;
  /** Of a hundred values that come, so many get lost, and so many come after later ones. */
  readonly lost?: number;
  readonly late?: number;
  /** The link breaks at every so manyeth value that comes. */
  readonly breaksEvery?: number;
};

/** Hears the bytes that are advertised or answered to scans with. */
export type OnAired = (data: Uint8Array) => void;

const [COMMAND, ACL, EVENT] = [1, 2, 4];
const [DISCONNECT, READ_RSSI, ADVERTISING_DATA, SCAN_RESPONSE, SCAN_ENABLE] = [0x0406, 0x1405, 0x2008, 0x2009, 0x200c];
const [CREATE_CONNECTION, CANCEL_CONNECTION] = [0x200d, 0x200e];
const [DISCONNECTED, COMMAND_COMPLETE, COMMAND_STATUS, COMPLETED_PACKETS, LE_META] = [0x05, 0x0e, 0x0f, 0x13, 0x3e];
const [UNKNOWN_CONNECTION, CONNECTION_TIMEOUT, NOT_ESTABLISHED] = [0x02, 0x08, 0x3e];
/** btvirt says who advertises only when a scan begins; a real controller hears it again and again. */
const HEARD_AGAIN_MS = 100;
/** It refuses at once to connect to whom it does not hear, where a real controller waits until it is told not to. */
const CONNECT_AGAIN_MS = 20;

/** From now on noble and bleno of this process use such controllers, each instance its own. The answer says what happened to values on all of them. */
export function installController(radio: Radio, onAired: OnAired = () => {}): () => Counted {
  const all: Controller[] = [];
  class Controller extends HciController {
    constructor() {
      super(radio, onAired);
      all.push(this);
    }
  }
  const require = createRequire(import.meta.url);
  for (const [library, driver, exports] of [
    ["@abandonware/noble", "@abandonware/bluetooth-hci-socket", Controller],
    ["@stoprocent/bleno", "@stoprocent/bluetooth-hci-socket", { loadDriver: () => Controller }],
  ] as const) {
    const id = createRequire(require.resolve(library)).resolve(driver);
    require.cache[id] = Object.assign(new Module(id), { filename: id, loaded: true, exports });
  }
  const sum = (of: keyof Counted) => all.reduce((total, { counted }) => total + counted[of], 0);
  return () => ({ lost: sum("lost"), late: sum("late"), breaks: sum("breaks") });
}

class HciController extends EventEmitter {
  readonly #radio: Radio;
  readonly #onAired: OnAired;
  readonly #faults: ValueFaults;
  #socket: Socket | undefined;
  #rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  /** Sizes of the packets that wait for their turn on the air, and when it is free again. */
  readonly #flying: number[] = [];
  #airFree = 0;
  #scanAgain: NodeJS.Timeout | undefined;
  #connecting: Buffer | undefined;
  #connectAgain: NodeJS.Timeout | undefined;
  /** By command, in the order they were given: whether the host hears the answer. */
  readonly #answers = new Map<number, boolean[]>();
  /** Packets of a value that is not complete yet, by connection. */
  readonly #parts = new Map<number, Buffer[]>();

  constructor(radio: Radio, onAired: OnAired) {
    super();
    this.#radio = radio;
    this.#onAired = onAired;
    this.#faults = new ValueFaults(radio, {
      deliver: (held) => this.#toHost(...held.packets),
      breakLink: (handle) => this.#breakLink(handle),
    });
  }

  get counted(): Counted {
    return this.#faults.counted;
  }

  bindRaw(): number {
    this.#socket ??= this.#connect();
    return 0;
  }

  bindUser(): number {
    return this.bindRaw();
  }

  bindControl(): void {} // bleno opens one for each connection, and uses it to pair, which is never done

  isDevUp(): boolean {
    return this.#socket !== undefined;
  }

  setFilter(): void {}
  start(): void {}

  stop(): void {
    clearInterval(this.#scanAgain);
    clearTimeout(this.#connectAgain);
    this.#socket?.end();
    this.#socket = undefined;
  }

  write(packet: Buffer): void {
    if (packet[0] === ACL) {
      this.#flying.push(packet.length);
      this.#faults.seen(handleOf(packet), packet.subarray(5));
    }
    if (packet[0] === COMMAND && this.#ownAnswer(packet)) return;
    if (packet[0] === COMMAND) this.#watched(packet);
    this.#socket?.write(packet);
  }

  #connect(): Socket {
    const socket = connect(this.#radio.socket);
    socket.on("data", (bytes) => this.#parse(bytes));
    socket.on("error", (error) => this.emit("error", error));
    return socket;
  }

  #ownAnswer(command: Buffer): boolean {
    const opcode = command.readUInt16LE(1);
    const { rssi } = this.#radio;
    const complete = (...values: readonly number[]) => Buffer.from([EVENT, COMMAND_COMPLETE, 4 + values.length, 1, ...command.subarray(1, 3), 0, ...values]);
    if (opcode === READ_RSSI && rssi !== undefined) {
      const answer = complete(...command.subarray(4, 6), rssi & 255);
      setImmediate(() => this.#toHost(answer));
      return true;
    }
    if (opcode !== CANCEL_CONNECTION || this.#connectAgain === undefined) return false;
    clearTimeout(this.#connectAgain);
    this.#connectAgain = undefined;
    const ended = Buffer.from([EVENT, LE_META, 19, 1, UNKNOWN_CONNECTION, ...new Uint8Array(17)]);
    setImmediate(() => this.#toHost(complete(), ended));
    return true;
  }

  #watched(command: Buffer): void {
    const opcode = command.readUInt16LE(1);
    this.#expectAnswer(opcode, true);
    if (opcode === ADVERTISING_DATA || opcode === SCAN_RESPONSE) this.#onAired(command.subarray(5, 5 + (command[4] ?? 0)));
    if (opcode === CREATE_CONNECTION) this.#connecting = command;
    if (opcode !== SCAN_ENABLE) return;
    clearInterval(this.#scanAgain);
    if (command[4] === 1) this.#scanAgain = setInterval(() => this.#scan(command), HEARD_AGAIN_MS).unref();
  }

  #scan(enable: Buffer): void {
    for (const on of [0, 1]) {
      this.#expectAnswer(SCAN_ENABLE, false);
      this.#socket?.write(Buffer.concat([enable.subarray(0, 4), Buffer.from([on]), enable.subarray(5)]));
    }
  }

  #keepConnecting(): void {
    this.#connectAgain = setTimeout(() => {
      this.#connectAgain = undefined;
      this.#expectAnswer(CREATE_CONNECTION, false);
      if (this.#connecting !== undefined) this.#socket?.write(this.#connecting);
    }, CONNECT_AGAIN_MS);
  }

  #breakLink(handle: number): void {
    this.#expectAnswer(DISCONNECT, false);
    this.#socket?.write(Buffer.from([COMMAND, DISCONNECT & 255, DISCONNECT >> 8, 3, handle & 255, handle >> 8, CONNECTION_TIMEOUT]));
  }

  #expectAnswer(opcode: number, forHost: boolean): void {
    const waiting = this.#answers.get(opcode) ?? [];
    waiting.push(forHost);
    this.#answers.set(opcode, waiting);
  }

  #parse(bytes: Buffer): void {
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    let at = 0;
    while (all.length - at >= 5) {
      const length = all[at] === EVENT ? 3 + (all[at + 2] ?? 0) : 5 + all.readUInt16LE(at + 3);
      if (all.length - at < length) break;
      this.#fromAir(Buffer.from(all.subarray(at, at + length)));
      at += length;
    }
    this.#rest = all.subarray(at);
  }

  #fromAir(packet: Buffer): void {
    if (packet[0] === ACL) this.#gather(packet);
    else this.#event(packet);
  }

  #event(packet: Buffer): void {
    const kind = packet[1];
    if (kind === COMMAND_COMPLETE || kind === COMMAND_STATUS) {
      const opcode = packet.readUInt16LE(kind === COMMAND_COMPLETE ? 4 : 5);
      if (this.#answers.get(opcode)?.shift() === false) return;
    }
    if (kind === DISCONNECTED) {
      this.#parts.delete(packet.readUInt16LE(4));
      this.#faults.gone(packet.readUInt16LE(4));
    }
    if (kind === LE_META && packet[3] === 2 && this.#radio.rssi !== undefined) packet.writeInt8(this.#radio.rssi, packet.length - 1);
    if (kind === LE_META && packet[3] === 1 && packet[4] === NOT_ESTABLISHED) this.#keepConnecting();
    else if (kind === COMPLETED_PACKETS && this.#radio.rate !== undefined) this.#whenAired(packet, this.#radio.rate);
    else this.#toHost(packet);
  }

  #whenAired(packet: Buffer, rate: number): void {
    const now = performance.now();
    this.#airFree = Math.max(now, this.#airFree) + ((this.#flying.shift() ?? 0) / rate) * 1000;
    setTimeout(() => this.#toHost(packet), this.#airFree - now);
  }

  #gather(packet: Buffer): void {
    const handle = handleOf(packet);
    const begins = ((packet[2] ?? 0) >> 4) % 4 !== 1;
    const parts = [...(begins ? [] : (this.#parts.get(handle) ?? [])), packet];
    const value = Buffer.concat(parts.map((part) => part.subarray(5)));
    const complete = value.length >= 4 && value.length === 4 + value.readUInt16LE(0);
    if (!complete) return void this.#parts.set(handle, parts);
    this.#parts.delete(handle);
    const held: Held = { handle, packets: parts };
    this.#faults.came(held, value);
  }

  #toHost(...packets: readonly Buffer[]): void {
    for (const packet of packets) this.emit("data", packet);
  }
}

function handleOf(packet: Buffer): number {
  return packet.readUInt16LE(1) & 0xfff;
}
