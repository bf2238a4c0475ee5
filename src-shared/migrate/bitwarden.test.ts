import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { migratePorts } from "../../src-main/platform/migrate-ports.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { fromBase64url, fromHex, utf8 } from "../bytes.ts";
import type { Credential, Item } from "../cxf/document.ts";
import { Secret } from "../secret.ts";
import { readForeign } from "./registry.ts";

const ports = migratePorts(nodePrimitives);
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const SOURCE = JSON.parse(new TextDecoder().decode(fixture("bitwarden.json")));
const read = (bytes: Uint8Array, password?: string) =>
  readForeign(bytes, { ports, formatId: "bitwarden-json", ...(password !== undefined && { passphrase: new Secret(utf8(password)) }) });
const readJson = (value: unknown) => read(utf8(JSON.stringify(value)));
const account = async () => (await read(fixture("bitwarden.json"))).document.accounts[0];
const itemNamed = async (title: string): Promise<Item> => {
  const item = (await account())?.items.find((one) => one.title === title);
  if (item === undefined) throw new Error(`no item ${title}`);
  return item;
};
const ofType = (item: Item, type: string): readonly Credential[] => item.credentials.filter((credential) => credential.type === type);
const login = (over: object = {}) => ({
  encrypted: false,
  folders: [],
  items: [{ id: "5d6b1d5c-5f0e-4a4e-8a8e-000000000001", type: 1, name: "One", login: { username: "me", ...over } }],
});
const reasons = async (value: unknown) => (await readJson(value)).report.findings.map(({ reason }) => reason);

describe("a login", () => {
  test("keeps its UUID as its identifier", async () => {
    expect((await itemNamed("Shop")).id).toEqual(fromHex(SOURCE.items[0].id.replaceAll("-", "")));
  });

  test("keeps web addresses and apps apart", async () => {
    expect((await itemNamed("Shop")).scope).toEqual({
      urls: ["https://shop.example/login", "https://shop.example/exact"],
      androidApps: [{ bundleId: "com.example.shop" }],
    });
  });

  test("has its times in seconds", async () => {
    const { creationAt, modifiedAt } = await itemNamed("Shop");
    expect([creationAt, modifiedAt]).toEqual([Date.UTC(2023, 0, 2, 3, 4, 5) / 1000, Date.UTC(2024, 4, 6, 7, 8, 9) / 1000]);
  });

  test("keeps its one-time code with every setting", async () => {
    expect(ofType(await itemNamed("Shop"), "totp")).toEqual([
      { type: "totp", secret: "JBSWY3DPEHPK3PXP", period: 60, digits: 8, algorithm: "sha256", username: "me", issuer: "Shop" },
    ]);
  });

  test("keeps a Steam secret as a concealed field", async () => {
    expect(ofType(await itemNamed("Steam"), "custom-fields")).toEqual([
      { type: "custom-fields", fields: [{ fieldType: "concealed-string", value: "steam://JBSWY3DPEHPK3PXP", label: "totp" }] },
    ]);
  });

  test("keeps its own fields with their kinds", async () => {
    expect(ofType(await itemNamed("Shop"), "custom-fields")).toEqual([
      {
        type: "custom-fields",
        fields: [
          { fieldType: "concealed-string", value: "1234", label: "PIN" },
          { fieldType: "string", value: "blue", label: "colour" },
          { fieldType: "boolean", value: "true", label: "subscribed" },
          { fieldType: "string", value: "linked field 100", label: "user" },
        ],
      },
    ]);
  });

  test("lists what the exchange format cannot hold", async () => {
    const { report } = await read(fixture("bitwarden.json"));
    const about = report.findings.filter((finding) => finding.about === "Shop").map(({ path, reason }) => `${path} ${reason}`);
    expect(about).toEqual([
      "/items/0/passwordHistory password-history",
      "/items/0/reprompt reprompt",
      "/items/0/login/fido2Credentials/0 passkey-metadata",
      "/items/0/login/fido2Credentials/1/userHandle passkey-without-user-handle",
      "/items/0/login/fido2Credentials/1 passkey-metadata",
      "/items/0/login/fido2Credentials/2 passkey-counter",
      "/items/0/login/fido2Credentials/3 passkey-unreadable",
      "/items/0/login/uris/1/match uri-match-rule",
      "/items/0/fields/3 linked-field",
    ]);
  });
});

