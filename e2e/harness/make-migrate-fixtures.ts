// Makes the files in src-shared/migrate/fixtures, once; what it writes is committed. No secret in them is real.
// As a command: make-migrate-fixtures.ts FOLDER (needs keepassxc-cli and ssh-keygen)

import { spawnSync } from "node:child_process";
import { createCipheriv, createHash, createHmac, generateKeyPairSync, pbkdf2Sync, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashRaw } from "@node-rs/argon2";
import kdbxweb from "kdbxweb";
import { makeKdbx } from "./make-kdbx.ts";

const PASSWORD = "correct horse";

function newKey(type: "ec" | "ed25519"): Buffer {
  const { privateKey } = type === "ec" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("ed25519");
  return privateKey.export({ format: "der", type: "pkcs8" });
}

function sshKey(type: string, bits: string, passphrase = ""): string {
  const folder = mkdtempSync(join(tmpdir(), "ssh-key-"));
  try {
    const { status, stderr } = spawnSync("ssh-keygen", ["-q", "-t", type, "-b", bits, "-N", passphrase, "-C", `me@${type}`, "-f", join(folder, "key")], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return readFileSync(join(folder, "key"), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ITEM = {
  passwordHistory: null,
  revisionDate: "2024-05-06T07:08:09.123Z",
  creationDate: "2023-01-02T03:04:05.000Z",
  deletedDate: null,
  organizationId: null,
  folderId: null as string | null,
  reprompt: 0,
  favorite: false,
  fields: [] as unknown[],
  notes: null as string | null,
  collectionIds: null,
};

function passkey(over: object): object {
  return {
    credentialId: randomUUID(),
    keyType: "public-key",
    keyAlgorithm: "ECDSA",
    keyCurve: "P-256",
    keyValue: newKey("ec").toString("base64url"),
    rpId: "shop.example",
    rpName: "The Shop",
    userHandle: randomBytes(32).toString("base64url"),
    userName: "me@example.org",
    userDisplayName: "Me",
    counter: "0",
    discoverable: "true",
    creationDate: "2024-01-01T00:00:00.000Z",
    ...over,
  };
}

function bitwardenExport() {
  const [web, shops] = [randomUUID(), randomUUID()];
  const login = {
    uris: [
      { match: null, uri: "https://shop.example/login" },
      { match: 3, uri: "https://shop.example/exact" },
      { match: null, uri: "androidapp://com.example.shop" },
    ],
    username: "me@example.org",
    password: "hunter2 ünïcødé",
    totp: "otpauth://totp/Shop:me?secret=jbsw%20y3dp%20ehpk%203pxp&algorithm=SHA256&digits=8&period=60&issuer=Shop",
    fido2Credentials: [
      passkey({}),
      passkey({
        credentialId: `b64.${randomBytes(40).toString("base64url")}`,
        keyValue: newKey("ed25519").toString("base64url"),
        userHandle: null,
        userDisplayName: null,
      }),
      passkey({ counter: "7" }),
      passkey({ keyValue: "AAAA" }),
    ],
  };
  const fields = [
    { name: "PIN", value: "1234", type: 1, linkedId: null },
    { name: "colour", value: "blue", type: 0, linkedId: null },
    { name: "subscribed", value: "true", type: 2, linkedId: null },
    { name: "user", value: null, type: 3, linkedId: 100 },
  ];
  const card = { cardholderName: "M E", brand: "Visa", number: "4111111111111111", expMonth: "3", expYear: "2031", code: "123" };
  const identity = {
    title: "Dr",
    firstName: "Ada",
    middleName: "B",
    lastName: "Cee",
    address1: "1 Street",
    address2: "Floor 2",
    address3: null,
    city: "Town",
    state: "US-CA",
    postalCode: "90000",
    country: "US",
    company: "ACME",
    email: "ada@example.org",
    phone: "+1 555",
    ssn: "078-05-1120",
    username: "ada",
    passportNumber: "P1",
    licenseNumber: "L1",
  };
  const items: object[] = [
    {
      ...ITEM,
      id: randomUUID(),
      folderId: shops,
      type: 1,
      name: "Shop",
      notes: "line 1\nline 2",
      favorite: true,
      reprompt: 1,
      fields,
      login,
      passwordHistory: [{ lastUsedDate: "2023-02-02T00:00:00.000Z", password: "old" }],
    },
    {
      ...ITEM,
      id: randomUUID(),
      folderId: web,
      type: 1,
      name: "Steam",
      login: { uris: [], username: "gabe", password: "x", totp: "steam://JBSWY3DPEHPK3PXP", fido2Credentials: [] },
    },
    {
      ...ITEM,
      id: randomUUID(),
      type: 1,
      name: "Plain code",
      login: { uris: [{ match: null, uri: "host.only" }], username: "a", password: null, totp: "JBSW Y3DP EHPK 3PXP" },
    },
    { ...ITEM, id: randomUUID(), type: 2, name: "A note", notes: "secret note", secureNote: { type: 0 } },
    { ...ITEM, id: randomUUID(), type: 3, name: "A card", card },
    { ...ITEM, id: randomUUID(), type: 4, name: "Me", identity },
    { ...ITEM, id: randomUUID(), type: 1, name: "In the trash", deletedDate: "2024-01-01T00:00:00.000Z", login: { username: "gone" } },
    { ...ITEM, id: randomUUID(), type: 9, name: "From the future", starship: { name: "Enterprise", code: "NCC-1701" } },
  ];
  const keys: readonly (readonly [type: string, bits: string, passphrase?: string])[] = [
    ["ed25519", "256"],
    ["rsa", "2048"],
    ["ecdsa", "256"],
    ["ecdsa", "384"],
    ["ecdsa", "521"],
    ["ed25519", "256", "locked"],
  ];
  for (const [type, bits, passphrase] of keys) {
    const key = { privateKey: sshKey(type, bits, passphrase), publicKey: "", keyFingerprint: "SHA256:x" };
    items.push({ ...ITEM, id: randomUUID(), type: 5, name: `SSH ${type} ${bits}${passphrase ? " locked" : ""}`, sshKey: key });
  }
  const folders = [
    { id: web, name: "Web" },
    { id: shops, name: "Web/Shops" },
  ];
  return { encrypted: false, folders, items };
}

type Kdf = { readonly kdfType: number; readonly kdfIterations: number; readonly kdfMemory: number | null; readonly kdfParallelism: number | null };

async function protectedExport(clear: string, kdf: Kdf) {
  const salt = randomBytes(16).toString("base64");
  const key = kdf.kdfType === 0 ? pbkdf2Sync(PASSWORD, salt, kdf.kdfIterations, 32, "sha256") : await argon2Key(salt, kdf);
  const expand = (label: string) => createHmac("sha256", key).update(label).update(Buffer.of(1)).digest();
  const seal = (text: string): string => {
    const iv = randomBytes(16);
    const cipher = createCipheriv("aes-256-cbc", expand("enc"), iv);
    const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    const mac = createHmac("sha256", expand("mac")).update(iv).update(ciphertext).digest();
    return `2.${[iv, ciphertext, mac].map((part) => part.toString("base64")).join("|")}`;
  };
  return { encrypted: true, passwordProtected: true, salt, ...kdf, encKeyValidation_DO_NOT_EDIT: seal(randomUUID()), data: seal(clear) };
}

function argon2Key(salt: string, kdf: Kdf): Promise<Buffer> {
  const hashedSalt = createHash("sha256").update(salt).digest();
  return hashRaw(PASSWORD, {
    algorithm: 2,
    salt: hashedSalt,
    timeCost: kdf.kdfIterations,
    memoryCost: 1024 * (kdf.kdfMemory ?? 0),
    parallelism: kdf.kdfParallelism ?? 1,
    outputLen: 32,
  });
}

async function kdbxFile(version: 3 | 4, keyFile?: Uint8Array): Promise<Uint8Array> {
  kdbxweb.CryptoEngine.setArgon2Impl(async (password, salt, memory, iterations, length, parallelism, type) => {
    const raw = await hashRaw(new Uint8Array(password), {
      algorithm: type,
      salt: new Uint8Array(salt),
      memoryCost: memory,
      timeCost: iterations,
      parallelism,
      outputLen: length,
    });
    return new Uint8Array(raw).buffer;
  });
  const secret = kdbxweb.ProtectedValue.fromString;
  const credentials = new kdbxweb.KdbxCredentials(secret(PASSWORD), keyFile ?? null);
  const kdbx = kdbxweb.Kdbx.create(credentials, "Fixture");
  kdbx.setVersion(version);
  if (version === 3) kdbx.header.keyEncryptionRounds = 2000;
  else {
    kdbx.setKdf(kdbxweb.Consts.KdfId.Argon2id);
    kdbx.header.dataCipherUuid = new kdbxweb.KdbxUuid(kdbxweb.Consts.CipherId.ChaCha20);
  }
  const root = kdbx.getDefaultGroup();
  const group = kdbx.createGroup(kdbx.createGroup(root, "Outer"), "Inner");
  const entry = kdbx.createEntry(group);
  const fields: readonly (readonly [string, string, boolean?])[] = [
    ["Title", "Everything"],
    ["UserName", "me"],
    ["Password", "hunter2", true],
    ["URL", "https://one.example/"],
    ["Notes", "a note"],
    ["KP2A_URL_1", "https://two.example/"],
    ["AndroidApp1", "com.example.app"],
    ["TOTP Seed", "JBSWY3DPEHPK3PXP", true],
    ["TOTP Settings", "60;8"],
    ["HmacOtp-Secret-Base32", "JBSWY3DPEHPK3PXP", true],
    ["Own field", "own value", true],
    ["KPXC_PASSKEY_USERNAME", "me@one.example"],
    ["KPEX_PASSKEY_GENERATED_USER_ID", randomBytes(24).toString("base64url"), true],
    ["KPEX_PASSKEY_PRIVATE_KEY_PEM", `-----BEGIN PRIVATE KEY-----${newKey("ec").toString("base64")}-----END PRIVATE KEY-----`, true],
    ["KPEX_PASSKEY_RELYING_PARTY", "one.example"],
    ["KPEX_PASSKEY_USER_HANDLE", randomBytes(16).toString("base64url"), true],
    ["KPEX_PASSKEY_FLAG_BE", "0"],
    ["KPEX_PASSKEY_PRF", Buffer.alloc(32, 7).toString("base64"), true],
    ["KPEX_PASSKEY_FUTURE", "unknown"],
  ];
  for (const [name, value, hidden] of fields) entry.fields.set(name, hidden ? secret(value) : value);
  entry.tags = ["one", "two"];
  entry.times.expires = true;
  entry.binaries.set("hello.txt", await kdbx.createBinary(new TextEncoder().encode("hello file").buffer));
  entry.binaries.set("guarded.bin", await kdbx.createBinary(kdbxweb.ProtectedValue.fromString("guarded file")));
  entry.pushHistory();
  const reference = kdbx.createEntry(root);
  reference.fields.set("Title", "Reference");
  reference.fields.set("Password", secret("{REF:P@I:46C9B1FFBD4ABC4BBB260C6190BAD20C}"));
  const trashed = kdbx.createEntry(root);
  trashed.fields.set("Title", "Trashed");
  kdbx.remove(trashed);
  return new Uint8Array(await kdbx.save());
}

async function main(folder: string): Promise<void> {
  const write = (name: string, content: Uint8Array | string) => writeFileSync(join(folder, name), content);
  const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
  const clear = json(bitwardenExport());
  write("bitwarden.json", clear);
  write("bitwarden-pbkdf2.json", json(await protectedExport(clear, { kdfType: 0, kdfIterations: 5000, kdfMemory: null, kdfParallelism: null })));
  write("bitwarden-argon2id.json", json(await protectedExport(clear, { kdfType: 1, kdfIterations: 2, kdfMemory: 16, kdfParallelism: 2 })));
  const keyFile = await kdbxweb.KdbxCredentials.createRandomKeyFile(2);
  write("kdbx3.kdbx", await kdbxFile(3));
  write("kdbx4.kdbx", await kdbxFile(4));
  write("kdbx4-key-file.kdbx", await kdbxFile(4, keyFile));
  write("kdbx4-key-file.keyx", keyFile);
  rmSync(join(folder, "keepassxc.kdbx"), { force: true });
  makeKdbx(join(folder, "keepassxc.kdbx"), PASSWORD, 12);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("make-migrate-fixtures.ts FOLDER");
await main(folder);
