// What keepassxc-cli itself says a database holds: its XML export, read without any part of the product.

import { spawnSync } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { type SeenCode, type SeenEntry, type SeenPasskey, sha256 } from "./seen-entry.ts";

const STANDARD = ["Title", "UserName", "Password", "URL", "Notes", "otp"];
const PASSKEY = "KPEX_PASSKEY_";

export function exportedEntries(database: string, password: string): readonly SeenEntry[] {
  const { status, stdout, stderr } = spawnSync("keepassxc-cli", ["export", "-q", "-f", "xml", database], {
    input: `${password}\n`,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`keepassxc-cli export failed: ${stderr}`);
  const file = only(readXml(stdout), "KeePassFile");
  const binaries = children(only(only(file, "Meta"), "Binaries"), "Binary").map(
    (binary) => [binary.attributes.ID ?? "", gunzipSync(Buffer.from(binary.text, "base64"))] as const,
  );
  return entriesIn(only(only(file, "Root"), "Group"), [], new Map(binaries));
}

type Binaries = ReadonlyMap<string, Uint8Array>;

function entriesIn(group: Node, folder: readonly string[], binaries: Binaries): readonly SeenEntry[] {
  const below = children(group, "Group").flatMap((one) => entriesIn(one, [...folder, only(one, "Name").text], binaries));
  return [...children(group, "Entry").map((entry) => seenEntry(entry, folder, binaries)), ...below];
}

function seenEntry(entry: Node, folder: readonly string[], binaries: Binaries): SeenEntry {
  const strings = new Map(children(entry, "String").map((string) => [only(string, "Key").text, only(string, "Value")] as const));
  const text = (name: string) => strings.get(name)?.text ?? "";
  const time = (name: string) => Date.parse(only(only(entry, "Times"), name).text) / 1000;
  const own = [...strings].filter(([name]) => !STANDARD.includes(name) && !name.startsWith(PASSKEY));
  return {
    id: Buffer.from(only(entry, "UUID").text, "base64").toString("base64url"),
    folder,
    title: text("Title"),
    username: text("UserName"),
    password: text("Password"),
    urls: [text("URL")],
    notes: text("Notes"),
    tags: only(entry, "Tags").text.split(/[,;]/).filter(Boolean),
    created: time("CreationTime"),
    modified: time("LastModificationTime"),
    codes: strings.has("otp") ? [seenCode(text("otp"))] : [],
    passkeys: strings.has(`${PASSKEY}CREDENTIAL_ID`) ? [seenPasskey(text)] : [],
    own: own.map(([name, value]) => [name, value.text, value.attributes.ProtectInMemory === "True"] as const),
    files: children(entry, "Binary").map((one) => [only(one, "Key").text, sha256(content(only(one, "Value"), binaries))] as const),
  };
}

function content({ attributes: { Ref = "" } }: Node, binaries: Binaries): Uint8Array {
  const found = binaries.get(Ref);
  if (found === undefined) throw new Error(`no binary ${Ref}`);
  return found;
}

function seenCode(uri: string): SeenCode {
  const { searchParams: parameters } = new URL(uri);
  const [secret, issuer] = [parameters.get("secret") ?? "", parameters.get("issuer") ?? ""];
  return { secret, period: Number(parameters.get("period")), digits: Number(parameters.get("digits")), algorithm: "sha1", issuer };
}

function seenPasskey(text: (name: string) => string): SeenPasskey {
  const of = (name: string) => text(`${PASSKEY}${name}`);
  const key = createPrivateKey(of("PRIVATE_KEY_PEM")).export({ format: "der", type: "pkcs8" }).toString("base64url");
  return { rpId: of("RELYING_PARTY"), username: of("USERNAME"), credentialId: of("CREDENTIAL_ID"), userHandle: of("USER_HANDLE"), key };
}

type Node = { readonly name: string; readonly attributes: { readonly [name: string]: string }; text: string; readonly inside: Node[] };

const ENTITIES: { readonly [name: string]: string } = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Enough of XML for this program's output. */
function readXml(source: string): Node {
  const top: Node = { name: "", attributes: {}, text: "", inside: [] };
  const open = [top];
  for (const [, closing, name, attributes = "", empty, text] of source.matchAll(/<(\/?)([A-Za-z]+)((?:\s+\w+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    const current = open.at(-1) ?? top;
    if (text !== undefined) current.text += plain(text);
    else if (closing) open.pop();
    else if (name !== undefined) {
      const node: Node = {
        name,
        attributes: Object.fromEntries([...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
        text: "",
        inside: [],
      };
      current.inside.push(node);
      if (!empty) open.push(node);
    }
  }
  return top;
}

function plain(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) => (code ? String.fromCodePoint(Number(code)) : (ENTITIES[name] ?? whole)));
}

function children(node: Node, name: string): readonly Node[] {
  return node.inside.filter((one) => one.name === name);
}

function only(node: Node, name: string): Node {
  const [found] = children(node, name);
  if (found === undefined) throw new Error(`no ${name} in ${node.name}`);
  return found;
}
