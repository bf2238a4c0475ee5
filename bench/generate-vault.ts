// A deterministic synthetic vault like the ones people have: 90 % logins, 10 % notes, 20 % with a one-time code, 20 % with a passkey,
// 2 % with a 50 KB file. performance.md §2

import { createECDH, createHash } from "node:crypto";
import { base32 } from "../src-shared/crypto/totp.ts";
import type { AccountHead, Credential, Item } from "../src-shared/cxf/document.ts";
import { accountToCbor, itemToCbor } from "../src-shared/cxf/to-cbor.ts";
import { seededRandom } from "../src-shared/testing/random.ts";
import { FILE_PIECE, type Vault } from "../src-shared/vault/model.ts";

const FILE_SIZE = 51_200;
const WORDS =
  "account bank garden river north summit cloud stone paper market travel music photo studio health school office team amber cedar maple harbor valley".split(
    " ",
  );
const ACCOUNT: AccountHead = { id: new Uint8Array(16).fill(7), username: "sam", email: "sam@example.org" };

/** RFC 5958 around a P-256 scalar and its point. */
const PKCS8 = {
  head: Buffer.from("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420", "hex"),
  middle: Buffer.from("a144034200", "hex"),
};

/** Brings `count` items into the vault through an import, as a transfer would; `files`: with what every fiftieth holds. */
export function fillVault(vault: Vault, count: number, { files = true }: { readonly files?: boolean } = {}): void {
  const random = seededRandom(1);
  const incoming = vault.beginImport(random(16));
  incoming.account(accountToCbor(ACCOUNT));
  const withFile: { readonly item: Uint8Array; readonly file: Uint8Array; readonly content: Uint8Array }[] = [];
  for (let i = 0; i < count; i++) {
    const content = files && i % 50 === 7 ? fileContent(i) : undefined;
    const item = syntheticItem(i, random, content);
    incoming.item(0, itemToCbor(item));
    if (content !== undefined) withFile.push({ item: item.id, file: Buffer.from(`file ${i}`), content });
  }
  for (const { item, file, content } of withFile)
    for (let at = 0, index = 0; at < content.length; at += FILE_PIECE, index++)
      incoming.file(0, { item, file, index, last: at + FILE_PIECE >= content.length, content: content.subarray(at, at + FILE_PIECE) });
  incoming.plan();
  incoming.commit(() => "keep-both");
  incoming.discard();
}

function fileContent(i: number): Uint8Array {
  const block = createHash("sha512").update(`file ${i}`).digest();
  const content = new Uint8Array(FILE_SIZE);
  for (let at = 0; at < FILE_SIZE; at += block.length) content.set(createHash("sha512").update(block).update(String(at)).digest(), at);
  return content;
}

function syntheticItem(i: number, random: (length: number) => Uint8Array, content: Uint8Array | undefined): Item {
  const bytes = random(64);
  const word = (at: number) => WORDS[(bytes[at] ?? 0) % WORDS.length] ?? "word";
  const host = `${word(0)}${word(1)}${i}.example`;
  const username = `sam.${word(2)}${i}@mail.example`;
  const note = i % 10 === 9;
  const credentials: Credential[] = note
    ? [
        {
          type: "note",
          content: {
            fieldType: "string",
            value: Array.from({ length: 80 }, (_, k) => word(k % 64))
              .join(" ")
              .slice(0, 500),
          },
        },
      ]
    : [
        {
          type: "basic-auth",
          username: { fieldType: "string", value: username },
          password: { fieldType: "concealed-string", value: Buffer.from(bytes.subarray(3, 18)).toString("base64") },
        },
      ];
  if (i % 5 === 0)
    credentials.push({ type: "totp", secret: base32(bytes.subarray(20, 40)), period: 30, digits: 6, algorithm: "sha1", username, issuer: word(0) });
  if (i % 5 === 1) credentials.push(passkey(host, username, random(96)));
  if (content !== undefined) {
    const integrityHash = createHash("sha256").update(content).digest();
    credentials.push({ type: "file", id: Buffer.from(`file ${i}`), name: `scan-${i}.jpg`, decryptedSize: content.length, integrityHash });
  }
  const creationAt = 1_400_000_000 + i;
  const scope = note ? {} : { scope: { urls: [`https://${host}/login`], androidApps: [] } };
  return { id: bytes.slice(48), creationAt, modifiedAt: creationAt + 1000, title: `${word(0)} ${word(1)} ${i}`, favorite: i % 30 === 0, ...scope, credentials };
}

function passkey(rpId: string, username: string, bytes: Uint8Array): Credential {
  const key = createECDH("prime256v1");
  const scalar = Buffer.from(bytes.subarray(0, 32));
  scalar[0] = (scalar[0] ?? 0) & 0x7f;
  scalar[31] = (scalar[31] ?? 0) | 1;
  key.setPrivateKey(scalar);
  const pkcs8 = Buffer.concat([PKCS8.head, scalar, PKCS8.middle, key.getPublicKey()]);
  return { type: "passkey", credentialId: bytes.slice(32, 64), rpId, username, userDisplayName: "Sam", userHandle: bytes.slice(64, 96), key: pkcs8 };
}
