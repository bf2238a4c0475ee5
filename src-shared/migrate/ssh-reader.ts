// Reads the length-prefixed values of SSH structures, RFC 4251 §5.

import { fromUtf8, readUint32 } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";

export type SshReader = { number(): number; string(): Uint8Array; text(): string; rest(): Uint8Array };

/** Every method throws `format.malformed` when the bytes end too early. */
export function sshReader(bytes: Uint8Array): SshReader {
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw new ExchangeError("format.malformed", { detail: "ssh structure" });
    at += length;
    return bytes.subarray(at - length, at);
  };
  const string = () => take(readUint32(take(4)));
  const text = () => {
    try {
      return fromUtf8(string());
    } catch (cause) {
      throw new ExchangeError("format.malformed", { detail: "ssh structure", cause });
    }
  };
  return { number: () => readUint32(take(4)), string, text, rest: () => bytes.subarray(at) };
}
