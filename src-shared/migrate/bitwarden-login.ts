// Bitwarden's login items as CXF credentials.

import type { CredentialScope } from "../cxf/document.ts";
import type { Brought } from "./bitwarden-identity.ts";
import { bitwardenPasskey } from "./bitwarden-passkey.ts";
import { field, fieldsOf } from "./item-parts.ts";
import { asObject, type JsonObject, listIn, textIn } from "./json-source.ts";
import { bringOtp } from "./otpauth-uri.ts";
import type { Findings } from "./reasons.ts";
import { scopeOf } from "./scope-of.ts";
import { at } from "./source-path.ts";

export function loginOf(login: JsonObject, path: string, about: string, findings: Findings): Brought & { readonly scope: CredentialScope } {
  const basicAuth = fieldsOf("basic-auth", {
    username: field("string", textIn(login, "username")),
    password: field("concealed-string", textIn(login, "password")),
  });
  const passkeys = listIn(login, "fido2Credentials").map((source, i) => {
    return bitwardenPasskey(asObject(source) ?? {}, at(path, "fido2Credentials", i), about, findings);
  });
  const otp = bringOtp(textIn(login, "totp"), "totp", at(path, "totp"), about, findings);
  if (typeof login.autofillOnPageLoad === "boolean") findings.add("refused", at(path, "autofillOnPageLoad"), "autofill-setting", about);
  return { credentials: [basicAuth, ...passkeys, otp.totp], fields: [otp.kept], scope: scopeOf(addresses(login, path, about, findings)) };
}

function addresses(login: JsonObject, path: string, about: string, findings: Findings): readonly (string | undefined)[] {
  const listed = listIn(login, "uris").map(asObject);
  listed.forEach((entry, i) => {
    if (typeof entry?.match === "number") findings.add("refused", at(path, "uris", i, "match"), "uri-match-rule", about);
  });
  return listed.length > 0 ? listed.map((entry) => textIn(entry, "uri")) : [textIn(login, "uri")];
}
