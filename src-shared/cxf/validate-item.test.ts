import { describe, expect, it } from "vitest";
import { fromBase64url } from "../bytes.ts";
import type { Item, Passkey } from "./document.ts";
import { rehearsalDocument } from "./rehearsal-document.ts";
import { REHEARSAL_KEYS } from "./rehearsal-keys.ts";
import { validateItem } from "./validate-item.ts";

const PASSKEY: Passkey = {
  type: "passkey",
  credentialId: Uint8Array.of(1),
  rpId: "example.com",
  username: "",
  userDisplayName: "",
  userHandle: Uint8Array.of(1),
  key: fromBase64url(REHEARSAL_KEYS.ES256)?.bytes ?? new Uint8Array(),
};

function itemOf(...credentials: Item["credentials"]): Item {
  return { id: Uint8Array.of(1), title: "t", credentials };
}

describe("an item from another computer", () => {
  it("has no problem when it comes from the rehearsal", () => {
    const items = rehearsalDocument().document.accounts.flatMap((account) => account.items);
    expect(items.flatMap((item) => validateItem(item))).toEqual([]);
  });

  it.each([
    [{ key: Uint8Array.of(1, 2, 3) }, { path: "/credentials/0/key", reason: "key-not-pkcs8", costs: "credential" }],
    [{ rpId: "https://example.com" }, { path: "/credentials/0/rpId", reason: "rp-id", costs: "credential" }],
    [{ rpId: "example.com:443" }, { path: "/credentials/0/rpId", reason: "rp-id", costs: "credential" }],
    [{ rpId: "" }, { path: "/credentials/0/rpId", reason: "rp-id", costs: "credential" }],
    [{ rpId: "example.com." }, { path: "/credentials/0/rpId", reason: "rp-id", costs: "credential" }],
    [{ userHandle: new Uint8Array() }, { path: "/credentials/0/userHandle", reason: "empty-user-handle", costs: "nothing" }],
    [
      { fido2Extensions: { hmacCredentials: { algorithm: "hmac-sha256", credWithUV: new Uint8Array(32), credWithoutUV: new Uint8Array(31) } } },
      { path: "/credentials/0/fido2Extensions/hmacCredentials", reason: "hmac-seed-length", costs: "member" },
    ],
    [
      { fido2Extensions: { largeBlob: { uncompressedSize: 65_537, data: new Uint8Array() } } },
      { path: "/credentials/0/fido2Extensions/largeBlob", reason: "large-blob", costs: "member" },
    ],
  ] as const)("has a passkey with a problem (%#)", (wrong, problem) => {
    expect(validateItem(itemOf({ ...PASSKEY, ...wrong }))).toEqual([problem]);
  });

  it.each(["localhost", "xn--bcher-kva.example", "bücher.example", "a_b.example", "192.168.0.1"])("may have a passkey for %s", (rpId) => {
    expect(validateItem(itemOf({ ...PASSKEY, rpId }))).toEqual([]);
  });

  it.each([
    [undefined, true],
    [Uint8Array.of(1, 2), true],
    [Uint8Array.of(1), false],
  ])("has its large blob checked only by a host that can inflate (%#)", (inflated, fits) => {
    const item = itemOf({ ...PASSKEY, fido2Extensions: { largeBlob: { uncompressedSize: 2, data: Uint8Array.of(9) } } });
    expect(validateItem(item, inflated && { inflateRaw: () => inflated }).length === 0).toBe(fits);
  });

  it("has a file whose hash cannot be checked", () => {
    const file = { type: "file", id: Uint8Array.of(1), name: "f", decryptedSize: 1, integrityHash: Uint8Array.of(2) };
    expect(validateItem(itemOf(file))).toEqual([{ path: "/credentials/0/integrityHash", reason: "integrity-hash", costs: "nothing" }]);
  });
});
