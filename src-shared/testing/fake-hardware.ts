// Hardware that keeps keys, for tests: another one cannot open what it wrapped, wrong PINs lock it, and it can be told to forget or to be away.

import { concat, utf8 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import type { Gesture, HardwareProvider, HardwareState, KeyHardware } from "../vault/ports.ts";

const NONCE = 12;
const TRIES = 3;

export class FakeHardware implements KeyHardware {
  readonly provider: HardwareProvider;
  /** What the system's prompt of providers without a PIN is answered with; the gesture is made when undefined. */
  refuses: ExchangeError | undefined;
  is: HardwareState = "ready";
  /** Gives another key than it was given. */
  forgets = false;
  readonly gestures: Gesture[] = [];
  readonly forgotten: Uint8Array[] = [];
  readonly #p: Primitives;
  readonly #root: Uint8Array;
  #wrong = 0;

  constructor(p: Primitives, provider: HardwareProvider = "tpm") {
    this.#p = p;
    this.provider = provider;
    this.#root = p.random(32);
  }

  async state(): Promise<HardwareState> {
    return this.#wrong >= TRIES ? "locked-out" : this.is;
  }

  async trouble(): Promise<string | undefined> {
    return this.is === "unavailable" ? "no-device" : undefined;
  }

  async wrap(key: Uint8Array, gesture: Gesture): Promise<Uint8Array> {
    await this.#ready(gesture);
    const inner = this.#seal(this.#pinKey(gesture), this.forgets ? new Uint8Array(key.length) : key);
    return this.#seal(this.#root, inner);
  }

  async unwrap(wrapped: Uint8Array, gesture: Gesture): Promise<Uint8Array> {
    await this.#ready(gesture);
    const inner = this.#open(this.#root, wrapped);
    if (inner === undefined) throw new ExchangeError("hardware.changed");
    const key = this.#open(this.#pinKey(gesture), inner);
    if (key !== undefined) return key;
    this.#wrong++;
    throw new ExchangeError("hardware.wrong-pin");
  }

  async forget(wrapped: Uint8Array): Promise<void> {
    this.forgotten.push(wrapped);
  }

  async #ready(gesture: Gesture): Promise<void> {
    this.gestures.push(gesture);
    const state = await this.state();
    if (state === "locked-out") throw new ExchangeError("hardware.locked-out", { detail: "600 s" });
    if (state === "unavailable") throw new ExchangeError("hardware.unavailable", { detail: "no-device" });
    if (this.refuses !== undefined) throw this.refuses;
  }

  #pinKey({ pin }: Gesture): Uint8Array {
    return pin === undefined ? this.#p.sha256(utf8("no pin")) : pin.use((bytes) => this.#p.sha256(bytes));
  }

  #seal(key: Uint8Array, plaintext: Uint8Array): Uint8Array {
    const nonce = this.#p.random(NONCE);
    return concat(nonce, this.#p.seal(key, nonce, new Uint8Array(0), plaintext));
  }

  #open(key: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
    return this.#p.open(key, sealed.subarray(0, NONCE), new Uint8Array(0), sealed.subarray(NONCE));
  }
}
