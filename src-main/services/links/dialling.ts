// Links to one computer as its exporter makes them: over whichever of its addresses answers first, or by Bluetooth.

import { openBleChannel } from "../../../src-shared/bluetooth/ble-channel.ts";
import type { BleCentral, Sighting } from "../../../src-shared/bluetooth/ports.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import type { Address } from "../address.ts";
import { firstOf } from "./first-of.ts";
import type { Connect } from "./ports.ts";

/** Milliseconds that one of several addresses has before the next is tried beside it, and until it counts as not answering. */
const NEXT_ADDRESS = 300;
const ADDRESS = 5000;
/** Milliseconds in which Bluetooth has to hear a computer that advertises. ble.md §6.4 gives a scan twice as much; it is begun again. */
const SIGHT = 15_000;

/** Throws what the first address threw, and `owner.cancelled` when `signal` says so. */
export function dialLan(connect: Connect, addresses: readonly Address[], clock: Clock, signal: AbortSignal): Promise<Channel> {
  const attempts = addresses.map(
    ({ host, port }) =>
      (over: AbortSignal) =>
        connect(host, port, { timeoutMs: ADDRESS, signal: over }),
  );
  return firstOf(attempts, { clock, headStart: NEXT_ADDRESS, signal, discard: (late) => late.close() });
}

export type BluetoothDial = { readonly central: BleCentral; readonly id: string; readonly seen?: Sighting | undefined; readonly clock: Clock };

/** Looks for it first unless it was `seen`. Throws `transport.…`, `owner.cancelled` when `signal` says so, or a BluetoothProblem. */
export async function dialBluetooth({ central, id, seen, clock }: BluetoothDial, signal: AbortSignal): Promise<Channel> {
  const sighting = seen ?? (await sight(central, id, clock, signal));
  const gatt = await sighting.connect(signal);
  try {
    return await openBleChannel(gatt, { clock, signal });
  } catch (thrown) {
    gatt.close();
    throw thrown;
  }
}

async function sight(central: BleCentral, id: string, clock: Clock, signal: AbortSignal): Promise<Sighting> {
  const { promise, resolve, reject } = Promise.withResolvers<Sighting>();
  const cancel = () => reject(new ExchangeError("owner.cancelled"));
  if (signal.aborted) throw new ExchangeError("owner.cancelled");
  signal.addEventListener("abort", cancel, { once: true });
  const cancelTimer = clock.after(SIGHT, () => reject(new ExchangeError("transport.unreachable", { detail: "not seen by Bluetooth" })));
  const scan = central.scan((sighting) => {
    if (sighting.id === id) resolve(sighting);
  }, reject);
  try {
    return await promise;
  } finally {
    scan.stop();
    cancelTimer();
    signal.removeEventListener("abort", cancel);
  }
}
