// What happens to attribute values between two stacks: one is lost, one comes after later ones, one is too long, and at one the link breaks.
// The same at every run: the dice are seeded.

/** One value as it came in packets. */
export type Held = { readonly handle: number; readonly packets: readonly Buffer[] };
export type Counted = { lost: number; late: number; breaks: number };
export type Faults = { readonly lost?: number; readonly late?: number; readonly breaksEvery?: number };
type Acts = { deliver(held: Held): void; breakLink(handle: number): void };
type Waiting = { readonly held: Held; after: number; readonly timer: NodeJS.Timeout };

const ATTRIBUTES = 4;
const [MTU_REQUEST, MTU_RESPONSE, NOTIFICATION, WRITE_COMMAND] = [0x02, 0x03, 0x1b, 0x52];
/** A late value comes after up to so many others, as was measured between two BlueZ, or when nothing else comes for so long. */
const LATEST = 33;
const LATEST_MS = 40;

export class ValueFaults {
  /** What has happened so far. */
  readonly counted: Counted = { lost: 0, late: 0, breaks: 0 };
  readonly #faults: Faults;
  readonly #acts: Acts;
  readonly #units = new Map<number, number>();
  #waiting: Waiting[] = [];
  #values = 0;
  #dice = 0x2545f491;

  constructor(faults: Faults, acts: Acts) {
    this.#faults = faults;
    this.#acts = acts;
  }

  /** L2CAP bytes of either direction: the longest value both agree on is said in them. */
  seen(handle: number, bytes: Buffer): void {
    const kind = bytes[4];
    if (bytes.length < 7 || bytes.readUInt16LE(2) !== ATTRIBUTES || (kind !== MTU_REQUEST && kind !== MTU_RESPONSE)) return;
    this.#units.set(handle, Math.min(this.#units.get(handle) ?? 0xffff, bytes.readUInt16LE(5)));
  }

  gone(handle: number): void {
    this.#units.delete(handle);
    for (const { held, timer } of this.#waiting) if (held.handle === handle) clearTimeout(timer);
    this.#waiting = this.#waiting.filter(({ held }) => held.handle !== handle);
  }

  came(held: Held, bytes: Buffer): void {
    this.seen(held.handle, bytes);
    const unanswered = bytes.readUInt16LE(2) === ATTRIBUTES && (bytes[4] === NOTIFICATION || bytes[4] === WRITE_COMMAND);
    if (unanswered) this.#valueCame(held, bytes);
    else this.#acts.deliver(held);
  }

  #valueCame(held: Held, bytes: Buffer): void {
    const { lost = 0, late = 0, breaksEvery } = this.#faults;
    this.#values++;
    const tooLong = bytes.length - 4 > (this.#units.get(held.handle) ?? 23);
    if (breaksEvery !== undefined && this.#values % breaksEvery === 0) this.#break(held.handle);
    else if (!tooLong && this.#chance(late)) this.#hold(held);
    else if (tooLong || this.#chance(lost)) this.counted.lost++;
    else this.#acts.deliver(held);
    this.#overtaken();
  }

  #break(handle: number): void {
    this.counted.breaks++;
    this.#acts.breakLink(handle);
  }

  #hold(held: Held): void {
    this.counted.late++;
    const waiting = { held, after: 1 + (this.#roll() % LATEST), timer: setTimeout(() => this.#release(waiting), LATEST_MS) };
    this.#waiting.push(waiting);
  }

  #overtaken(): void {
    for (const waiting of [...this.#waiting]) if (waiting.after-- === 0) this.#release(waiting);
  }

  #release(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    this.#waiting = this.#waiting.filter((one) => one !== waiting);
    this.#acts.deliver(waiting.held);
  }

  #chance(percent: number): boolean {
    return this.#roll() % 100 < percent;
  }

  #roll(): number {
    this.#dice ^= this.#dice << 13;
    this.#dice ^= this.#dice >>> 17;
    this.#dice ^= this.#dice << 5;
    return this.#dice >>> 0;
  }
}
