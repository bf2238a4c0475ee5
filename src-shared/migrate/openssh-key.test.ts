import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { base64url, concat, hex, utf8 } from "../bytes.ts";
import { readSshKey } from "./openssh-key.ts";
import { readPem } from "./pem.ts";
import { sshReader } from "./ssh-reader.ts";

const EXPORT = JSON.parse(readFileSync(new URL("./fixtures/bitwarden.json", import.meta.url), "utf8"));
const KEYS: readonly (readonly [string, string])[] = EXPORT.items
  .filter((item: { type: number; name: string }) => item.type === 5 && !item.name.endsWith("locked"))
  .map((item: { name: string; sshKey: { privateKey: string } }) => [item.name, item.sshKey.privateKey]);

/** The numbers of the public key that ssh-keygen wrote beside the private one. */
function publicNumbers(pem: string): readonly string[] {
  const outer = sshReader((readPem(pem)?.bytes ?? new Uint8Array()).subarray(15));
  for (let i = 0; i < 3; i++) outer.string();
  outer.number();
  const inner = sshReader(outer.string());
  const type = inner.text();
  if (type.startsWith("ecdsa")) inner.text();
  const numbers = [inner.string(), ...(type === "ssh-rsa" ? [inner.string()] : [])];
  return numbers.map((number) => hex(number).replace(/^00/, ""));
}

function numbersOf(pkcs8: Uint8Array): readonly string[] {
  const jwk = createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" })).export({ format: "jwk" });
  const raw = (text: string | undefined) => Buffer.from(text ?? "", "base64url").toString("hex");
  if (jwk.kty === "RSA") return [raw(jwk.e), raw(jwk.n)];
  return [jwk.kty === "EC" ? `04${raw(jwk.x)}${raw(jwk.y)}` : raw(jwk.x)];
}

describe.each(KEYS)("%s", (_, pem) => {
  test("gives the public key ssh-keygen wrote", () => {
    const reading = readSshKey(pem);
    expect("privateKey" in reading && numbersOf(reading.privateKey)).toEqual(publicNumbers(pem));
  });

  test("keeps its comment", () => {
    expect(readSshKey(pem)).toMatchObject({ comment: expect.stringMatching(/^me@/) });
  });

  test("is unreadable when it ends early at any byte", () => {
    const bytes = readPem(pem)?.bytes as Uint8Array;
    // The padding at the end and the comment before it are not needed to read the key.
    const cuts = [...bytes.keys()].filter((at) => at < bytes.length - 40);
    const read = cuts.filter((at) => "privateKey" in readSshKey(pemOf("OPENSSH PRIVATE KEY", bytes.subarray(0, at))));
    expect(read).toEqual([]);
  });
});

test("an RSA key has the numbers of the Chinese remainder theorem", () => {
  const reading = readSshKey(KEYS.find(([name]) => name.includes("rsa"))?.[1] ?? "");
  if (!("privateKey" in reading)) throw new Error("not read");
  const again = createPrivateKey({ key: Buffer.from(reading.privateKey), format: "der", type: "pkcs8" }).export({ format: "der", type: "pkcs8" });
  expect(new Uint8Array(again)).toEqual(reading.privateKey);
});

test("a locked key is said to be locked", () => {
  const locked = EXPORT.items.find((item: { name: string }) => item.name.endsWith("locked")).sshKey.privateKey;
  expect(readSshKey(locked)).toEqual({ refused: "encrypted-ssh-key" });
});

test.each(["-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"])(
  "other locked spellings are recognised: %j",
  (text) => {
    expect(readSshKey(text)).toEqual({ refused: "encrypted-ssh-key" });
  },
);

test("PKCS#8 stays as it is", () => {
  const der = generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" });
  expect(readSshKey(pemOf("PRIVATE KEY", der))).toMatchObject({ keyType: "ssh-ed25519", privateKey: new Uint8Array(der) });
});

test("PKCS#1 is wrapped", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ format: "pem", type: "pkcs1" }) as string;
  expect(readSshKey(pem)).toMatchObject({ keyType: "ssh-rsa", privateKey: new Uint8Array(privateKey.export({ format: "der", type: "pkcs8" })) });
});

test.each(["", "hello", "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----", "-----BEGIN DSA PRIVATE KEY-----AAAA-----END DSA PRIVATE KEY-----"])(
  "%j is unreadable",
  (text) => {
    expect(readSshKey(text)).toEqual({ refused: "ssh-key-unreadable" });
  },
);

test("a length field beyond the end is unreadable", () => {
  const bytes = concat(utf8("openssh-key-v1\0"), Uint8Array.of(0xff, 0xff, 0xff, 0xff));
  expect(readSshKey(pemOf("OPENSSH PRIVATE KEY", bytes))).toEqual({ refused: "ssh-key-unreadable" });
});

function pemOf(label: string, bytes: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${base64url(bytes).replaceAll("-", "+").replaceAll("_", "/")}\n-----END ${label}-----\n`;
}
