// The calls about items: lists, one item, its secrets one at a time, and every change to it.

import { sameBytes, wipe } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { ArgsOf } from "../../../src-shared/ipc/contract.ts";
import type { ItemRef } from "../../../src-shared/ipc/views-vault.ts";
import type { Ref } from "../../../src-shared/vault/model.ts";
import { addFile, saveFile } from "./attachments.ts";
import type { Calls } from "./calls.ts";
import { collect, findCollection } from "./collections.ts";
import type { CopiedSecret } from "./copied-secret.ts";
import { templateFields } from "./credential-fields.ts";
import { codeAt, concealedAt, copiedAt, credentialAt, valueAt } from "./field-paths.ts";
import { detailView } from "./item-detail.ts";
import { changedItem, favoriteOf, newItem } from "./item-draft.ts";
import { listItems, placeOf } from "./item-list.ts";
import { itemRef, refOf } from "./item-ref.ts";
import { forgetPasskeyTests, keepPasskeyTest, tryPasskey } from "./passkey-test.ts";
import type { DesktopPorts } from "./ports.ts";
import type { RevealApproval } from "./reveal-approval.ts";
import type { Changed, VaultState } from "./vault-state.ts";
import { versionViews } from "./versions.ts";

const ID = 16;
/** Items that leave the trash in one change and one turn: each change looks through all collections. */
const AT_ONCE = 64;

export type ItemPorts = Pick<DesktopPorts, "exchange" | "dialogs" | "files">;
type ItemCalls = Pick<Calls, Extract<keyof Calls, `vault.${string}`>>;

export type ItemParts = { readonly ports: ItemPorts; readonly state: VaultState; readonly copied: CopiedSecret; readonly reveals: RevealApproval };

export function itemCalls(parts: ItemParts): ItemCalls {
  const { ports, state } = parts;
  return { ...readingCalls(parts), ...secretCalls(parts), ...changingCalls(ports, state), ...removingCalls(ports, state), ...otherCalls(ports, state) };
}

function readingCalls({ ports: { exchange }, state }: ItemParts) {
  const { credentialKeys } = exchange;
  const item = (ref: Ref) => state.vault.item(ref);
  return {
    "vault.list": (args) => listItems(state, args),
    "vault.place": (args) => placeOf(state, args),
    "vault.detail": ({ ref }) => detailView(state, credentialKeys, refOf(ref)),
    "vault.history": ({ ref }) => versionViews(state.vault.history(refOf(ref)), item(refOf(ref))),
    "vault.template": ({ type }) => templateFields(type) ?? invalid("type"),
  } satisfies Partial<ItemCalls>;
}

/** Each secret is read after the approval: the vault may have been locked, and a code has its time. */
function secretCalls({ ports, state, copied, reveals }: ItemParts) {
  const { clock } = ports.exchange;
  const item = (ref: Ref) => state.vault.item(ref);
  /** An approval is for the item as it was when it was asked for: places in it say nothing once it was changed. */
  const approved = async (ref: Ref, what: string, secret: string | undefined) => {
    const before = state.vault.itemBytes(ref);
    try {
      await reveals.approve([ref.account, ref.item, what], secret);
      const now = state.vault.itemBytes(ref);
      const same = sameBytes(now, before);
      wipe(now);
      if (!same) invalid("the item was changed");
    } finally {
      wipe(before);
    }
  };
  return {
    "vault.reveal": async ({ ref, path, secret }) => {
      const place = refOf(ref);
      if (concealedAt(item(place), place.account, path)) await approved(place, path, secret);
      return valueAt(item(place), place.account, path);
    },
    "vault.totp": async ({ ref, index, secret }) => {
      const place = refOf(ref);
      credentialAt(item(place), index, "totp");
      await approved(place, `credentials/${index}`, secret);
      return codeAt(item(place), index, clock.now());
    },
    "vault.copy": async ({ ref, path, secret }) => {
      const place = refOf(ref);
      if (concealedAt(item(place), place.account, path)) await approved(place, path, secret);
      await copied.copy(copiedAt(item(place), place.account, path, clock.now()));
    },
    "vault.stopReveal": () => reveals.stop(),
    "vault.saveFile": async ({ ref, index, secret }) => {
      const place = refOf(ref);
      credentialAt(item(place), index, "file");
      await approved(place, `credentials/${index}`, secret);
      return saveFile(ports, () => state.vault, place, index);
    },
  } satisfies Partial<ItemCalls>;
}

