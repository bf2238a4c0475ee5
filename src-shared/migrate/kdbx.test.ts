import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import kdbxweb from "kdbxweb";
import { afterAll, describe, expect, test, vi } from "vitest";
import { keepassxcVersion, makeKdbxBytes } from "../../e2e/harness/make-kdbx.ts";
import { migratePorts } from "../../src-main/platform/migrate-ports.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { hex, utf8 } from "../bytes.ts";
import type { Account, Collection, Credential, Item } from "../cxf/document.ts";
import { Secret } from "../secret.ts";
import type { Migrated } from "./foreign-format.ts";
import { compositeKey, exact, kdbxKeys } from "./kdbx-keys.ts";
import { readForeign } from "./registry.ts";

const ports = migratePorts(nodePrimitives);
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const read = (bytes: Uint8Array, password = "correct horse", keyFile?: Uint8Array) =>
  readForeign(bytes, { ports, passphrase: new Secret(utf8(password)), ...(keyFile && { keyFile }) });
const accountOf = ({ document }: Migrated): Account => document.accounts[0] as Account;
const itemIn = (migrated: Migrated, title: string): Item => accountOf(migrated).items.find((item) => item.title === title) as Item;
const ofType = (item: Item, type: string): readonly Credential[] => item.credentials.filter((credential) => credential.type === type);
const findings = ({ report }: Migrated, about: string) => report.findings.filter((finding) => finding.about === about).map(({ reason }) => reason);
const titlesOf = (collections: readonly Collection[]): unknown[] => collections.map(({ title, subCollections }) => [title, ...titlesOf(subCollections ?? [])]);

describe.each(["kdbx3.kdbx", "kdbx4.kdbx"])("%s", (name) => {
  const migrated = read(fixture(name));
  const everything = async () => itemIn(await migrated, "Everything");

  test("has its groups as nested collections", async () => {
    expect(titlesOf(accountOf(await migrated).collections)).toEqual([["Outer", ["Inner"]]]);
  });

  test("keeps name, password, addresses and apps", async () => {
    const item = await everything();
    expect([ofType(item, "basic-auth"), item.scope]).toEqual([
      [{ type: "basic-auth", username: { fieldType: "string", value: "me" }, password: { fieldType: "concealed-string", value: "hunter2" } }],
      { urls: ["https://one.example/", "https://two.example/"], androidApps: [{ bundleId: "com.example.app" }] },
    ]);
  });

  test("keeps the passkey under its old names, with its seed", async () => {
    const seed = new Uint8Array(32).fill(7);
    expect(ofType(await everything(), "passkey")).toMatchObject([
      {
        rpId: "one.example",
        username: "me@one.example",
        userDisplayName: "me@one.example",
        fido2Extensions: { hmacCredentials: { algorithm: "hmac-sha256", credWithUV: seed, credWithoutUV: seed } },
      },
    ]);
  });

  test("keeps the one-time code with its settings", async () => {
    expect(ofType(await everything(), "totp")).toEqual([{ type: "totp", secret: "JBSWY3DPEHPK3PXP", period: 60, digits: 8, algorithm: "sha1" }]);
  });

  test("keeps what nobody knows as fields, concealed where the source does", async () => {
    expect(ofType(await everything(), "custom-fields")[0]?.fields).toEqual([
      { fieldType: "concealed-string", value: "JBSWY3DPEHPK3PXP", label: "HmacOtp-Secret-Base32" },
      { fieldType: "concealed-string", value: "own value", label: "Own field" },
      { fieldType: "string", value: "unknown", label: "KPEX_PASSKEY_FUTURE" },
    ]);
  });

  test("brings the files whole", async () => {
    const contents = (await migrated).files.map(({ content }) => new TextDecoder().decode(content));
    expect(contents).toEqual(["hello file", "guarded file"]);
  });

  test("says what is lost", async () => {
    expect(findings(await migrated, "Everything")).toEqual(["history", "expiry", "passkey-flags", "passkey-prf-single-seed", "hotp"]);
  });

  test("leaves the recycle bin, and says how much is in it", async () => {
    const bin = (await migrated).report.findings.filter(({ reason }) => reason === "recycle-bin");
    expect(bin).toMatchObject([{ kind: "refused", about: "1" }]);
  });

  test("keeps a reference as it is written, and says so", async () => {
    expect(findings(await migrated, "Reference")).toEqual(["field-reference"]);
  });
});

