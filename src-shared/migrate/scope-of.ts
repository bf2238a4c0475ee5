// Splits the addresses of an item into web addresses and Android apps. CXF 1.0 §3.2.4; `androidapp://` is Bitwarden's and
// KeePass2Android's spelling, `android://hash@package/` Chrome's, where the hash is the SHA-512 of the signing certificate.

import type { AndroidApp, CredentialScope } from "../cxf/document.ts";
import { fromBase64 } from "./base64.ts";

/** Empty and repeated addresses are left out. */
export function scopeOf(addresses: readonly (string | undefined)[]): CredentialScope {
  const urls: string[] = [];
  const androidApps: AndroidApp[] = [];
  for (const address of new Set(addresses)) {
    if (address === undefined || address === "") continue;
    const app = androidApp(address);
    if (app === undefined) urls.push(address);
    else androidApps.push(app);
  }
  return { urls, androidApps };
}

function androidApp(address: string): AndroidApp | undefined {
  const match = /^android(?:app)?:\/\/(?:([^@/]*)@)?([A-Za-z0-9_.]+)\/?$/.exec(address);
  if (match?.[2] === undefined) return undefined;
  const fingerprint = fromBase64(match[1] ?? "");
  if (fingerprint?.length !== 64) return { bundleId: match[2] };
  return { bundleId: match[2], certificate: { fingerprint, hashAlg: "sha512" } };
}
