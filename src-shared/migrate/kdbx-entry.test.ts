import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import type { Credential } from "../cxf/document.ts";
import { ReportBuilder } from "../cxf/report.ts";
import { kdbxEntry } from "./kdbx-entry.ts";
import { readXml } from "./xml-reader.ts";

const ID = new Uint8Array(16).fill(1);
const KEY = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "pem", type: "pkcs8" }) as string;

function read(inside: string, binaries: ReadonlyMap<string, Uint8Array> = new Map()) {
  const findings = new ReportBuilder();
  const around = { binaries, findings, sha256: (content: Uint8Array) => nodePrimitives.sha256(content), fileId: () => Uint8Array.of(9) };
  const { item, files } = kdbxEntry(readXml(`<Entry>${inside}</Entry>`), ID, "/e", around);
  return { item, files, findings: findings.finish().findings.map(({ path, reason }) => `${path} ${reason}`) };
}

const string = (name: string, value: string) => `<String><Key>${name}</Key><Value>${value}</Value></String>`;
const strings = (values: { readonly [name: string]: string }) =>
  Object.entries(values)
    .map(([name, value]) => string(name, value))
    .join("");
const totpsOf = (values: { readonly [name: string]: string }) => read(strings(values)).item.credentials.filter(({ type }) => type === "totp");
const plain = { type: "totp", secret: "JBSWY3DPEHPK3PXP", period: 30, digits: 6, algorithm: "sha1" };

describe("one-time codes", () => {
  test.each([
    [{ "TimeOtp-Secret-Base32": "JBSWY3DPEHPK3PXP" }, plain],
    [{ "TimeOtp-Secret-Hex": "48656c6c6f21deadbeef" }, plain],
    [{ "TimeOtp-Secret-Base64": "SGVsbG8h3q2+7w==" }, plain],
    [{ "TimeOtp-Secret": "Hello!" }, { ...plain, secret: "JBSWY3DPEE" }],
    [
      { "TimeOtp-Secret-Hex": "48656c6c6f21deadbeef", "TimeOtp-Period": "60", "TimeOtp-Length": "8", "TimeOtp-Algorithm": "HMAC-SHA-512" },
      { ...plain, period: 60, digits: 8, algorithm: "sha512" },
    ],
    [
      { "TOTP Seed": "JBSWY3DPEHPK3PXP", "TOTP Settings": "60;8" },
      { ...plain, period: 60, digits: 8 },
    ],
    [{ "TOTP Seed": "jbsw y3dp ehpk 3pxp" }, plain],
    [{ otp: "key=JBSWY3DPEHPK3PXP&amp;step=60" }, { ...plain, period: 60 }],
  ])("%j", (values, totp) => {
    expect(totpsOf(values)).toEqual([totp]);
  });

  test("in two spellings of one secret are one", () => {
    expect(totpsOf({ otp: "JBSWY3DPEHPK3PXP", "TOTP Seed": "JBSWY3DPEHPK3PXP" })).toEqual([plain]);
  });

  test.each([
    [{ "TOTP Seed": "JBSWY3DPEHPK3PXP", "TOTP Settings": "30;S" }, "/e/TOTP Seed steam-totp"],
    [{ "HmacOtp-Secret-Hex": "00", "HmacOtp-Counter": "7" }, "/e/HmacOtp-Secret-Hex hotp"],
    [{ "TimeOtp-Secret-Hex": "xyz" }, "/e/TimeOtp-Secret-Hex unreadable-otp"],
    [{ otp: "otpauth://totp/x?secret=AAAA&amp;algorithm=MD5" }, "/e/otp unknown-otp-algorithm"],
  ])("that have no place stay whole, concealed: %j", (values, finding) => {
    const { item, findings } = read(strings(values));
    const kept = Object.entries(values).map(([label, value]) => ({ fieldType: "concealed-string", label, value: value.replaceAll("&amp;", "&") }));
    expect([findings, item.credentials]).toEqual([[finding], [{ type: "custom-fields", fields: kept }]]);
  });
});

