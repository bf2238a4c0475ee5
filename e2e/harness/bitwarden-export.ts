// What a Bitwarden export holds, read straight from its JSON without any part of the product.

import type { SeenCode, SeenEntry, SeenPasskey } from "./seen-entry.ts";
import type { Json } from "./transfer.ts";

type Passkey = { readonly [member: string]: string | null } & { readonly rpId: string; readonly credentialId: string; readonly keyValue: string };
type Login = {
  readonly username: string | null;
  readonly password: string | null;
  readonly totp: string | null;
  readonly uris?: readonly { readonly uri: string }[];
  readonly fido2Credentials?: readonly Passkey[];
};
export type BitwardenItem = Json & {
  readonly id: string;
  readonly name: string;
  readonly folderId: string | null;
  readonly notes: string | null;
  readonly creationDate: string;
  readonly revisionDate: string;
  readonly deletedDate: string | null;
  readonly login?: Login;
};
export type BitwardenExport = { readonly folders: readonly { readonly id: string; readonly name: string }[]; readonly items: readonly BitwardenItem[] };

/** The logins that are not in the trash, without fields of the person's own. */
export function loginsOf({ folders, items }: BitwardenExport): readonly SeenEntry[] {
  const names = new Map(folders.map(({ id, name }) => [id, name]));
  return items.flatMap((item) => {
    const { login, deletedDate, folderId } = item;
    if (login === undefined || deletedDate !== null) return [];
    const folder = names.get(folderId ?? "")?.split("/") ?? [];
    return [{ ...seenItem(item), ...seenLogin(login), folder, tags: [], own: [], files: [] }];
  });
}

function seenItem({ id, name, notes, creationDate, revisionDate }: BitwardenItem) {
  const time = (text: string) => Math.floor(Date.parse(text) / 1000);
  return { id: uuid(id), title: name, notes: notes ?? "", created: time(creationDate), modified: time(revisionDate) };
}

function seenLogin({ username, password, totp, uris = [], fido2Credentials = [] }: Login) {
  return {
    username: username ?? "",
    password: password ?? "",
    urls: uris.map(({ uri }) => uri).filter((uri) => !uri.startsWith("androidapp:")),
    codes: totp === null || totp === undefined || totp.startsWith("steam:") ? [] : [seenCode(totp)],
    passkeys: fido2Credentials.filter(({ counter, keyValue }) => Number(counter) === 0 && keyValue.length > 40).map(seenPasskey),
  };
}

function seenCode(text: string): SeenCode {
  const parameters = text.startsWith("otpauth:") ? new URL(text).searchParams : new URLSearchParams({ secret: text });
  return {
    secret: (parameters.get("secret") ?? "").replaceAll(" ", "").toUpperCase(),
    period: Number(parameters.get("period") ?? 30),
    digits: Number(parameters.get("digits") ?? 6),
    algorithm: (parameters.get("algorithm") ?? "SHA1").toLowerCase(),
    issuer: parameters.get("issuer") ?? "",
  };
}

function seenPasskey({ rpId, userName, credentialId, userHandle, keyValue }: Passkey): SeenPasskey {
  const id = credentialId.startsWith("b64.") ? credentialId.slice(4) : uuid(credentialId);
  return { rpId, username: userName ?? "", credentialId: id, userHandle: userHandle ?? "", key: keyValue };
}

function uuid(text: string): string {
  return Buffer.from(text.replaceAll("-", ""), "hex").toString("base64url");
}
