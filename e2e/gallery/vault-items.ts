// Items for the pictures of the vault: rows and details of every kind, made up.

import type { DetailView, FieldView, ListView, RowView, SectionView } from "../../src-shared/ipc/views-vault.ts";

const row = (item: string, title: string, detail: string, kinds: readonly string[], favorite = false): RowView => ({
  ref: { account: "YQ", item },
  title,
  detail,
  kinds,
  favorite,
});

const ROWS: readonly RowView[] = [
  row("MQ", "Alpine Rail", "sam.doe@example.com", ["basic-auth"]),
  row("Mg", "Book Harbour", "sam", ["basic-auth", "totp"]),
  row("Mw", "City Library", "4401 2213 08", ["basic-auth", "note"]),
  row("NA", "Deploy key, staging", "ed25519", ["ssh-key"]),
  row("NQ", "Example Cloud", "sam.doe@example.com", ["passkey", "basic-auth", "totp", "note", "file"], true),
  row("Ng", "Family flat Wi-Fi", "lighthouse-5g", ["wifi"]),
  row("Nw", "Harbour Bank", "sam.doe", ["passkey", "credit-card", "custom-fields"], true),
  row("OA", "Identity card", "Sam Doe", ["identity-document"]),
  row("OQ", "Junction Forum", "night_ferry", ["basic-auth"]),
  row("MTA", "Kiln & Clay pottery courses, Wednesday evening group, second semester", "sam.doe+pottery.wednesday@mail.example.com", ["basic-auth", "note"]),
  row("MTE", "Lighthouse Mail", "sam@lighthouse.example", ["basic-auth", "totp"]),
  row("MTI", "Passport", "Sam Doe", ["passport"]),
];

export const LIST: ListView = { total: 12, from: 0, rows: ROWS, generation: 1 };
export const LONG_LIST: ListView = {
  total: 100_000,
  from: 0,
  generation: 1,
  rows: Array.from({ length: 100 }, (_, i) => row(`x${i}`, `Item ${i + 1}`, "sam", ["basic-auth"])),
};
export const NO_LIST: ListView = { total: 0, from: 0, rows: [], generation: 1 };

const plain = (index: number, member: string, value: string, type = "string"): FieldView => ({
  path: `credentials/${index}/${member}`,
  member,
  type,
  concealed: false,
  filled: value !== "",
  value,
});
const secret = (index: number, member: string, type = "concealed-string"): FieldView => ({
  path: `credentials/${index}/${member}`,
  member,
  type,
  concealed: true,
  filled: true,
});
const part = (index: number, type: string, fields: readonly FieldView[], more: Partial<SectionView> = {}): SectionView => ({
  index,
  type,
  known: true,
  fields,
  ...more,
});

const BASE: DetailView = {
  ref: { account: "YQ", item: "NQ" },
  title: "Example Cloud",
  subtitle: "Work account",
  favorite: true,
  tags: ["daily", "work"],
  urls: ["https://console.cloud.example/sign-in", "https://cloud.example"],
  apps: [],
  collections: [{ account: "YQ", collection: "dw", title: "Work" }],
  sections: [],
  createdAt: 1_714_556_400,
  modifiedAt: 1_763_983_200,
  addedAt: 1_761_000_000,
  from: "Studio iMac",
  versions: 3,
};

export const LOGIN: DetailView = {
  ...BASE,
  sections: [
    part(0, "basic-auth", [plain(0, "username", "sam.doe@example.com"), secret(0, "password")]),
    part(1, "totp", [secret(1, "secret"), plain(1, "issuer", "Example Cloud")], { totp: { period: 30, digits: 6, issuer: "Example Cloud" } }),
    part(2, "passkey", [plain(2, "rpId", "cloud.example"), plain(2, "username", "sam.doe@example.com"), plain(2, "userDisplayName", "Sam Doe")], {
      passkey: {
        rpId: "cloud.example",
        username: "sam.doe@example.com",
        displayName: "Sam Doe",
        algorithm: "ES256",
        extensions: ["prf", "large-blob"],
        lastTest: { at: 1_763_983_200, working: true },
      },
    }),
    part(3, "note", [secret(3, "content", "text")]),
    part(4, "file", [], { file: { id: "ZmlsZQ", name: "recovery-codes.pdf", size: 48_213 } }),
  ],
};

const LONG = "A very long value that a program before this one wrote without a single thought for who has to read it, ".repeat(4).trim();

export const ODD: DetailView = {
  ...BASE,
  title: "Kiln & Clay pottery courses, Wednesday evening group, second semester, with the glazing workshop",
  subtitle: LONG.slice(0, 160),
  tags: ["a-tag-that-is-longer-than-the-pane-it-is-shown-in-because-nobody-said-it-must-not-be", "x", "daily"],
  urls: [`https://pottery.example/${"courses/".repeat(30)}`],
  apps: ["Kiln & Clay for Android"],
  sections: [
    part(0, "basic-auth", [plain(0, "username", `${"sam.doe+pottery.".repeat(8)}@mail.example.com`), secret(0, "password")]),
    part(
      1,
      "custom-fields",
      [
        { ...plain(1, "fields", LONG), label: "Remarks of the teacher" },
        { ...secret(1, "fields"), path: "credentials/1/fields/1", label: "Locker" },
      ],
      {
        label: "At the workshop",
      },
    ),
    part(2, "quantum-seal", [{ ...secret(2, "sealMaterial", "string"), path: "credentials/2/unknown/0" }], { known: false }),
    part(3, "item-reference", [plain(3, "reference", "YQ/Mg")], { reference: { ref: { account: "YQ", item: "Mg" }, title: "Book Harbour" } }),
    part(4, "passkey", [plain(4, "rpId", "pottery.example"), plain(4, "username", "sam")], {
      passkey: {
        rpId: "pottery.example",
        username: "sam",
        displayName: "",
        algorithm: "EdDSA",
        extensions: [],
        lastTest: { at: 1_763_983_200, working: false },
      },
    }),
  ],
};

export const PASSPORT: DetailView = {
  ...BASE,
  ref: { account: "YQ", item: "MTI" },
  title: "Passport",
  subtitle: "Sam Doe",
  favorite: false,
  tags: [],
  urls: [],
  collections: [],
  versions: 0,
  sections: [
    part(0, "passport", [
      plain(0, "issuingCountry", "DE", "country-code"),
      plain(0, "passportType", "P"),
      secret(0, "passportNumber"),
      plain(0, "fullName", "Sam Doe"),
      plain(0, "birthDate", "1988-02-29", "date"),
      plain(0, "expiryDate", "2031-07-14", "date"),
    ]),
    part(1, "wifi", [
      plain(1, "ssid", "lighthouse-5g"),
      plain(1, "networkSecurityType", "wpa3-personal", "wifi-network-security-type"),
      secret(1, "passphrase"),
      plain(1, "hidden", "true", "boolean"),
    ]),
  ],
};

export const TRASHED: DetailView = { ...LOGIN, trashedAt: 1_763_000_000, sections: LOGIN.sections.slice(0, 1) };

export const LOGIN_FORM: readonly FieldView[] = [
  { ...plain(0, "username", ""), path: "credentials/0/username" },
  { path: "credentials/0/password", member: "password", type: "concealed-string", concealed: true, filled: false },
];
