// The one-time code of a KDBX entry, in the three spellings: `otp` (KeePassXC), `TimeOtp-*` (KeePass 2), `TOTP Seed` (KeeTrayTOTP).

import { fromHex, utf8 } from "../bytes.ts";
import { base32 } from "../crypto/totp.ts";
import type { Totp } from "../cxf/document.ts";
import { fromBase64 } from "./base64.ts";
import type { KdbxFields } from "./kdbx-fields.ts";
import { type OtpReading, otpOf, readOtp } from "./otpauth-uri.ts";
import type { Findings } from "./reasons.ts";
import { at } from "./source-path.ts";

const SPELLINGS: readonly { readonly names: readonly string[]; read(fields: KdbxFields): OtpReading | undefined }[] = [
  { names: ["otp"], read: (fields) => given(fields.peek("otp"), readOtp) },
  {
    names: ["TimeOtp-Secret", "TimeOtp-Secret-Hex", "TimeOtp-Secret-Base32", "TimeOtp-Secret-Base64", "TimeOtp-Period", "TimeOtp-Length", "TimeOtp-Algorithm"],
    read: (fields) =>
      given(timeOtpSecret(fields), (secret) =>
        otpOf({ secret, period: fields.peek("TimeOtp-Period"), digits: fields.peek("TimeOtp-Length"), algorithm: fields.peek("TimeOtp-Algorithm") }),
      ),
  },
  {
    names: ["TOTP Seed", "TOTP Settings"],
    read: (fields) => given(fields.peek("TOTP Seed"), (secret) => trayTotp(secret, fields.peek("TOTP Settings") ?? "")),
  },
  { names: ["HmacOtp-Secret", "HmacOtp-Secret-Hex", "HmacOtp-Secret-Base32", "HmacOtp-Secret-Base64", "HmacOtp-Counter"], read: readHmacOtp },
];

/** One TOTP for each spelling that is there; what cannot become one stays among the entry's fields, concealed, with a finding. */
export function kdbxTotps(fields: KdbxFields, path: string, about: string, findings: Findings): readonly Totp[] {
  const totps: Totp[] = [];
  for (const { names, read } of SPELLINGS) {
    const reading = read(fields);
    if (reading === undefined) continue;
    if ("totp" in reading) {
      totps.push(reading.totp);
      fields.drop(names);
    } else {
      findings.add("refused", at(path, names.find((name) => fields.peek(name) !== undefined) ?? ""), reading.refused, about);
      fields.conceal(names);
    }
  }
  return totps.filter((totp, i) => totps.findIndex((other) => other.secret === totp.secret) === i);
}

function given(text: string | undefined, read: (text: string) => OtpReading): OtpReading | undefined {
  return text === undefined ? undefined : read(text);
}

/** As Base32; "" when it is there and cannot be read. */
function timeOtpSecret(fields: KdbxFields): string | undefined {
  const [plain, hexadecimal, base64] = ["", "-Hex", "-Base64"].map((suffix) => fields.peek(`TimeOtp-Secret${suffix}`));
  if (plain !== undefined) return base32(utf8(plain));
  if (hexadecimal !== undefined) return base32(fromHex(hexadecimal) ?? new Uint8Array());
  if (base64 !== undefined) return base32(fromBase64(base64) ?? new Uint8Array());
  return fields.peek("TimeOtp-Secret-Base32");
}

/** Settings are `period;digits`, with `S` for Steam. */
function trayTotp(secret: string, settings: string): OtpReading {
  const [period, digits] = settings.split(";");
  return digits?.toUpperCase() === "S" ? { refused: "steam-totp" } : otpOf({ secret, period, digits });
}

function readHmacOtp(fields: KdbxFields): OtpReading | undefined {
  return fields.names().some((name) => name.startsWith("HmacOtp-Secret") && fields.peek(name) !== undefined) ? { refused: "hotp" } : undefined;
}
