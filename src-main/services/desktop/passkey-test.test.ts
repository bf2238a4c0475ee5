// A passkey works when its own public half verifies what it signed, and not before.

import { expect, test } from "vitest";
import { utf8 } from "../../../src-shared/bytes.ts";
import type { CredentialKeys } from "../../../src-shared/crypto/primitives.ts";
import type { Passkey } from "../../../src-shared/cxf/document.ts";
import { tryPasskey } from "./passkey-test.ts";

const PASSKEY: Passkey = {
  type: "passkey",
  credentialId: utf8("id"),
  rpId: "example.com",
  username: "sam",
  userDisplayName: "Sam",
  userHandle: utf8("handle"),
  key: utf8("key"),
};
const keys = (verifies: boolean): CredentialKeys => ({ algorithm: () => "ES256", sign: async () => utf8("signature"), verify: async () => verifies });
const random = { random: (length: number) => new Uint8Array(length) };

test.each([true, false])("verified: %s", async (verifies) => {
  expect(await tryPasskey(keys(verifies), random, PASSKEY)).toBe(verifies);
});
