// A channel over two screens that face two cameras: each side shows pictures one after the other and hears what the other one read. docs/camera.md
// It authenticates nobody: a recording of an earlier transfer is told apart by the numbers both sides draw, everything else by the session.

import { hex } from "../bytes.ts";
import type { Clock } from "../clock.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import type { Channel } from "../exchange/channel.ts";
import { CAMERA_RATE } from "./estimate.ts";
import { Incoming } from "./incoming.ts";
import { Outgoing } from "./outgoing.ts";
import { Pace } from "./pace.ts";
import { type CameraRole, decodePicture, encodePicture, OPENING_LENGTH, type Picture } from "./picture.ts";

export type CameraPorts = {
  readonly primitives: Pick<Primitives, "random">;
  readonly clock: Clock;
  readonly role: CameraRole;
  /** Puts a picture on the screen in the place of the one before. */
  readonly show: (picture: Uint8Array) => void;
  /** The screen is not needed any more. Once. */
  readonly over: () => void;
};

/** Milliseconds without a picture of the other side after which the link is lost. */
const SILENCE = 60_000;
/** Milliseconds that a closed link still shows what was sent, and then what it has read. */
const DELIVERY = 10_000;
const LINGER = 2500;
const NOBODY: Uint8Array = new Uint8Array(OPENING_LENGTH);
const NUMBERS = 1 << 16;

export class CameraLink {
  readonly #ports: CameraPorts;
  readonly #opening: Uint8Array;
  readonly #incoming = new Incoming();
  readonly #outgoing = new Outgoing();
  readonly #pace = new Pace();
  readonly #met = Promise.withResolvers<Channel>();
  /** Whose pictures are read: whoever was seen last until somebody answers ours, then that one only. */
  #other = NOBODY;
  #linked = false;
  #shown = 0;
  #read = 0;
  #last = 0;
  /** When the other side was last read. */
  #seenAt: number | undefined;
  #closedAt: number | undefined;
  #deliveredAt: number | undefined;
  #over = false;
  #disarm = () => {};

  constructor(ports: CameraPorts) {
    this.#ports = ports;
    this.#opening = ports.primitives.random(OPENING_LENGTH);
    this.#met.promise.catch(() => {});
  }

  /** Shows the first picture now; once. */
  start(): void {
    this.#tick();
  }

  /** Resolves when both sides have seen each other; rejects `transport.closed` when it is closed before. */
  get met(): Promise<Channel> {
    return this.#met.promise;
  }

  get linked(): boolean {
    return this.#linked;
  }

  /** Whether the other side was read within the last seconds. */
  sees(within: number): boolean {
    return this.#seenAt !== undefined && this.#ports.clock.elapsed() - this.#seenAt <= within;
  }

  /** What the camera read, whatever it is. */
  saw(content: Uint8Array): void {
    const picture = decodePicture(content);
    if (picture === undefined || picture.from === this.#ports.role || this.#over || !this.#accepts(picture)) return;
    const { shown, heard, carried } = picture;
    if (this.#seenAt !== undefined && shown === this.#last) return;
    this.#seenAt = this.#ports.clock.elapsed();
    this.#last = shown;
    this.#read = (this.#read + 1) % NUMBERS;
    if (!this.#linked) return;
    this.#pace.heard(heard.pictures, heard.last);
    this.#outgoing.heard(heard);
    if (carried !== undefined) this.#incoming.take(carried);
  }

  /** What was sent is still shown for a while. */
  close(): void {
    if (this.#closedAt !== undefined) return;
    this.#closedAt = this.#ports.clock.elapsed();
    this.#outgoing.end();
    this.#incoming.frames.discard();
    this.#met.reject(new ExchangeError("transport.closed"));
    if (!this.#linked) this.stop();
  }

  /** Nobody else's pictures once both have seen each other. */
  #accepts({ opening, other }: Picture): boolean {
    const answers = hex(other) === hex(this.#opening);
    if (this.#linked) return answers && hex(opening) === hex(this.#other);
    if (hex(opening) !== hex(this.#other)) {
      this.#other = opening;
      this.#seenAt = undefined;
      this.#read = 0;
    }
    if (answers) this.#meet();
    return true;
  }

  #meet(): void {
    this.#linked = true;
    const outgoing = this.#outgoing;
    this.#met.resolve({
      kind: "camera",
      chunkSize: 4096,
      knownRate: CAMERA_RATE,
      send: async (frame) => {
        if (this.#closedAt !== undefined || this.#over) throw new ExchangeError("transport.closed");
        await outgoing.send(frame);
        if (this.#over) throw new ExchangeError("transport.closed");
      },
      frames: () => this.#incoming.frames,
      close: () => this.close(),
    });
  }

  #tick(): void {
    const { clock } = this.#ports;
    this.#disarm = clock.after(this.#pace.interval, () => this.#tick());
    if (this.#lost()) this.stop();
    else this.#show();
  }

  #lost(): boolean {
    const now = this.#ports.clock.elapsed();
    if (this.#outgoing.delivered) this.#deliveredAt ??= now;
    if (this.#deliveredAt !== undefined && now - this.#deliveredAt > LINGER) return true;
    if (this.#closedAt !== undefined && now - this.#closedAt > DELIVERY) return true;
    return this.#linked && !this.sees(SILENCE);
  }

  #show(): void {
    const { role, show } = this.#ports;
    this.#shown = (this.#shown + 1) % NUMBERS;
    if (this.#linked && this.sees(1000)) this.#pace.showed();
    const carried = this.#linked ? this.#outgoing.carry(this.#pace.symbol, this.#pace.loss) : undefined;
    const heard = { pictures: this.#read, last: this.#last, ...this.#incoming.heard };
    show(encodePicture({ from: role, opening: this.#opening, other: this.#other, shown: this.#shown, heard, ...(carried !== undefined && { carried }) }));
  }

  /** Nothing is shown any more, whether the other side has it or not. */
  stop(): void {
    if (this.#over) return;
    this.#over = true;
    this.#disarm();
    this.#met.reject(new ExchangeError("transport.closed"));
    this.#incoming.frames.finish(new ExchangeError("transport.closed", { detail: "nothing was seen for a while" }));
    this.#outgoing.abandon();
    this.#ports.over();
  }
}
