// How close a computer seems to be by the strength of what it sends: a hint for “move closer”, never evidence. ble.md §6.7. Pure.

export type Closeness = "near" | "far";

/** Signals that are needed before anything is said, and that are looked back on. */
const ENOUGH = 5;
const KEPT = 9;
/** dBm. Adapters differ by 10 and more, hence the gap. */
const NEAR_ABOVE = -60;
const FAR_BELOW = -75;

/** The last ones with `rssi` added, in dBm; what no radio measures (127: unknown) is left out. */
export function withSignal(signals: readonly number[], rssi: number | undefined): readonly number[] {
  if (rssi === undefined || !Number.isFinite(rssi) || rssi < -127 || rssi > 20) return signals;
  return [...signals, rssi].slice(-KEPT);
}

/** Undefined while too little was heard, and in between. */
export function closenessOf(signals: readonly number[]): Closeness | undefined {
  if (signals.length < ENOUGH) return undefined;
  const median = signals.toSorted((a, b) => a - b)[Math.floor(signals.length / 2)] ?? 0;
  if (median > NEAR_ABOVE) return "near";
  return median < FAR_BELOW ? "far" : undefined;
}