describe("a passkey", () => {
  const source = SOURCE.items[0].login.fido2Credentials;

  test("with a UUID has its 16 bytes as credential id", async () => {
    expect(ofType(await itemNamed("Shop"), "passkey")[0]).toMatchObject({
      credentialId: fromHex(source[0].credentialId.replaceAll("-", "")),
      userHandle: fromBase64url(source[0].userHandle)?.bytes,
      key: fromBase64url(source[0].keyValue)?.bytes,
      rpId: "shop.example",
      username: "me@example.org",
      userDisplayName: "Me",
    });
  });

  test("with b64. has any length of credential id", async () => {
    expect(ofType(await itemNamed("Shop"), "passkey")[1]?.credentialId).toEqual(fromBase64url(source[1].credentialId.slice(4))?.bytes);
  });

  test("keeps the algorithm its key has, whatever the export says", async () => {
    const key = ofType(await itemNamed("Shop"), "passkey")[1]?.key as Uint8Array;
    expect(createPrivateKey({ key: Buffer.from(key), format: "der", type: "pkcs8" }).asymmetricKeyType).toBe("ed25519");
  });

  test("with a counter is refused and the login stays", async () => {
    const counted = { ...source[0], counter: "1" };
    const { document } = await readJson(login({ fido2Credentials: [counted] }));
    expect(document.accounts[0]?.items[0]?.credentials.map(({ type }) => type)).toEqual(["basic-auth"]);
  });
});

describe("other kinds", () => {
  test("a card has a padded expiry month", async () => {
    expect(ofType(await itemNamed("A card"), "credit-card")[0]).toMatchObject({ expiryDate: { fieldType: "year-month", value: "2031-03" } });
  });

  test("a card's two-digit year is in this century", async () => {
    const { document } = await readJson({ items: [{ id: "x", name: "c", type: 3, card: { expMonth: "12", expYear: "31" } }] });
    expect(document.accounts[0]?.items[0]?.credentials[0]).toMatchObject({ expiryDate: { value: "2031-12" } });
  });

  test("a card's expiry that is no month stays as fields", async () => {
    const { document } = await readJson({ items: [{ id: "x", name: "c", type: 3, card: { number: "4", expMonth: "soon", expYear: "2031" } }] });
    expect(document.accounts[0]?.items[0]?.credentials[1]).toMatchObject({ fields: [{ value: "soon" }, { value: "2031" }] });
  });

  test("an identity becomes name, address and documents", async () => {
    expect((await itemNamed("Me")).credentials.map(({ type }) => type)).toEqual([
      "person-name",
      "address",
      "identity-document",
      "passport",
      "drivers-license",
      "custom-fields",
    ]);
  });

  test("a kind from the future keeps what it holds, concealed", async () => {
    expect((await itemNamed("From the future")).credentials).toEqual([
      {
        type: "custom-fields",
        fields: [
          { fieldType: "concealed-string", value: "Enterprise", label: "starship name" },
          { fieldType: "concealed-string", value: "NCC-1701", label: "starship code" },
        ],
      },
    ]);
  });

  test("what is in the trash is left there, and said", async () => {
    const { report } = await read(fixture("bitwarden.json"));
    expect(report.findings.filter(({ about }) => about === "In the trash")).toEqual([
      { kind: "refused", path: "/items/6", reason: "deleted-item", about: "In the trash" },
    ]);
  });

  test.each(["SSH ed25519 256", "SSH rsa 2048", "SSH ecdsa 256", "SSH ecdsa 384", "SSH ecdsa 521"])("%s signs", async (title) => {
    const [key] = ofType(await itemNamed(title), "ssh-key");
    const privateKey = createPrivateKey({ key: Buffer.from(key?.privateKey as Uint8Array), format: "der", type: "pkcs8" });
    const signature = sign(null, Buffer.from("message"), privateKey);
    expect(verify(null, Buffer.from("message"), createPublicKey(privateKey), signature)).toBe(true);
  });

  test("a locked SSH key stays whole", async () => {
    const source = SOURCE.items.find((item: { name: string }) => item.name.endsWith("locked")).sshKey.privateKey;
    expect((await itemNamed("SSH ed25519 256 locked")).credentials[0]).toMatchObject({ fields: [{ fieldType: "concealed-string", value: source }, {}] });
  });
});

describe("folders", () => {
  test("with slashes are nested, each with its own identifier", async () => {
    const collections = (await account())?.collections;
    const [web, shops] = SOURCE.folders.map(({ id }: { id: string }) => fromHex(id.replaceAll("-", "")));
    expect(collections).toMatchObject([{ id: web, title: "Web", subCollections: [{ id: shops, title: "Shops" }] }]);
  });

  test("hold their items", async () => {
    const shop = await itemNamed("Shop");
    expect((await account())?.collections[0]?.subCollections?.[0]?.items).toEqual([{ item: shop.id }]);
  });

  test("of an organisation may share an item", async () => {
    const collections = ["a", "b"].map((name, i) => ({ id: `5d6b1d5c-5f0e-4a4e-8a8e-00000000000${i}`, name }));
    const items = [{ id: "5d6b1d5c-5f0e-4a4e-8a8e-0000000000ff", name: "shared", type: 2, collectionIds: collections.map(({ id }) => id) }];
    const { document } = await readJson({ encrypted: false, collections, items });
    expect(document.accounts[0]?.collections.map((collection) => collection.items.length)).toEqual([1, 1]);
  });
});

