// Whether bytes are a private key a passkey can have.

import { pkcs8Algorithm } from "../cxf/pkcs8.ts";
import { ExchangeError } from "../errors.ts";

/** The key itself when it is PKCS#8 DER, otherwise undefined. */
export function passkeyKey(der: Uint8Array | undefined): Uint8Array | undefined {
  if (der === undefined) return undefined;
  try {
    pkcs8Algorithm(der);
    return der;
  } catch (thrown) {
    if (thrown instanceof ExchangeError) return undefined;
    throw thrown;
  }
}
