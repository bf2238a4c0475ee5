// One item as the window shows it: everything but what is concealed.

import { base64url } from "../../../src-shared/bytes.ts";
import type { CredentialKeys } from "../../../src-shared/crypto/primitives.ts";
import { type Credential, type FileCredential, type Item, type ItemReference, isType, type Passkey, type Totp } from "../../../src-shared/cxf/document.ts";
import { toExchangeError } from "../../../src-shared/errors.ts";
import type { DetailView, PasskeyDetail, SectionView } from "../../../src-shared/ipc/views-vault.ts";
import type { Ref, Vault, VaultItemView } from "../../../src-shared/vault/model.ts";
import { linkKey } from "./collections.ts";
import { itemRef } from "./item-ref.ts";
import { itemShown, titleShown } from "./item-shown.ts";
import { passkeyTests, testKey } from "./passkey-test.ts";
import { shownText } from "./shown-text.ts";
import type { VaultState } from "./vault-state.ts";

const LONGEST_NAME = 128;
const MOST_APPS = 64;

/** Throws `vault.item-missing`. */
export function detailView(state: VaultState, keys: CredentialKeys, ref: Ref): DetailView {
  const { vault } = state;
  const view = vault.view(ref);
  const item = vault.item(ref);
  const tests = item.credentials.some(({ type }) => type === "passkey") ? passkeyTests(vault, ref) : {};
  const shown = itemShown(item, ref.account);
  const around = { vault, keys, ref, tests };
  return {
    ref: itemRef(ref),
    ...shown,
    apps: appsOf(item),
    collections: collectionsOf(state, ref),
    sections: shown.sections.map((section) => ({ ...section, ...partOf(around, item.credentials[section.index]) })),
    ...times(item, view),
    ...fromOf(state, view),
    versions: view.versions,
  };
}

function times({ creationAt, modifiedAt }: Item, { addedAt, trashedAt }: VaultItemView) {
  return {
    addedAt,
    ...(creationAt !== undefined && { createdAt: creationAt }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    ...(trashedAt !== undefined && { trashedAt }),
  };
}

function appsOf(item: Item): readonly string[] {
  return (item.scope?.androidApps ?? []).slice(0, MOST_APPS).map(({ name, bundleId }) => shownText(name || bundleId, LONGEST_NAME));
}

function collectionsOf(state: VaultState, ref: Ref): DetailView["collections"] {
  const key = linkKey(ref);
  const holding = state.collections().filter(({ keys }) => keys().has(key));
  return holding.map(({ account, collection, title }) => ({ account: base64url(account), collection: base64url(collection), title }));
}

function fromOf(state: VaultState, { transferId }: VaultItemView): { readonly from?: string } {
  const counterpart = transferId && state.counterpart(transferId);
  return counterpart === undefined || counterpart === "" ? {} : { from: shownText(counterpart, LONGEST_NAME) };
}

type Around = { readonly vault: Vault; readonly keys: CredentialKeys; readonly ref: Ref; readonly tests: ReturnType<typeof passkeyTests> };

/** What a type has beside its fields. */
function partOf(around: Around, credential: Credential | undefined): Partial<SectionView> {
  if (credential === undefined) return {};
  if (isType(credential, "passkey")) return { passkey: passkeyDetail(around, credential) };
  if (isType(credential, "file")) return { file: fileDetail(credential) };
  if (isType(credential, "totp")) return { totp: totpDetail(credential) };
  return isType(credential, "item-reference") ? { reference: referenceDetail(around, credential) } : {};
}

function passkeyDetail({ keys, tests }: Around, passkey: Passkey): PasskeyDetail {
  const { rpId, username, userDisplayName, fido2Extensions: extensions } = passkey;
  const algorithm = algorithmOf(keys, passkey.key);
  const lastTest = tests[testKey(passkey)];
  const held = [
    extensions?.hmacCredentials && ("prf" as const),
    extensions?.largeBlob && ("large-blob" as const),
    extensions?.credBlob && ("cred-blob" as const),
    extensions?.payments && ("payments" as const),
  ];
  return {
    rpId: titleShown(rpId),
    username: titleShown(username),
    displayName: titleShown(userDisplayName),
    ...(algorithm !== undefined && { algorithm }),
    extensions: held.filter((one) => one !== undefined && one !== false),
    ...(lastTest && { lastTest }),
  };
}

function algorithmOf(keys: CredentialKeys, key: Uint8Array): string | undefined {
  try {
    return keys.algorithm(key);
  } catch (thrown) {
    if (toExchangeError(thrown).code === "format.malformed") return undefined;
    throw thrown;
  }
}

function fileDetail({ id, name, decryptedSize }: FileCredential): NonNullable<SectionView["file"]> {
  return { id: base64url(id), name: shownText(name, LONGEST_NAME), size: decryptedSize };
}

function totpDetail({ period, digits, issuer }: Totp): NonNullable<SectionView["totp"]> {
  return { period, digits, ...(issuer !== undefined && { issuer: titleShown(issuer) }) };
}

/** The title only of an item that is there. */
function referenceDetail({ vault, ref }: Around, { reference }: ItemReference): NonNullable<SectionView["reference"]> {
  const target = { account: reference.account ?? ref.account, item: reference.item };
  try {
    return { ref: itemRef(target), title: titleShown(vault.view(target).title) };
  } catch (thrown) {
    if (toExchangeError(thrown).code === "vault.item-missing") return { ref: itemRef(target) };
    throw thrown;
  }
}
