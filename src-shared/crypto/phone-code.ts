// The code that is read out over the phone: 8 letters of base32 without look-alikes, 40 bits, shown as XXXX-XXXX.

import { ExchangeError } from "../errors.ts";
import type { Primitives } from "./primitives.ts";

export function newPhoneCode(_p: Primitives): string {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** As shown, from what a person typed; undefined when it cannot be one. */
export function normalisePhoneCode(_text: string): string | undefined {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** The 8 digits, from what a person typed; undefined when it cannot be them. */
export function normaliseDigits(_text: string): string | undefined {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
