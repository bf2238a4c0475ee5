// A small vault whose every secret is known, as a CXF file, and a search for those secrets in any spelling: to see where they must not be.

import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { base32 } from "../../src-shared/crypto/totp.ts";

const NOTE_LENGTH = 520_000;
const FILE_LENGTH = 70_000;

export type Secret = { readonly name: string; readonly bytes: Buffer };

export type MarkedVault = {
  /** CXF JSON to bring in. */
  readonly json: string;
  readonly items: number;
  readonly secrets: readonly Secret[];
};

/** Fresh secrets at every call: a password, a note, a one-time code's secret, a passkey's key, a file's content. Several chunks long. */
export function markedVault(): MarkedVault {
  const text = () => `marked-${randomBytes(15).toString("hex")}`;
  const [password, note] = [text(), text()];
  const seed = randomBytes(20);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const content = randomBytes(FILE_LENGTH);
  const credentials = {
    login: [
      { type: "basic-auth", username: { fieldType: "string", value: "sam" }, password: { fieldType: "concealed-string", value: password } },
      { type: "totp", secret: base32(seed), period: 30, digits: 6, algorithm: "sha1" },
    ],
    passkey: [passkey(privateKey.export({ format: "der", type: "pkcs8" }))],
    note: [{ type: "note", content: { fieldType: "string", value: filler(note) } }],
    file: [{ type: "file", id: id("scan"), name: "scan.bin", decryptedSize: content.length, integrityHash: sha256(content) }],
  };
  const items = Object.entries(credentials).map(([name, some]) => ({ id: id(name), title: `The ${name}`, credentials: some, ...contentOf(name, content) }));
  const account = { id: id("account"), username: "sam", email: "sam@example.org", collections: [], items };
  const document = { version: { major: 1, minor: 0 }, exporterRpId: "example.org", exporterDisplayName: "Example", timestamp: 1_767_225_600 };
  return {
    json: JSON.stringify({ ...document, accounts: [account] }),
    items: items.length,
    secrets: [
      { name: "password", bytes: Buffer.from(password) },
      { name: "note", bytes: Buffer.from(note) },
      { name: "one-time code secret", bytes: seed },
      { name: "one-time code text", bytes: Buffer.from(base32(seed)) },
      { name: "passkey", bytes: Buffer.from(String(privateKey.export({ format: "jwk" }).d), "base64url") },
      { name: "file", bytes: content.subarray(1000, 1032) },
    ],
  };
}

/** The marker every thousand characters and words between, so that no chunk is without it. */
function filler(marker: string): string {
  const words = createHash("shake256", { outputLength: 500 }).update("words").digest("hex");
  return `${marker} ${words.slice(0, 940)} `.repeat(Math.ceil(NOTE_LENGTH / 1000));
}

function contentOf(name: string, content: Buffer): object {
  const file = { id: id("scan"), data: content.toString("base64url") };
  return name === "file" ? { extensions: [{ name: "keyferry.app/file-content", files: [file] }] } : {};
}

function passkey(key: Buffer): object {
  const identity = { rpId: "example.org", username: "sam", userDisplayName: "Sam" };
  return { type: "passkey", ...identity, credentialId: id("a credential id"), userHandle: id("a handle"), key: key.toString("base64url") };
}

function id(text: string): string {
  return Buffer.from(text).toString("base64url");
}

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("base64url");
}

/** Which secrets stand in `haystack`: as they are, in UTF-16, hexadecimal, or base64 of either alphabet at any alignment. */
export function secretsIn(haystack: Buffer, secrets: readonly Secret[]): readonly string[] {
  return secrets.filter(({ bytes }) => spellings(bytes).some((spelling) => haystack.includes(spelling))).map(({ name }) => name);
}

function spellings(secret: Buffer): readonly (Buffer | string)[] {
  const hex = secret.toString("hex");
  const wide = Buffer.from(secret.toString("latin1"), "utf16le");
  const encoded = [0, 1, 2].flatMap((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), secret]);
    const inside = [Math.ceil((shift * 8) / 6), Math.floor((shifted.length * 8) / 6)] as const;
    return [shifted.toString("base64").slice(...inside), shifted.toString("base64url").slice(...inside)];
  });
  return [secret, wide, hex, hex.toUpperCase(), ...encoded];
}
