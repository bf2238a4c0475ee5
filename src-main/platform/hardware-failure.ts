// What the addon says went wrong with a key in hardware or a prompt of the system, as the product's own errors.

import { ExchangeError } from "../../src-shared/errors.ts";
import type { Refusal } from "../../src-shared/presence/presence.ts";
import { type NativeFailure, nativeFailure } from "./native.ts";

const REFUSALS: { readonly [failure in NativeFailure]?: Refusal } = {
  cancelled: "presence.cancelled",
  denied: "presence.denied",
  "locked-out": "presence.locked-out",
};

/** Why the system's prompt was not answered with yes; undefined when something else went wrong. */
export function refusalOf(thrown: unknown): Refusal | undefined {
  const failure = nativeFailure(thrown);
  return failure && REFUSALS[failure];
}

/** Of a call to hardware: its own codes, or why its prompt was not answered. */
function hardwareError(thrown: unknown): ExchangeError {
  if (thrown instanceof ExchangeError) return thrown;
  const failure = nativeFailure(thrown);
  if (failure === undefined) return new ExchangeError("internal.bug", { cause: thrown });
  const refusal = REFUSALS[failure];
  if (refusal !== undefined) return new ExchangeError(refusal);
  if (failure === "changed" || failure === "missing") return new ExchangeError("hardware.changed");
  return new ExchangeError("hardware.unavailable", { detail: failure, cause: thrown });
}

/** Runs it and throws the product's errors only. */
export async function withHardware<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw hardwareError(thrown);
  }
}
