// One entry of a Bitwarden login's fido2Credentials as a passkey. CXF 1.0 §3.3.12

import { fromBase64url, fromHex } from "../bytes.ts";
import type { Passkey } from "../cxf/document.ts";
import { fromBase64 } from "./base64.ts";
import { type JsonObject, numberIn, textIn } from "./json-source.ts";
import type { Findings } from "./reasons.ts";
import { at } from "./source-path.ts";
import { credentialFault } from "./usable-credential.ts";

/** Undefined with a finding when it cannot or may not become one. The algorithm is read from the key: `keyCurve` is a constant in the exports. */
export function bitwardenPasskey(source: JsonObject, path: string, about: string, findings: Findings): Passkey | undefined {
  const counter = numberIn(source, "counter") ?? 0;
  if (counter !== 0) {
    findings.add("refused", path, "passkey-counter", about);
    return undefined;
  }
  const credentialId = credentialIdOf(textIn(source, "credentialId") ?? "");
  const rpId = textIn(source, "rpId");
  const userHandle = fromBase64(textIn(source, "userHandle") ?? "");
  const key = fromBase64(textIn(source, "keyValue") ?? "");
  const username = textIn(source, "userName") ?? "";
  const userDisplayName = textIn(source, "userDisplayName") ?? "";
  const passkey = credentialId && rpId && userHandle && key && ({ type: "passkey", credentialId, rpId, username, userDisplayName, userHandle, key } as const);
  if (!passkey || credentialFault(passkey) !== undefined) {
    findings.add("refused", path, "passkey-unreadable", about);
    return undefined;
  }
  if (passkey.userHandle.length === 0) findings.add("noted", at(path, "userHandle"), "passkey-without-user-handle", about);
  findings.add("noted", path, "passkey-metadata", about);
  return passkey;
}

/** Either a UUID's text, meaning its 16 bytes, or "b64." and base64url. */
function credentialIdOf(text: string): Uint8Array | undefined {
  const bytes = text.startsWith("b64.") ? fromBase64url(text.slice(4))?.bytes : uuidBytes(text);
  return bytes !== undefined && bytes.length > 0 ? bytes : undefined;
}

/** 16 bytes, in the order they are written; undefined when it is no UUID. */
export function uuidBytes(text: string): Uint8Array | undefined {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? fromHex(text.replaceAll("-", "")) : undefined;
}
