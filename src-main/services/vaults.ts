// Vaults in their directories: making one with its key slots, opening one the way its owner can, finding an item in it.

import { base64url, hex } from "../../src-shared/bytes.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Secret } from "../../src-shared/secret.ts";
import type { SlotView, Vault, VaultItemView } from "../../src-shared/vault/model.ts";
import { createVault, openVault, readSlots } from "../../src-shared/vault/open-vault.ts";
import type { RecordStore } from "../../src-shared/vault/ports.ts";
import { type OpeningPorts, openingKey, type UnlockBy, type UnlockOwner } from "./vault-opening.ts";

export type VaultAdapters = Omit<OpeningPorts, "store"> & {
  /** Throws `vault.exists` or `vault.write-failed`. */
  readonly createStore: (directory: string) => RecordStore;
  /** Throws `vault.missing`, `vault.in-use`, `vault.corrupt` or `vault.tampered`. */
  readonly openStore: (directory: string) => RecordStore;
};

/** Under this name any key store can be asked whether it is there. */
export const KEY_STORE_PROBE = "keyferry-probe";

export class VaultService {
  readonly #adapters: VaultAdapters;

  constructor(adapters: VaultAdapters) {
    this.#adapters = adapters;
  }

  /** An open vault with a passphrase, and its recovery key to show once. Throws `vault.exists` or `vault.write-failed`. */
  async create(directory: string, passphrase: Secret): Promise<{ readonly vault: Vault; readonly recoveryKey: string }> {
    const store = this.#adapters.createStore(directory);
    try {
      const { vault } = await createVault({ ...this.#adapters, store }, { provider: "passphrase", passphrase });
      const { recoveryKey } = await vault.addSlot({ provider: "recovery" });
      if (recoveryKey === undefined) throw new ExchangeError("internal.bug", { detail: "no recovery key" });
      return { vault, recoveryKey };
    } catch (thrown) {
      store.close();
      throw thrown;
    }
  }

  /** Before a slot is promised there. Throws `key-store.unavailable`. */
  async needKeyStore(): Promise<void> {
    const { keyStore } = this.#adapters;
    const state = await keyStore?.state(KEY_STORE_PROBE);
    if (state === undefined || state === "unavailable") throw new ExchangeError("key-store.unavailable");
  }

  /** The ways to open it. Throws `vault.missing`, `vault.in-use`, `vault.corrupt` or `vault.tampered`. */
  slots(directory: string): readonly SlotView[] {
    const store = this.#adapters.openStore(directory);
    try {
      return readSlots({ store });
    } finally {
      store.close();
    }
  }

  /** By one way in, or the first that opens it. Throws what `openingKey` throws besides `vault.missing`, `vault.in-use`, `vault.corrupt` and `vault.tampered`. */
  async open(directory: string, by: UnlockBy, owner: UnlockOwner): Promise<Vault> {
    const store = this.#adapters.openStore(directory);
    try {
      const ports = { ...this.#adapters, store };
      return openVault(ports, await openingKey(ports, by, owner));
    } catch (thrown) {
      store.close();
      throw thrown;
    }
  }
}

/** Letters of an id that name it when they fit only one. */
const SHORTEST = 4;

/** The one view named by its id, the beginning of its id, or its whole title. Throws `vault.item-missing`, or `usage.invalid` when it names several. */
export function findItem(views: readonly VaultItemView[], name: string): VaultItemView {
  const exact = views.filter(({ id }) => base64url(id) === name);
  if (exact.length > 0) return only(exact);
  const titled = views.filter(({ title }) => title === name);
  const begun = name.length < SHORTEST ? [] : views.filter(({ id }) => base64url(id).startsWith(name));
  return only([...new Set([...titled, ...begun])]);
}

/** The one slot named by the beginning of its id, in hexadecimal. */
export function findSlot(slots: readonly SlotView[], name: string): SlotView {
  const found = name.length < SHORTEST ? [] : slots.filter(({ slotId }) => hex(slotId).startsWith(name.toLowerCase()));
  const [slot] = found;
  if (slot === undefined || found.length > 1) throw new ExchangeError("usage.invalid", { detail: slot ? "that names several slots" : "no such slot" });
  return slot;
}

function only(views: readonly VaultItemView[]): VaultItemView {
  const [view] = views;
  if (view === undefined) throw new ExchangeError("vault.item-missing");
  if (views.length > 1) throw new ExchangeError("usage.invalid", { detail: `that names ${views.length} items` });
  return view;
}
