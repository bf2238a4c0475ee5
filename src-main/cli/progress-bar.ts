// How far a transfer is, for people: phase, share, amount, a smoothed rate and the time left.

import type { Phase, Progress } from "../../src-shared/exchange/ports.ts";
import { pad } from "./plain-text.ts";
import { count, duration, size } from "./wording.ts";

/** Seconds after which an old rate counts for a third. */
const MEMORY = 3;

const PHASE_NAMES: Record<Phase, string> = {
  connecting: "connecting",
  pairing: "pairing",
  approving: "to be approved",
  preparing: "preparing",
  sending: "sending",
  checking: "checking",
  "key-handed-over": "key handed over",
  verifying: "verifying",
  done: "done",
  failed: "stopped",
};

/** Amount a second, smoothed over time and not over calls; starts anew with each phase. */
export class RateMeter {
  #phase: string | undefined;
  #done = 0;
  #at = 0;
  #rate: number | undefined;

  /** `at`: milliseconds of a clock that never goes back. Undefined until two readings are apart. */
  take({ phase, done }: Pick<Progress, "phase" | "done">, at: number): number | undefined {
    const seconds = (at - this.#at) / 1000;
    if (phase !== this.#phase || done < this.#done) {
      this.#rate = undefined;
      this.#phase = phase;
    } else if (seconds > 0) {
      const now = (done - this.#done) / seconds;
      const weight = 1 - Math.exp(-seconds / MEMORY);
      this.#rate = this.#rate === undefined ? now : this.#rate + weight * (now - this.#rate);
    } else return this.#rate;
    this.#done = done;
    this.#at = at;
    return this.#rate;
  }
}

/** One line of at most `columns`. */
export function progressLine({ phase, done, total, unit }: Progress, rate: number | undefined, columns: number): string {
  if (total === 0) return PHASE_NAMES[phase];
  const share = Math.min(1, done / total);
  const amount = `${amountOf(done, unit)} of ${amountOf(total, unit)}`;
  const speed = rate === undefined ? "" : `${amountOf(Math.round(rate), unit)}/s`;
  const left = rate && done < total ? `${duration((total - done) / rate)} left` : "";
  const words = [`${String(Math.floor(share * 100)).padStart(3)} %`, amount, speed, left].filter((part) => part !== "").join("  ");
  const name = pad(PHASE_NAMES[phase], 15);
  const room = Math.min(24, columns - name.length - words.length - 5);
  const filled = Math.round(share * room);
  const bar = room < 4 ? "" : `${"█".repeat(filled)}${"░".repeat(room - filled)} `;
  return `${name} ${bar}${words}`.slice(0, Math.max(0, columns - 1));
}

/** For a log: the phase and how much it has before it. */
export function phaseLine({ phase, total, unit }: Progress): string {
  return total === 0 ? PHASE_NAMES[phase] : `${PHASE_NAMES[phase]}  ${unit === "bytes" ? size(total) : count(total, "item")}`;
}

function amountOf(number: number, unit: Progress["unit"]): string {
  return unit === "bytes" ? size(number) : String(number);
}