describe("opening", () => {
  test.each(["kdbx3.kdbx", "kdbx4.kdbx", "keepassxc.kdbx"])("%s with a wrong password fails as such", async (name) => {
    await expect(read(fixture(name), "wrong horse")).rejects.toMatchObject({ code: "format.wrong-passphrase" });
  });

  test("a file with a key file needs it", async () => {
    await expect(read(fixture("kdbx4-key-file.kdbx"))).rejects.toMatchObject({ code: "format.wrong-passphrase" });
  });

  test("a file with a key file opens with it", async () => {
    expect(accountOf(await read(fixture("kdbx4-key-file.kdbx"), "correct horse", fixture("kdbx4-key-file.keyx"))).items.length).toBe(2);
  });

  test("without anything to open it says that a password is needed", async () => {
    await expect(readForeign(fixture("kdbx4.kdbx"), { ports })).rejects.toMatchObject({ code: "format.wrong-passphrase" });
  });

  test("KeePass 1 is refused with what to do", async () => {
    const bytes = fixture("kdbx3.kdbx");
    bytes[4] = 0x65;
    await expect(read(bytes)).rejects.toMatchObject({ code: "format.unsupported", detail: expect.stringContaining("save it as .kdbx") });
  });

  test("a KDBX 4 header that was changed is malformed", async () => {
    const bytes = fixture("kdbx4.kdbx");
    const at = 12 + 5 + 16 + 5 + 4 + 5;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await expect(read(bytes)).rejects.toMatchObject({ code: "format.malformed" });
  });
});