describe("a passkey", () => {
  const whole = {
    KPEX_PASSKEY_USERNAME: "me",
    KPEX_PASSKEY_CREDENTIAL_ID: "AQID",
    KPEX_PASSKEY_PRIVATE_KEY_PEM: KEY,
    KPEX_PASSKEY_RELYING_PARTY: "one.example",
    KPEX_PASSKEY_USER_HANDLE: "BAUG",
  };
  const passkey = {
    type: "passkey",
    credentialId: Uint8Array.of(1, 2, 3),
    rpId: "one.example",
    username: "me",
    userDisplayName: "me",
    userHandle: Uint8Array.of(4, 5, 6),
  };

  test("arrives and leaves no attribute behind", () => {
    expect(read(strings(whole)).item.credentials).toEqual([{ ...passkey, key: expect.any(Uint8Array) }]);
  });

  test("without a user handle arrives, with a note", () => {
    const { KPEX_PASSKEY_USER_HANDLE: _, ...rest } = whole;
    expect(read(strings(rest)).findings).toEqual(["/e/KPEX_PASSKEY_USER_HANDLE passkey-without-user-handle"]);
  });

  test.each([
    { KPEX_PASSKEY_PRIVATE_KEY_PEM: "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----" },
    { KPEX_PASSKEY_PRIVATE_KEY_PEM: "no key" },
    { KPEX_PASSKEY_CREDENTIAL_ID: "!" },
    { KPEX_PASSKEY_CREDENTIAL_ID: "A".repeat(2000) },
    { KPEX_PASSKEY_USER_HANDLE: "A".repeat(200) },
    { KPEX_PASSKEY_RELYING_PARTY: "https://one.example/" },
  ])("that is damaged stays as fields, its secrets concealed: %j", (damage) => {
    const { item, findings } = read(strings({ ...whole, ...damage }));
    const fields = (item.credentials[0] as Credential & { readonly fields: readonly { label: string; fieldType: string }[] }).fields;
    const concealed = fields.filter(({ fieldType }) => fieldType === "concealed-string").map(({ label }) => label);
    expect([findings, fields.length, concealed]).toEqual([
      ["/e/KPEX_PASSKEY_PRIVATE_KEY_PEM passkey-unreadable"],
      5,
      ["KPEX_PASSKEY_CREDENTIAL_ID", "KPEX_PASSKEY_PRIVATE_KEY_PEM", "KPEX_PASSKEY_USER_HANDLE"],
    ]);
  });

  test("with a seed of another length keeps it as a concealed field", () => {
    const { item, findings } = read(strings({ ...whole, KPEX_PASSKEY_PRF: "AAAA" }));
    expect([findings, item.credentials[1]]).toEqual([
      ["/e/KPEX_PASSKEY_PRF passkey-prf"],
      { type: "custom-fields", fields: [{ fieldType: "concealed-string", value: "AAAA", label: "KPEX_PASSKEY_PRF" }] },
    ]);
  });
});

describe("files", () => {
  const binary = (name: string, value: string) => `<Binary><Key>${name}</Key>${value}</Binary>`;

  test("are found by their number", () => {
    expect(read(binary("a.txt", '<Value Ref="3"/>'), new Map([["3", Uint8Array.of(7)]])).files).toEqual([
      { file: Uint8Array.of(9), content: Uint8Array.of(7) },
    ]);
  });

  test("may stand in the entry", () => {
    expect(read(binary("a.txt", "<Value>AQID</Value>")).files).toEqual([{ file: Uint8Array.of(9), content: Uint8Array.of(1, 2, 3) }]);
  });

  test("may be empty", () => {
    expect(read(binary("a.txt", "<Value/>")).item.credentials).toMatchObject([{ type: "file", name: "a.txt", decryptedSize: 0 }]);
  });

  test("that are not there are missed", () => {
    expect(read(binary("a/b.txt", '<Value Ref="3"/>')).findings).toEqual(["/e/a~1b.txt missing-file"]);
  });
});

test.each([
  ["<History><Entry/></History>", "/e/History history"],
  ["<IconID>5</IconID>", "/e/IconID icon"],
  ["<CustomIconUUID>AQIDBAUGBwgJCgsMDQ4PEA==</CustomIconUUID>", "/e/IconID icon"],
  ["<BackgroundColor>#FF0000</BackgroundColor>", "/e/ForegroundColor colour"],
  ["<Times><Expires>True</Expires></Times>", "/e/Times/ExpiryTime expiry"],
  ["<AutoType><Association/></AutoType>", "/e/AutoType auto-type"],
  ["<OverrideURL>cmd://x</OverrideURL>", "/e/OverrideURL auto-type"],
  ["<CustomData><Item/></CustomData>", "/e/CustomData custom-data"],
  ["<Times><CreationTime>soon</CreationTime></Times>", "/e/Times/CreationTime unreadable-time"],
])("%s is said to be lost", (xml, finding) => {
  expect(read(xml).findings).toEqual([finding]);
});

test("defaults are no loss", () => {
  const xml =
    "<IconID>0</IconID><CustomIconUUID>AAAAAAAAAAAAAAAAAAAAAA==</CustomIconUUID><Times><Expires>False</Expires></Times><AutoType><Enabled>True</Enabled></AutoType>";
  expect(read(xml).findings).toEqual([]);
});
