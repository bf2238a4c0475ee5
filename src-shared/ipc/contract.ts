// The whole surface between the window and the program, as one object: every call with the check of its arguments, and every view
// that is pushed when it changed. Preload, handlers, the window's client and the tests derive from it.
// A call marked `reveals` is the only way to a secret, one secret a call; every other answer and every view is free of them.

import { bytes, type Check, either, flag, listOf, nothing, oneOf, optional, shape, text, whole } from "./check.ts";
import { type AppView, type Finding, HARDWARE_WAYS, LANGUAGES, type ProtectionView, THEMES } from "./views-app.ts";
import type { SelfTestRow } from "./views-self-test.ts";
import {
  type BringInView,
  type CameraAnswer,
  type CameraView,
  type DeviceRow,
  type LogRow,
  type NearbyView,
  type PreviewView,
  RECEIVE_MODES,
  type ReceiptView,
  type ReceiveView,
  type SendView,
  STAYS_KINDS,
  type StaysEntry,
  type StaysView,
} from "./views-transfer.ts";
import type { DetailView, FieldView, ItemRef, ListView, VaultView, VersionView } from "./views-vault.ts";

/** Views by name, whole whenever something in them changed. `vault` is null while the vault is locked. */
export type Views = {
  readonly app: AppView;
  readonly vault: VaultView | null;
  readonly nearby: NearbyView;
  readonly send: SendView;
  readonly receive: ReceiveView;
  readonly bringIn: BringInView;
  readonly camera: CameraView;
};
export type ViewName = keyof Views;
export const VIEW_NAMES = ["app", "vault", "nearby", "send", "receive", "bringIn", "camera"] as const satisfies readonly ViewName[];

/** What a call that reveals may answer with. */
export type Revealing = "field" | "one-time-code" | "recovery-key" | "generated";

export type Call<Args, Result> = {
  readonly check: Check<Args>;
  readonly reveals: Revealing | undefined;
  /** May be called while the vault is locked or there is none. */
  readonly whileLocked: boolean;
  readonly result?: Result;
};

function call<Result>() {
  return <Args>(check: Check<Args>): Call<Args, Result> => ({ check, reveals: undefined, whileLocked: false });
}

/** Also while the vault is locked. */
function always<Result>() {
  return <Args>(check: Check<Args>): Call<Args, Result> => ({ check, reveals: undefined, whileLocked: true });
}

function reveal(reveals: Revealing, whileLocked = false) {
  return <Args>(check: Check<Args>): Call<Args, string> => ({ check, reveals, whileLocked });
}

/** Characters: base64url of 64 bytes; a title or a label; a secret or a note. */
const ID = text(88);
const LABEL = text(1024);
const SECRET = text(4096);
const VALUE = text(262_144);
const REASONABLE = 256;

const ref: Check<ItemRef> = shape({ account: ID, item: ID });
const scope = either("by", {
  all: shape({ by: oneOf("all") }),
  favorites: shape({ by: oneOf("favorites") }),
  trash: shape({ by: oneOf("trash") }),
  kind: shape({ by: oneOf("kind"), kind: LABEL }),
  tag: shape({ by: oneOf("tag"), tag: LABEL }),
  collection: shape({ by: oneOf("collection"), account: ID, collection: ID }),
});
const selection = either("by", {
  all: shape({ by: oneOf("all") }),
  kinds: shape({ by: oneOf("kinds"), kinds: listOf(LABEL, 64) }),
  items: shape({ by: oneOf("items"), items: listOf(ref, 10_000) }),
});
const destination = either("by", {
  nearby: shape({ by: oneOf("nearby"), id: text(16) }),
  address: shape({ by: oneOf("address"), address: text(REASONABLE) }),
  /** What the camera read on the other screen: where it is, and the code when that screen says it. */
  scanned: shape({ by: oneOf("scanned"), text: text(512) }),
  /** The two screens face the two cameras; no network. */
  cameras: shape({ by: oneOf("cameras") }),
  rehearsal: shape({ by: oneOf("rehearsal") }),
});
const field = shape({
  path: optional(text(64)),
  member: text(64),
  label: optional(LABEL),
  type: text(64),
  value: (value: unknown, path: string) => (value === null ? null : VALUE(value, path)),
});
const draft = shape({
  title: LABEL,
  subtitle: LABEL,
  favorite: flag,
  tags: listOf(LABEL, 64),
  urls: listOf(text(4096), 64),
  credentials: listOf(shape({ index: optional(whole(0, 1024)), type: text(64), label: optional(LABEL), fields: listOf(field, REASONABLE) }), 64),
});
const decisions = listOf(shape({ ordinal: whole(0, 10_000_000), decision: oneOf("keep-both", "keep-mine", "take-theirs") }), 100_000);

