// The other computer as the window shows it: what it calls itself is its claim, cut and cleaned.

import type { Primitives } from "../../../src-shared/crypto/primitives.ts";
import type { Counterpart } from "../../../src-shared/exchange/ports.ts";
import type { CounterpartView } from "../../../src-shared/ipc/views-transfer.ts";
import { deviceFingerprint } from "./device-fingerprint.ts";
import { shownText } from "./shown-text.ts";

/** Characters of a device's name. */
export const NAME_LENGTH = 64;

export function counterpartView(primitives: Pick<Primitives, "sha256">, { name, publicKey, knownAs }: Counterpart): CounterpartView {
  const fingerprint = deviceFingerprint(primitives, publicKey);
  return { claims: shownText(name, NAME_LENGTH), fingerprint, ...(knownAs !== undefined && { knownAs: shownText(knownAs, NAME_LENGTH) }) };
}
