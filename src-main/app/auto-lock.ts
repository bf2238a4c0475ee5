// When the vault locks by itself: after the time without input that the preferences say.

import type { LockReason, Preferences } from "../../src-shared/ipc/views-app.ts";

/** Milliseconds between two looks. */
export const LOOK_EVERY = 15_000;

export type IdlePorts = {
  /** Seconds since the last input anywhere; always 0 on a system that does not tell. */
  readonly systemIdle: () => number;
  /** Milliseconds that never go back. */
  readonly elapsed: () => number;
  readonly preferences: () => Pick<Preferences, "autoLockMinutes">;
  readonly lock: (because: LockReason) => void;
};

export class AutoLock {
  readonly #ports: IdlePorts;
  #lastInput: number;
  #systemTells = false;

  constructor(ports: IdlePorts) {
    this.#ports = ports;
    this.#lastInput = ports.elapsed();
  }

  /** The owner did something in the window. */
  input(): void {
    this.#lastInput = this.#ports.elapsed();
  }

  look(): void {
    const { autoLockMinutes } = this.#ports.preferences();
    if (autoLockMinutes > 0 && this.#idleSeconds() >= autoLockMinutes * 60) this.#ports.lock("idle");
  }

  /** A system that was never heard to count is taken for one that cannot: then only the window's own input counts. */
  #idleSeconds(): number {
    const system = this.#ports.systemIdle();
    this.#systemTells ||= system > 0;
    return this.#systemTells ? system : (this.#ports.elapsed() - this.#lastInput) / 1000;
  }
}