describe("a damaged export", () => {
  test("costs only the damaged item", async () => {
    const items = [null, 7, { id: "5d6b1d5c-5f0e-4a4e-8a8e-000000000001", name: "whole", type: 2, notes: "n" }, "text"];
    expect((await readJson({ items })).document.accounts[0]?.items.map(({ title }) => title)).toEqual(["whole"]);
  });

  test("names the damaged items", async () => {
    expect(await reasons({ items: [null, 7] })).toEqual(["unreadable-item", "unreadable-item"]);
  });

  test("an item without identifier gets the same one every time", async () => {
    const value = {
      items: [
        { name: "a", type: 2 },
        { name: "a", type: 2 },
      ],
    };
    const ids = async () => (await readJson(value)).document.accounts[0]?.items.map(({ id }) => id);
    expect(await ids()).toEqual(await ids());
  });

  test("two items with one identifier get two", async () => {
    const id = "5d6b1d5c-5f0e-4a4e-8a8e-000000000001";
    expect(
      await reasons({
        items: [
          { id, name: "a", type: 2 },
          { id, name: "b", type: 2 },
        ],
      }),
    ).toEqual(["duplicate-id"]);
  });

  test("a lone surrogate is replaced", async () => {
    const bytes = utf8('{"items":[{"name":"a\\ud800b","type":2}]}');
    expect((await read(bytes)).document.accounts[0]?.items[0]?.title).toBe("a\ufffdb");
  });

  test("a member named __proto__ changes nothing", async () => {
    const bytes = utf8('{"items":[{"name":"a","type":2,"__proto__":{"notes":"evil"}}]}');
    expect((await read(bytes)).document.accounts[0]?.items[0]).toMatchObject({ title: "a" });
  });

  test("without items is refused", async () => {
    await expect(readJson({ encrypted: false })).rejects.toMatchObject({ code: "format.malformed" });
  });
});

describe("an encrypted export", () => {
  test.each(["bitwarden-pbkdf2.json", "bitwarden-argon2id.json"])("%s opens to the clear one", async (name) => {
    expect((await read(fixture(name), "correct horse")).document).toEqual((await read(fixture("bitwarden.json"))).document);
  });

  test.each(["wrong", ""])("is not opened by %j", async (password) => {
    await expect(read(fixture("bitwarden-pbkdf2.json"), password)).rejects.toMatchObject({ code: "format.wrong-passphrase" });
  });

  test("is not opened without a password", async () => {
    await expect(read(fixture("bitwarden-pbkdf2.json"))).rejects.toMatchObject({ code: "format.wrong-passphrase" });
  });

  test("of an account is refused with what to do", async () => {
    await expect(readJson({ encrypted: true, items: [] })).rejects.toMatchObject({
      code: "format.unsupported",
      detail: expect.stringContaining("file password"),
    });
  });

  const changed = (change: object) => utf8(JSON.stringify({ ...JSON.parse(new TextDecoder().decode(fixture("bitwarden-argon2id.json"))), ...change }));

  test.each([{ kdfType: 0, kdfIterations: 2_000_001 }, { kdfMemory: 1025 }, { kdfParallelism: 17 }, { kdfIterations: 1_000_000 }])(
    "that asks for too much work is refused before any: %j",
    async (change) => {
      await expect(read(changed(change), "correct horse")).rejects.toMatchObject({ code: "format.limit-exceeded" });
    },
  );

  test.each([{ kdfIterations: 0 }, { kdfIterations: "many" }, { kdfMemory: null }, { data: "2.AAAA|BBBB|CCCC" }, { data: 5 }])(
    "with broken parameters is malformed: %j",
    async (change) => {
      await expect(read(changed(change), "correct horse")).rejects.toMatchObject({ code: "format.malformed" });
    },
  );

  test("with an unknown derivation is unsupported", async () => {
    await expect(read(changed({ kdfType: 2 }), "correct horse")).rejects.toMatchObject({ code: "format.unsupported" });
  });

  test("whose payload was changed is malformed", async () => {
    const { data } = JSON.parse(new TextDecoder().decode(fixture("bitwarden-argon2id.json")));
    const flipped = data.replace(/.(?=.{60}$)/, (letter: string) => (letter === "A" ? "B" : "A"));
    await expect(read(changed({ data: flipped }), "correct horse")).rejects.toMatchObject({ code: "format.malformed" });
  });
});