function changingCalls({ exchange: { clock, primitives } }: ItemPorts, state: VaultState) {
  const change = changing(state);
  return {
    "vault.save": (args) => change(() => save(args), "content"),
    "vault.favorite": ({ ref, on }) =>
      change(() => {
        const { favorite, ...item } = state.vault.item(refOf(ref));
        state.vault.replace(refOf(ref), { ...item, ...favoriteOf({ ...(favorite !== undefined && { favorite }) }, on) });
      }, "content"),
    "vault.restoreVersion": ({ ref, version }) =>
      change(() => {
        const item = state.vault.history(refOf(ref))[version]?.item ?? invalid("version");
        state.vault.replace(refOf(ref), { ...item, modifiedAt: clock.now() });
      }, "content"),
    "vault.collect": ({ ref, account, collection, on }) =>
      change(() => {
        state.vault.view(refOf(ref));
        collect(state.vault, findCollection(state.collections(), account, collection), refOf(ref), on, clock.now());
      }),
    "vault.newCollection": ({ title }) =>
      change(() => {
        const name = title.trim() || invalid("title");
        const now = clock.now();
        state.vault.putCollection(state.vault.accounts()[0]?.id, { id: primitives.random(ID), title: name, creationAt: now, modifiedAt: now, items: [] });
      }),
  } satisfies Partial<ItemCalls>;

  function save({ ref, draft }: ArgsOf<"vault.save">): ItemRef {
    const { vault } = state;
    const now = clock.now();
    if (ref === undefined) return itemRef(vault.add(newItem(primitives.random(ID), draft, { account: vault.accounts()[0]?.id ?? new Uint8Array(0), now })));
    const place = refOf(ref);
    const item = vault.item(place);
    const changed = changedItem(item, draft, { account: place.account, now });
    if (changed !== item) vault.replace(place, changed);
    return ref;
  }
}

function removingCalls({ exchange: { clock } }: ItemPorts, state: VaultState) {
  const change = changing(state);
  const purge = (ref: Ref) => {
    state.vault.purge(ref);
    forgetPasskeyTests(state.vault, ref);
  };
  return {
    "vault.trash": ({ ref }) => change(() => state.vault.trash(refOf(ref)), "trash"),
    "vault.restore": ({ ref }) => change(() => state.vault.restore(refOf(ref)), "trash"),
    "vault.purge": ({ ref }) => change(() => purge(refOf(ref))),
    "vault.emptyTrash": async () => {
      const refs = state.vault.trashed().map(({ ref }) => ref);
      try {
        for (let from = 0; from < refs.length; from += AT_ONCE) {
          if (from > 0) await new Promise<void>((resolve) => clock.after(0, resolve));
          const some = refs.slice(from, from + AT_ONCE);
          state.vault.purgeAll(some);
          for (const ref of some) forgetPasskeyTests(state.vault, ref);
        }
      } finally {
        state.changed();
      }
    },
  } satisfies Partial<ItemCalls>;
}

function otherCalls(ports: ItemPorts, state: VaultState) {
  const { clock, credentialKeys, primitives } = ports.exchange;
  return {
    "vault.testPasskey": async ({ ref, index }) => {
      const place = refOf(ref);
      const passkey = credentialAt(state.vault.item(place), index, "passkey");
      const working = await tryPasskey(credentialKeys, primitives, passkey);
      keepPasskeyTest(state.vault, place, passkey, { at: clock.now(), working });
      state.changed("content");
      return working;
    },
    "vault.addFile": async ({ ref }) => {
      const added = await addFile(
        ports,
        primitives,
        () => state.vault,
        refOf(ref),
        () => clock.now(),
      );
      if (added) state.changed("content");
      return added;
    },
  } satisfies Partial<ItemCalls>;
}

function changing(state: VaultState): <T>(work: () => T, what?: Changed) => T {
  return (work, what) => {
    const answer = work();
    state.changed(what);
    return answer;
  };
}

function invalid(detail: string): never {
  throw new ExchangeError("usage.invalid", { detail });
}
