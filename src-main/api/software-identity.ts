// A device key held in memory, for hosts that keep it themselves. One in hardware implements DeviceIdentity instead.

import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import type { DeviceIdentity } from "../../src-shared/exchange/ports.ts";
import { nodePrimitives } from "../platform/primitives.ts";

/**
 * Who this computer is to others: keep `key` and give it again next time, so that they recognise it.
 *
 * @example const identity = softwareIdentity("Anna's laptop", nodePrimitives.generateSigningKey());
 */
export function softwareIdentity(
  name: string,
  key: ReturnType<Primitives["generateSigningKey"]> = nodePrimitives.generateSigningKey(),
  known: (publicKey: Uint8Array) => string | undefined = () => undefined,
): DeviceIdentity {
  return { publicKey: key.publicKey, name, known, sign: async (message) => nodePrimitives.sign(key.privateKey, message) };
}
