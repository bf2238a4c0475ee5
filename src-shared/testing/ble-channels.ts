// Two Bluetooth channels joined by a simulated air, on a clock that moves only as far as the next thing that falls due.

import { openBleChannel } from "../bluetooth/ble-channel.ts";
import type { Channel } from "../exchange/channel.ts";
import { Air, type Weather } from "./air.ts";
import { FakeClock } from "./fake-clock.ts";
import { seededRandom } from "./random.ts";

export type OnAir = {
  readonly clock: FakeClock;
  readonly air: Air;
  readonly central: Channel;
  readonly peripheral: Channel;
  /** Lets time pass until `work` has settled. */
  readonly until: <T>(work: Promise<T>) => Promise<T>;
};

/** `turn`: one turn of the event loop; `seed`: of what the weather does by chance. */
export async function channelsOnAir(turn: () => Promise<void>, weather: Weather = {}, seed: string | number = "air"): Promise<OnAir> {
  const clock = new FakeClock();
  const air = new Air(clock, { random: fraction(seed), ...weather });
  const until = <T>(work: Promise<T>) => clock.until(work, turn);
  const [central, peripheral] = await until(Promise.all([openBleChannel(air.central, { clock }), openBleChannel(air.peripheral, { clock })]));
  return { clock, air, central, peripheral, until };
}

/** Numbers from 0 to below 1 that depend on `seed` alone. */
export function fraction(seed: string | number): () => number {
  const random = seededRandom(seed);
  let bytes = random(1024);
  let at = 0;
  return () => {
    if (at === bytes.length) {
      bytes = random(1024);
      at = 0;
    }
    return ((bytes[at++] as number) * 256 + (bytes[at++] as number)) / 65_536;
  };
}