export type Selection = ReturnType<typeof selection>;
export type Destination = ReturnType<typeof destination>;
export type Decisions = ReturnType<typeof decisions>;

export const CONTRACT = {
  /** The view as it is now; later ones are pushed. */
  view: always<Views[ViewName]>()(shape({ name: oneOf(...VIEW_NAMES) })),

  // first run
  "setup.create": always<void>()(shape({ passphrase: SECRET, keyStore: flag })),
  /** Shown once: only between `setup.create` and `setup.confirm`. */
  "setup.recoveryKey": reveal("recovery-key", true)(nothing),
  /** True when `ending`, the last group of the key, is right; the vault is open then. */
  "setup.confirm": always<boolean>()(shape({ ending: text(64) })),

  // the session
  "session.unlock": always<void>()(shape({ by: oneOf("passphrase", "key-store", "recovery-key", ...HARDWARE_WAYS), secret: SECRET })),
  /** Takes the system's prompt away that an unlocking shows. */
  "session.stopUnlock": always<void>()(nothing),
  "session.lock": call<void>()(nothing),

  // the vault
  "vault.list": call<ListView>()(
    shape({ scope, text: text(REASONABLE), order: oneOf("title", "added", "modified"), from: whole(0, 10_000_000), count: whole(0, 200) }),
  ),
  /** Place of an item in that list; -1 when it is not in it. */
  "vault.place": call<number>()(shape({ scope, text: text(REASONABLE), order: oneOf("title", "added", "modified"), ref })),
  "vault.detail": call<DetailView>()(shape({ ref })),
  "vault.history": call<readonly VersionView[]>()(shape({ ref })),
  /** Empty fields of a credential type, to fill in. */
  "vault.template": call<readonly FieldView[]>()(shape({ type: text(64) })),
  /**
   * Where the owner wants to be asked before a secret is shown (`VaultView.approval`), this call and those below with a `secret` wait for
   * the system's prompt and throw its refusal. When it cannot be had, what opens the vault stands in as their `secret`.
   */
  "vault.reveal": reveal("field")(shape({ ref, path: text(64), secret: optional(SECRET) })),
  "vault.totp": reveal("one-time-code")(shape({ ref, index: whole(0, 1024), secret: optional(SECRET) })),
  /** Onto the clipboard, concealed, and off it after the time of the preferences. `path` may be a one-time code's section: `credentials/1`. */
  "vault.copy": call<void>()(shape({ ref, path: text(64), secret: optional(SECRET) })),
  /** Takes away the system's prompt before a secret. */
  "vault.stopReveal": call<void>()(nothing),
  "vault.save": call<ItemRef>()(shape({ ref: optional(ref), draft })),
  "vault.favorite": call<void>()(shape({ ref, on: flag })),
  "vault.trash": call<void>()(shape({ ref })),
  "vault.restore": call<void>()(shape({ ref })),
  "vault.purge": call<void>()(shape({ ref })),
  "vault.emptyTrash": call<void>()(nothing),
  "vault.restoreVersion": call<void>()(shape({ ref, version: whole(0, 10_000) })),
  /** Signs and verifies a challenge with the stored passkey; the answer is kept for the detail. */
  "vault.testPasskey": call<boolean>()(shape({ ref, index: whole(0, 1024) })),
  /** Asks with the system's dialog where to; false when the owner cancelled. */
  "vault.saveFile": call<boolean>()(shape({ ref, index: whole(0, 1024), secret: optional(SECRET) })),
  /** Asks with the system's dialog which; false when the owner cancelled. */
  "vault.addFile": call<boolean>()(shape({ ref })),
  /** Puts the item into a collection or takes it out. */
  "vault.collect": call<void>()(shape({ ref, account: ID, collection: ID, on: flag })),
  "vault.newCollection": call<void>()(shape({ title: LABEL })),
  "generator.make": reveal("generated")(shape({ kind: oneOf("letters", "words", "pin"), length: whole(3, 128), digits: flag, symbols: flag })),
  /** Copies what `generator.make` answered last. */
  "generator.copy": call<void>()(nothing),

  // sending
  "send.preview": call<PreviewView>()(shape({ selection })),
  "send.look": call<void>()(shape({ on: flag })),
  "send.start": call<void>()(shape({ to: destination, selection })),
  "send.code": call<void>()(shape({ digits: text(64) })),
  "send.approve": call<void>()(shape({ secret: SECRET })),
  "send.decline": call<void>()(nothing),
  "send.stop": call<void>()(nothing),
  /** Away from the receipt or the failure. */
  "send.done": call<void>()(nothing),

  // receiving
  "receive.open": call<void>()(shape({ mode: oneOf(...RECEIVE_MODES) })),
  "receive.confirm": call<void>()(shape({ match: flag })),
  "receive.approve": call<void>()(shape({ secret: SECRET })),
  "receive.decline": call<void>()(nothing),
  "receive.decide": call<void>()(shape({ decisions })),
  "receive.stop": call<void>()(nothing),
  "receive.done": call<void>()(nothing),

  // the camera of this computer
  /** The owner wants it now, or not any more; the answer is the system's. */
  "camera.use": call<CameraAnswer>()(shape({ on: flag })),
  /** What was read in its picture, whatever that is. */
  "camera.saw": call<void>()(shape({ content: bytes(2048) })),

  // files of other programs; a dropped file comes through the preload, which knows its path
  "bringIn.choose": call<void>()(nothing),
  "bringIn.open": call<void>()(shape({ path: text(4096) })),
  "bringIn.passphrase": call<void>()(shape({ secret: SECRET })),
  "bringIn.commit": call<void>()(shape({ decisions })),
  "bringIn.cancel": call<void>()(nothing),

  // what was
  "log.list": call<readonly LogRow[]>()(nothing),
  "log.receipt": call<ReceiptView>()(shape({ transferId: text(32) })),
  /** The receipt as text onto the clipboard. */
  "log.copy": call<void>()(shape({ transferId: text(32) })),
  "log.undo": call<void>()(shape({ transferId: text(32) })),
  "devices.list": call<readonly DeviceRow[]>()(nothing),
  "devices.rename": call<void>()(shape({ key: ID, name: text(64) })),
  "devices.forget": call<void>()(shape({ key: ID })),
  // what cannot move, as its owner wrote it down; an id that is not there is taken back in
  "stays.list": call<StaysView>()(nothing),
  "stays.put": call<StaysEntry>()(shape({ id: optional(ID), title: text(64), site: text(REASONABLE), kind: oneOf(...STAYS_KINDS) })),
  "stays.remove": call<void>()(shape({ id: ID })),

  // settings
  "settings.set": always<void>()(
    shape({
      theme: optional(oneOf(...THEMES)),
      language: optional(oneOf(...LANGUAGES)),
      autoLockMinutes: optional(whole(0, 1440)),
      clipboardSeconds: optional(whole(0, 600)),
      tray: optional(flag),
      useBluetooth: optional(flag),
    }),
  ),
  "settings.protection": call<ProtectionView>()(nothing),
  /** What is protected by what on this computer; asks nobody. */
  "settings.selfTest": call<readonly SelfTestRow[]>()(nothing),
  /** What the owner is asked for; an absent member stays as it is. `secret` opens the vault. */
  "settings.approval": call<void>()(shape({ passphraseOnExport: optional(flag), confirmReveal: optional(flag), secret: SECRET })),
  "settings.keyStore": call<void>()(shape({ on: flag, secret: SECRET })),
  /** A key in this computer's hardware. `pin` where it takes one, else empty. */
  "settings.hardware": call<void>()(shape({ on: flag, pin: SECRET, secret: SECRET })),
  "settings.changePassphrase": call<void>()(shape({ from: SECRET, to: SECRET })),
  /** Replaces the recovery key there is. */
  "settings.newRecoveryKey": reveal("recovery-key")(shape({ secret: SECRET })),
  /** `to`: the IP address of the other computer, with or without a port; empty when the owner gave none. */
  "doctor.examine": call<readonly Finding[]>()(shape({ to: text(REASONABLE) })),

  // the window
  "window.close": always<void>()(shape({ stopTransfer: flag })),
  "window.stay": always<void>()(nothing),
  /** Something typed is not saved: closing the window asks first. Forgotten when the vault locks. */
  "window.unsaved": call<void>()(shape({ on: flag })),
} as const satisfies { readonly [name: string]: Call<unknown, unknown> };

export type CallName = keyof typeof CONTRACT;
export type ArgsOf<N extends CallName> = (typeof CONTRACT)[N] extends Call<infer Args, unknown> ? Args : never;
export type ResultOf<N extends CallName> = (typeof CONTRACT)[N] extends Call<unknown, infer Result> ? Result : never;

export const CALL_NAMES = Object.keys(CONTRACT) as readonly CallName[];
