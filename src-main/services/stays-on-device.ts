// What no transfer can take along, because something else holds it: what its owner wrote down in the vault, and what this computer knows
// of its own passkeys. The other side is told by name, so that nobody closes an account too early.

import { base64url } from "../../src-shared/bytes.ts";
import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { StaysHere } from "../../src-shared/exchange/ports.ts";
import { STAYS_KINDS, type StaysEntry, type StaysKind } from "../../src-shared/ipc/views-transfer.ts";
import type { Setting, Vault } from "../../src-shared/vault/model.ts";
import { plainLine } from "./desktop/shown-text.ts";
import { settingRecord } from "./setting-record.ts";

const SETTING = "stays-on-device";

/** As many as a key message lists, docs/protocol.md §6. */
export const MOST_STAYS = 200;
/** UTF-16 units of a title and of a site, as a key message has room for. */
const LONGEST = 64;

export type DevicePasskey = {
  readonly rpId: string;
  readonly userName: string /** Copied to other computers by its keeper, so not bound to this one. */;
  readonly backedUp: boolean;
};

/** The passkeys that this computer itself keeps and does not give away. */
export interface DevicePasskeys {
  /** Undefined where the system does not say. Never throws. */
  list(): Promise<readonly DevicePasskey[] | undefined>;
}

/** What the other side reads, with the type it is listed under. Both are in its receipt: they do not change. */
const WORDS: Record<StaysKind, { readonly type: string; readonly reason: string }> = {
  "security-key": { type: "passkey", reason: "kept on a security key" },
  "this-computer": { type: "passkey", reason: "bound to the computer it was made on" },
  "phone-app": { type: "app", reason: "kept by an app on a phone" },
  "smart-card": { type: "smart-card", reason: "kept on a smart card" },
  other: { type: "other", reason: "cannot be copied" },
};

/** The kind that a receipt's reason stands for; undefined for the words of another program. */
export function staysKindOf(reason: string): StaysKind | undefined {
  return STAYS_KINDS.find((kind) => WORDS[kind].reason === reason);
}

/** The owner's list, by title. */
export function staysEntries(vault: Pick<Vault, "setting">): readonly StaysEntry[] {
  const stored = vault.setting(SETTING);
  if (!Array.isArray(stored)) return [];
  return stored.filter(isEntry).toSorted((a, b) => a.title.localeCompare(b.title));
}

/** `site`: an address or a name. Without `id` it is a new one; an id that is not there is taken back in. */
export type StaysDraft = { readonly id?: string | undefined; readonly title: string; readonly site: string; readonly kind: StaysKind };

/** Throws `usage.invalid` for one without title and site, and beyond `MOST_STAYS`. */
export function putStays(vault: Pick<Vault, "setting" | "putSetting">, primitives: Pick<Primitives, "random">, draft: StaysDraft): StaysEntry {
  const site = cut(siteOf(draft.site));
  const title = cut(plainLine(draft.title)) || site;
  if (title === "") throw new ExchangeError("usage.invalid", { detail: "title" });
  const entry: StaysEntry = { id: draft.id ?? base64url(primitives.random(9)), title, kind: draft.kind, ...(site !== "" && { site }) };
  const others = staysEntries(vault).filter(({ id }) => id !== entry.id);
  if (others.length >= MOST_STAYS) throw new ExchangeError("usage.invalid", { detail: `at most ${MOST_STAYS} can be listed` });
  write(vault, [...others, entry]);
  return entry;
}

/** Throws `vault.item-missing`. */
export function removeStays(vault: Pick<Vault, "setting" | "putSetting">, id: string): void {
  const entries = staysEntries(vault);
  const others = entries.filter((entry) => entry.id !== id);
  if (others.length === entries.length) throw new ExchangeError("vault.item-missing", { detail: "entry" });
  write(vault, others);
}

/** The system's own, as entries; undefined where it does not say. */
export async function staysOfSystem(passkeys: DevicePasskeys | undefined): Promise<readonly StaysEntry[] | undefined> {
  const listed = await passkeys?.list();
  return listed
    ?.filter(({ backedUp }) => !backedUp)
    .map(({ rpId, userName }, place) => ({ id: `system-${place}`, title: cut(plainLine(userName)) || rpId, site: rpId, kind: "this-computer" }));
}

/** For a review and a receipt: the owner's list, then what the system adds to it. */
export async function staysHere(vault: Pick<Vault, "setting">, passkeys: DevicePasskeys | undefined): Promise<readonly StaysHere[]> {
  const own = staysEntries(vault);
  const named = new Set(own.filter(({ kind }) => kind === "this-computer").map(({ site }) => site));
  const added = ((await staysOfSystem(passkeys)) ?? []).filter(({ site }) => !named.has(site));
  return [...own, ...added].map(({ title, site, kind }) => ({ title, ...WORDS[kind], ...(site !== undefined && { rpId: site }) }));
}

/** `mail.example.com` of `https://mail.example.com/login`; a name that is no address stays as it was typed. */
function siteOf(text: string): string {
  const typed = plainLine(text);
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@\s]*@)?([^/?#\s]+\.[^/?#\s]+)(?:[/?#]\S*)?$/i.exec(typed)?.[1];
  return host?.toLowerCase() ?? typed;
}

function cut(text: string): string {
  return text.slice(0, LONGEST).toWellFormed().trim();
}

function write(vault: Pick<Vault, "putSetting">, entries: readonly StaysEntry[]): void {
  vault.putSetting(
    SETTING,
    entries.map(({ id, title, site, kind }) => ({ id, title, kind, ...(site !== undefined && { site }) })),
  );
}

function isEntry(value: Setting): value is StaysEntry & { readonly [name: string]: Setting } {
  const { id, title, site, kind } = settingRecord(value) ?? {};
  return [id, title].every((one) => typeof one === "string") && ["string", "undefined"].includes(typeof site) && STAYS_KINDS.some((one) => one === kind);
}
