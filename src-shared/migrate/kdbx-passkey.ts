// The passkey of a KDBX entry: KeePassXC's KPEX_PASSKEY_* attributes, which the other KeePass programs share.

import { fromBase64url } from "../bytes.ts";
import type { Passkey } from "../cxf/document.ts";
import { LIMITS } from "../cxf/limits.ts";
import { fromBase64 } from "./base64.ts";
import type { KdbxFields } from "./kdbx-fields.ts";
import { readPem } from "./pem.ts";
import type { Findings } from "./reasons.ts";
import { at } from "./source-path.ts";
import { credentialFault } from "./usable-credential.ts";

const PREFIX = "KPEX_PASSKEY_";
/** The old names are read first. */
const USERNAMES = ["KPXC_PASSKEY_USERNAME", `${PREFIX}USERNAME`];
const CREDENTIAL_IDS = [`${PREFIX}GENERATED_USER_ID`, `${PREFIX}CREDENTIAL_ID`];
const KEY = `${PREFIX}PRIVATE_KEY_PEM`;
const RELYING_PARTY = `${PREFIX}RELYING_PARTY`;
const USER_HANDLE = `${PREFIX}USER_HANDLE`;
const PRF = `${PREFIX}PRF`;
const FLAGS = [`${PREFIX}FLAG_BE`, `${PREFIX}FLAG_BS`];

/** What cannot become a passkey stays among the entry's fields, concealed, with a finding; so do attributes that are not known. */
export function kdbxPasskey(fields: KdbxFields, path: string, about: string, findings: Findings): Passkey | undefined {
  if (fields.peek(KEY) === undefined && CREDENTIAL_IDS.every((name) => fields.peek(name) === undefined)) return undefined;
  const passkey = plainPasskey(fields);
  if (passkey === undefined) {
    findings.add("refused", at(path, KEY), "passkey-unreadable", about);
    fields.conceal([...CREDENTIAL_IDS, KEY, USER_HANDLE, PRF]);
    return undefined;
  }
  if (passkey.userHandle.length === 0) findings.add("noted", at(path, USER_HANDLE), "passkey-without-user-handle", about);
  const flag = FLAGS.find((name) => fields.peek(name) === "0");
  if (flag !== undefined) findings.add("refused", at(path, flag), "passkey-flags", about);
  fields.drop([...USERNAMES, ...CREDENTIAL_IDS, KEY, RELYING_PARTY, USER_HANDLE, ...FLAGS]);
  const seed = prfSeed(fields, path, about, findings);
  if (seed === undefined) return passkey;
  return { ...passkey, fido2Extensions: { hmacCredentials: { algorithm: "hmac-sha256", credWithUV: seed, credWithoutUV: seed } } };
}

function plainPasskey(fields: KdbxFields): Passkey | undefined {
  const credentialId = fromBase64url(first(fields, CREDENTIAL_IDS) ?? "")?.bytes;
  const userHandle = fromBase64url(fields.peek(USER_HANDLE) ?? "")?.bytes;
  const rpId = fields.peek(RELYING_PARTY);
  const pem = readPem(fields.peek(KEY) ?? "");
  if (credentialId === undefined || userHandle === undefined || rpId === undefined || pem?.label !== "PRIVATE KEY") return undefined;
  const username = first(fields, USERNAMES) ?? "";
  const passkey: Passkey = { type: "passkey", credentialId, rpId, username, userDisplayName: username, userHandle, key: pem.bytes };
  return credentialFault(passkey) === undefined ? passkey : undefined;
}

/** The attribute holds the seed used with user verification; CXF wants two, so it serves as both. CXF 1.0 §3.3.12.3 */
function prfSeed(fields: KdbxFields, path: string, about: string, findings: Findings): Uint8Array | undefined {
  const text = fields.peek(PRF);
  if (text === undefined) return undefined;
  const seed = fromBase64(text);
  if (seed?.length === LIMITS.hmacSeed) {
    findings.add("noted", at(path, PRF), "passkey-prf-single-seed", about);
    fields.drop([PRF]);
    return seed;
  }
  findings.add("refused", at(path, PRF), "passkey-prf", about);
  fields.conceal([PRF]);
  return undefined;
}

function first(fields: KdbxFields, names: readonly string[]): string | undefined {
  return names.map((name) => fields.peek(name)).find((value) => value !== undefined);
}
