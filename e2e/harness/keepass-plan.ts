// A deterministic KeePass database as data, with real passkeys, and its KeePass 2 XML: what make-kdbx.ts turns into a file.

import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { gzipSync } from "node:zlib";

export type PlannedPasskey = {
  readonly rpId: string;
  readonly username: string;
  readonly credentialId: Uint8Array;
  readonly userHandle: Uint8Array;
  readonly pem: string;
  readonly der: Uint8Array;
};

export type PlannedEntry = {
  readonly uuid: Uint8Array;
  readonly group: readonly string[];
  readonly title: string;
  readonly username: string;
  readonly password: string;
  readonly url: string;
  readonly notes: string;
  readonly tags: readonly string[];
  /** Base32. */
  readonly totp?: string;
  readonly passkey?: PlannedPasskey;
  readonly file?: { readonly name: string; readonly content: Uint8Array };
  /** An attribute of the person's own. */
  readonly attribute?: { readonly name: string; readonly value: string; readonly concealed: boolean };
};

/** Sixteen or more bytes that depend only on `label`. */
function bytesFor(label: string, length = 16): Uint8Array {
  return new Uint8Array(createHash("shake256", { outputLength: length }).update(label).digest());
}

const GROUPS: readonly (readonly string[])[] = [[], ["Internet"], ["Internet", "Shops"], ["Work"], ["Work", "Servers", "Tést & <Ü>"]];
const NEW_KEYS: readonly (() => { readonly privateKey: KeyObject })[] = [
  () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  () => generateKeyPairSync("ed25519"),
  () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
];

function passkeyFor(i: number, keys: number): PlannedPasskey {
  const { privateKey } = (NEW_KEYS[keys % NEW_KEYS.length] as (typeof NEW_KEYS)[number])();
  return {
    rpId: `site${i}.example`,
    username: `person${i}@example.org`,
    credentialId: bytesFor(`credential ${i}`, 16 + (i % 40)),
    userHandle: bytesFor(`handle ${i}`, 32),
    pem: privateKey.export({ format: "pem", type: "pkcs8" }) as string,
    der: new Uint8Array(privateKey.export({ format: "der", type: "pkcs8" })),
  };
}

/** Every 5th entry has a one-time code, every 10th a passkey, every 8th a file, every 6th an attribute. */
export function planEntries(count: number): readonly PlannedEntry[] {
  return Array.from({ length: count }, (_, i): PlannedEntry => {
    const title = i % 7 === 3 ? `Entry ${i} "ünïcødé" <&> 日本` : `Entry ${i}`;
    return {
      uuid: bytesFor(`entry ${i}`),
      group: GROUPS[i % GROUPS.length] ?? [],
      title,
      username: `person${i}@example.org`,
      password: `p&ss<${i}>"'${"x".repeat(i % 30)}`,
      url: `https://site${i}.example/login?a=1&b=${i}`,
      notes: i % 3 === 0 ? `first line ${i}\nsecond line` : "",
      tags: i % 4 === 0 ? ["alpha", `tag${i % 8}`] : [],
      ...(i % 5 === 1 && { totp: "JBSWY3DPEHPK3PXP" }),
      ...(i % 10 === 2 && { passkey: passkeyFor(i, Math.floor(i / 10)) }),
      ...(i % 8 === 5 && { file: { name: `paper ${i}.bin`, content: bytesFor(`file ${i}`, 100 + i * 37) } }),
      ...(i % 6 === 4 && { attribute: { name: `PIN ${i}`, value: String(1000 + i), concealed: i % 12 === 4 } }),
    };
  });
}

type Group = { readonly name: string; readonly uuid: Uint8Array; readonly entries: PlannedEntry[]; readonly groups: Map<string, Group> };