describe("what a file asks for is bounded before it is done", () => {
  const asking = (key: string, value: number): Uint8Array => {
    const bytes = fixture("kdbx4.kdbx");
    const at = new TextDecoder("latin1").decode(bytes).indexOf(`\x01\0\0\0${key}`) + 9;
    new DataView(bytes.buffer).setUint32(at, value, true);
    return bytes;
  };

  test.each([
    ["M", 2 ** 30 + 1024],
    ["P", 17],
    ["I", 2 ** 31],
  ])("Argon2 %s = %d", async (key, value) => {
    const argon2 = vi.fn<typeof ports.argon2>();
    const reading = readForeign(asking(key, value), { ports: { ...ports, argon2 }, passphrase: new Secret(utf8("x")) });
    await expect(reading).rejects.toMatchObject({ code: "format.limit-exceeded" });
    expect(argon2).not.toHaveBeenCalled();
  });

  test("AES-KDF rounds", async () => {
    const bytes = fixture("kdbx3.kdbx");
    const at = new TextDecoder("latin1").decode(bytes).indexOf("\x06\x08\0");
    new DataView(bytes.buffer).setUint32(at + 3, 4_000_000_000, true);
    await expect(read(bytes)).rejects.toMatchObject({ code: "format.limit-exceeded" });
  });

  test("decompression stops at its limit", async () => {
    const bomb = await sealed(gzipSync(Buffer.alloc(1 << 24)));
    const inflateRaw: typeof ports.inflateRaw = (deflated, maximum) => ports.inflateRaw(deflated, Math.min(maximum, 1 << 20));
    const reading = readForeign(bomb, { ports: { ...ports, inflateRaw }, passphrase: new Secret(utf8("x")) });
    await expect(reading).rejects.toMatchObject({ code: "format.malformed", detail: "gzip" });
  });

  test.each([
    ["nothing wrong but no root", "<KeePassFile><Root/></KeePassFile>", "format.malformed", "KDBX without a root group"],
    ["entities of its own", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><KeePassFile>&b;</KeePassFile>', "format.malformed", "XML declaration"],
    ["an external entity", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><KeePassFile/>', "format.malformed", "XML declaration"],
    ["endless depth", "<Group>".repeat(200_000), "format.limit-exceeded", "XML depth"],
  ])("XML with %s is refused", async (_, xml, code, detail) => {
    const inner = Buffer.concat([Buffer.from([1, 4, 0, 0, 0, 3, 0, 0, 0, 2, 64, 0, 0, 0]), Buffer.alloc(64), Buffer.alloc(5), Buffer.from(xml)]);
    await expect(read(await sealed(gzipSync(inner)), "x")).rejects.toMatchObject({ code, detail });
  });
});

describe("the tree", () => {
  const inner = (xml: string) =>
    gzipSync(Buffer.concat([Buffer.from([1, 4, 0, 0, 0, 3, 0, 0, 0, 2, 64, 0, 0, 0]), Buffer.alloc(64), Buffer.alloc(5), Buffer.from(xml)]));
  const tree = async (xml: string) => read(await sealed(inner(`<KeePassFile><Root><Group><UUID>AQ==</UUID>${xml}</Group></Root></KeePassFile>`)), "x");
  const uuid = "<UUID>AQIDBAUGBwgJCgsMDQ4PEA==</UUID>";

  test("two entries with one identifier get two", async () => {
    const migrated = await tree(`<Entry>${uuid}</Entry><Entry>${uuid}</Entry>`);
    expect(new Set(accountOf(migrated).items.map(({ id }) => hex(id))).size).toBe(2);
  });

  test("identifiers that are none are replaced, the same way every time", async () => {
    const ids = async () => accountOf(await tree("<Entry><UUID>?</UUID></Entry><Group><Name>g</Name></Group>"));
    expect(await ids()).toEqual(await ids());
  });

  test("groups nested too deep stand beside their parent", async () => {
    const migrated = await tree(`${"<Group><Name>g</Name>".repeat(60)}<Entry>${uuid}</Entry>${"</Group>".repeat(60)}`);
    const count = (collections: readonly Collection[]): number => collections.reduce((sum, { subCollections }) => sum + 1 + count(subCollections ?? []), 0);
    expect([count(accountOf(migrated).collections), migrated.report.findings.some(({ reason }) => reason === "deep-group")]).toEqual([60, true]);
  });
});

/** A KDBX 4 file with the password "x" around any content. */
async function sealed(content: Uint8Array): Promise<Uint8Array> {
  kdbxweb.CryptoEngine.setArgon2Impl(async () => new Uint8Array(32).buffer);
  const kdbx = kdbxweb.Kdbx.create(new kdbxweb.KdbxCredentials(kdbxweb.ProtectedValue.fromString("x")), "");
  kdbx.setKdf(kdbxweb.Consts.KdfId.Aes);
  kdbx.header.kdfParameters?.set("R", kdbxweb.VarDictionary.ValueType.UInt64, new kdbxweb.Int64(1));
  const bytes = new Uint8Array(await kdbx.save());
  // kdbxweb wipes the seed it saved with, so the header is read back.
  const header = kdbxweb.KdbxHeader.read(new kdbxweb.BinaryStream(bytes.slice().buffer), new kdbxweb.KdbxContext({ kdbx }));
  const keys = await kdbxKeys(header, await compositeKey(new Secret(utf8("x")), undefined), ports);
  const cipher = kdbxweb.CryptoEngine.createAesCbc();
  await cipher.importKey(exact(keys.cipherKey));
  const ciphertext = await cipher.encrypt(exact(content), header.encryptionIV as ArrayBuffer);
  const blocks = new Uint8Array(await kdbxweb.HmacBlockTransform.encrypt(ciphertext, exact(keys.macKey)));
  return new Uint8Array(Buffer.concat([bytes.subarray(0, (header.endPos ?? 0) + 64), blocks]));
}

const version = keepassxcVersion();
afterAll(() => {
  if (version === undefined) process.stderr.write("\nSKIPPED: keepassxc-cli is not installed; a KDBX written by it was not tested here.\n");
});

describe.skipIf(version === undefined)("200 entries written by keepassxc-cli", () => {
  const made = version === undefined ? { bytes: new Uint8Array(), entries: [] } : makeKdbxBytes("pässword", 200);
  const migrated = version === undefined ? undefined : read(made.bytes, "pässword");
  const result = async (): Promise<Migrated> => (await migrated) as Migrated;

  test("arrive exactly as planned", async () => {
    const { entries } = made;
    const contents = new Map((await result()).files.map(({ file, content }) => [hex(file), content]));
    const arrived = accountOf(await result()).items.map((item) => ({ ...planOf(item, contents) }));
    const planned = entries.map(({ group: _, ...entry }) => entry);
    const byTitle = (a: { title: string }, b: { title: string }) => (a.title < b.title ? -1 : 1);
    expect(arrived.sort(byTitle)).toEqual(planned.toSorted(byTitle));
  });

  test("stand in their groups", async () => {
    const { items, collections } = accountOf(await result());
    const titles = new Map(items.map(({ id, title }) => [hex(id), title]));
    const placed = new Map<string, readonly string[]>();
    const visit = (collection: Collection, path: readonly string[]): void => {
      const here = [...path, collection.title];
      for (const { item } of collection.items) placed.set(titles.get(hex(item)) ?? "", here);
      for (const below of collection.subCollections ?? []) visit(below, here);
    };
    for (const collection of collections) visit(collection, []);
    expect(Object.fromEntries(placed)).toEqual(
      Object.fromEntries(made.entries.filter(({ group }) => group.length > 0).map(({ title, group }) => [title, group])),
    );
  });

  test("lose nothing but when they were used", async () => {
    const reasons = new Set((await result()).report.findings.map(({ reason }) => reason));
    expect([...reasons]).toEqual(["usage-times"]);
  });

  test("keep their times", async () => {
    const times = new Set(accountOf(await result()).items.map(({ creationAt, modifiedAt }) => `${creationAt} ${modifiedAt}`));
    expect([...times]).toEqual([`${Date.UTC(2021, 2, 4, 5, 6, 7) / 1000} ${Date.UTC(2024, 1, 29, 12) / 1000}`]);
  });
});

/** An item back in the terms of the plan. */
function planOf(item: Item, contents: ReadonlyMap<string, Uint8Array>) {
  const one = (type: string) => ofType(item, type)[0] as { readonly [member: string]: unknown } | undefined;
  const value = (credential: { readonly [member: string]: unknown } | undefined, member: string) =>
    (credential?.[member] as { readonly value: string } | undefined)?.value ?? "";
  const [passkey, totp, file, custom] = [one("passkey"), one("totp"), one("file"), one("custom-fields")];
  const attribute = (custom?.fields as readonly { label: string; value: string; fieldType: string }[] | undefined)?.[0];
  return {
    uuid: item.id,
    title: item.title,
    username: value(one("basic-auth"), "username"),
    password: value(one("basic-auth"), "password"),
    url: item.scope?.urls[0],
    notes: value(one("note"), "content"),
    tags: item.tags ?? [],
    ...(totp && { totp: totp.secret }),
    ...(passkey && { passkey: passkeyPlan(passkey) }),
    ...(file && { file: { name: file.name, content: contents.get(hex(file.id as Uint8Array)) } }),
    ...(attribute && { attribute: { name: attribute.label, value: attribute.value, concealed: attribute.fieldType === "concealed-string" } }),
  };
}

function passkeyPlan({ rpId, username, credentialId, userHandle, key }: { readonly [member: string]: unknown }) {
  return { rpId, username, credentialId, userHandle, pem: expect.any(String), der: key };
}