function groupTree(entries: readonly PlannedEntry[]): Group {
  const root: Group = { name: "Plan", uuid: bytesFor("group "), entries: [], groups: new Map() };
  for (const entry of entries) {
    let group = root;
    for (const [depth, name] of entry.group.entries()) {
      const next = group.groups.get(name) ?? { name, uuid: bytesFor(`group ${entry.group.slice(0, depth + 1).join("\0")}`), entries: [], groups: new Map() };
      group.groups.set(name, next);
      group = next;
    }
    group.entries.push(entry);
  }
  return root;
}

/** KeePass 2 XML as `keepassxc-cli import` takes it. */
export function keepassXml(entries: readonly PlannedEntry[]): string {
  const files = entries.flatMap((entry) => (entry.file === undefined ? [] : [entry.file.content]));
  const binaries = files.map((content, i) => `<Binary ID="${i}" Compressed="True">${base64(gzipSync(content))}</Binary>`);
  const references = new Map(files.map((content, i) => [content, i]));
  const meta = `<Meta><Generator>plan</Generator><DatabaseName>Plan</DatabaseName><RecycleBinEnabled>False</RecycleBinEnabled><Binaries>${binaries.join("")}</Binaries></Meta>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<KeePassFile>${meta}<Root>${groupXml(groupTree(entries), references)}</Root></KeePassFile>`;
}

const TIMES =
  "<Times><CreationTime>2021-03-04T05:06:07Z</CreationTime><LastModificationTime>2024-02-29T12:00:00Z</LastModificationTime><Expires>False</Expires></Times>";

function groupXml(group: Group, references: ReadonlyMap<Uint8Array, number>): string {
  const inside = [...group.entries.map((entry) => entryXml(entry, references)), ...[...group.groups.values()].map((one) => groupXml(one, references))];
  return `<Group><UUID>${base64(group.uuid)}</UUID><Name>${escaped(group.name)}</Name>${TIMES}${inside.join("")}</Group>`;
}

function entryXml(entry: PlannedEntry, references: ReadonlyMap<Uint8Array, number>): string {
  const { passkey, file, totp, attribute } = entry;
  const strings = [
    stringXml("Title", entry.title),
    stringXml("UserName", entry.username),
    stringXml("Password", entry.password, true),
    stringXml("URL", entry.url),
    stringXml("Notes", entry.notes),
    ...(totp === undefined ? [] : [stringXml("otp", `otpauth://totp/Plan:me?secret=${totp}&issuer=Plan&period=30&digits=6`, true)]),
    ...(passkey === undefined ? [] : passkeyXml(passkey)),
    ...(attribute === undefined ? [] : [stringXml(attribute.name, attribute.value, attribute.concealed)]),
  ];
  const binary = file && `<Binary><Key>${escaped(file.name)}</Key><Value Ref="${references.get(file.content)}"/></Binary>`;
  return `<Entry><UUID>${base64(entry.uuid)}</UUID><Tags>${escaped(entry.tags.join(";"))}</Tags>${TIMES}${strings.join("")}${binary ?? ""}</Entry>`;
}

function passkeyXml(passkey: PlannedPasskey): readonly string[] {
  return [
    stringXml("KPEX_PASSKEY_USERNAME", passkey.username),
    stringXml("KPEX_PASSKEY_CREDENTIAL_ID", Buffer.from(passkey.credentialId).toString("base64url"), true),
    stringXml("KPEX_PASSKEY_PRIVATE_KEY_PEM", passkey.pem, true),
    stringXml("KPEX_PASSKEY_RELYING_PARTY", passkey.rpId),
    stringXml("KPEX_PASSKEY_USER_HANDLE", Buffer.from(passkey.userHandle).toString("base64url"), true),
    stringXml("KPEX_PASSKEY_FLAG_BE", "1"),
    stringXml("KPEX_PASSKEY_FLAG_BS", "1"),
  ];
}

function stringXml(key: string, value: string, concealed = false): string {
  return `<String><Key>${escaped(key)}</Key><Value${concealed ? ' ProtectInMemory="True"' : ""}>${escaped(value)}</Value></String>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
