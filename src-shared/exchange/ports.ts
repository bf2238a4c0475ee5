// What a host lends to a transfer: the vault on each side, the person who decides, and where to say how far it is.

import type { PairingMode } from "../crypto/pairing-mode.ts";
import type { Estimate } from "./link-rate.ts";

/** What is selected and its sizes: shown in the review, sent in the key message, compared at the end. */
export type Counts = {
  readonly accounts: number;
  readonly collections: number;
  readonly items: number;
  readonly files: number;
  /** Credentials by CXF type. */
  readonly credentials: { readonly [type: string]: number };
};

/** An item that cannot leave this computer, with the reason; listed, never faked. */
export type StaysHere = { readonly title: string; readonly type: string; readonly rpId?: string; readonly reason: string };

/** The exporter's vault, frozen at consent. */
export interface ExportSnapshot {
  readonly counts: Counts;
  readonly stays: readonly StaysHere[];
  /** Credentials that are left out because the destination does not take their kind. */
  readonly losses: readonly Loss[];
  /** Items of the vault that are not part of this, because its owner chose others. */
  readonly unselected: number;
  /** At least the bytes of all `entries` together, at most 12 more for each: what is left over is padding. */
  readonly length: number;
  /** Encoded stream entries (exchange/entries.ts) in order: header, accounts, collections, items, files, end. */
  entries(): Iterable<Uint8Array>;
  /** What packing for a slow link needs; without it, nothing is packed. */
  readonly packable?: {
    /** Bytes of the entries of files, as `length` counts them. */
    readonly fileLength: number;
    /** All entries but those of files, as in `entries`, where every file comes after every item. Read before `entries` is. */
    entries(): Iterable<Uint8Array>;
  };
  /** The canonical CBOR of the item with this ordinal (its place among the items of the stream). */
  itemBytes(ordinal: number): Uint8Array;
  about(ordinal: number): AboutItem;
  close(): void;
}

export interface ExportSource {
  /** What may leave, reduced to the credential types the destination takes (undefined: all); called once, before the review. */
  snapshot(types: readonly string[] | undefined): Promise<ExportSnapshot>;
}

export const OUTCOMES = ["added", "merged", "kept-both", "skipped-duplicate", "skipped-by-owner", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What would happen to an item at commit; `conflict` needs a decision. */
export type PlannedOutcome = Outcome | "conflict";
export type Decision = "keep-both" | "keep-mine" | "take-theirs";
export type Conflict = { readonly ordinal: number; readonly title: string; readonly mine: string; readonly theirs: string };
export type ImportPlan = {
  readonly counts: Counts;
  readonly outcomes: { readonly [outcome in PlannedOutcome]?: number };
  readonly conflicts: readonly Conflict[];
};

/** What is known of an item without opening it, under the id it is sent with. `tested`: it holds a passkey or a one-time code. */
export type AboutItem = { readonly id: Uint8Array; readonly title: string; readonly tested: boolean };

/** One item after the commit, as read back from the store. */
export type CommittedItem = AboutItem & {
  readonly ordinal: number;
  readonly outcome: Outcome;
  /** Canonical CBOR under the id it was sent with; absent when it was not kept. */
  readonly bytes?: Uint8Array;
};

/** The importer's vault for one transfer. Nothing is visible in the vault before `commit` resolves; `discard` leaves no trace. */
export interface ImportTarget {
  /** Keeps a chunk as it arrived, sealed under a key this side does not have yet. */
  hold(sequence: number, chunk: Uint8Array): void;
  held(sequence: number): Uint8Array;
  /** Takes one decoded stream entry; sealed at once. Throws `format.malformed` or `counterpart.limit-exceeded`. */
  stage(entry: StreamEntry): void;
  /** After the end entry: what a commit would do. */
  plan(): ImportPlan;
  /** One transaction; resolves after it is on disk. */
  commit(decide: (conflict: Conflict) => Decision): Promise<void>;
  /** Read back from the committed store, in ordinal order. */
  committed(): Iterable<CommittedItem>;
  discard(): void;
}

/** One element of the plaintext stream; the bytes are canonical CBOR. docs/protocol.md §7 */
export type StreamEntry =
  | { readonly kind: "header"; readonly bytes: Uint8Array }
  | { readonly kind: "account"; readonly account: number; readonly bytes: Uint8Array }
  | { readonly kind: "collection"; readonly account: number; readonly bytes: Uint8Array }
  | { readonly kind: "item"; readonly account: number; readonly bytes: Uint8Array }
  | {
      readonly kind: "file";
      readonly account: number;
      readonly item: Uint8Array;
      readonly file: Uint8Array;
      readonly index: number;
      readonly last: boolean;
      readonly content: Uint8Array;
    }
  | { readonly kind: "end"; readonly counts: Counts };

/** How the two sides know each other: the other one's device key, and the name it gives itself (untrusted text). */
export type Counterpart = { readonly name: string; readonly publicKey: Uint8Array; readonly knownAs: string | undefined };

export type ExportReview = {
  readonly counterpart: Counterpart;
  readonly counts: Counts;
  readonly stays: readonly StaysHere[];
  readonly losses: readonly Loss[];
  /** Absent when nothing is known of the link. */
  readonly estimate?: Estimate;
};
/** What the destination cannot hold, from its capability card. */
export type Loss = { readonly type: string; readonly count: number; readonly extent: "partly" | "not"; readonly reason: string };

/** The exporting person. A rejected promise ends the transfer with its code. */
export interface ExportOwner {
  /** The code the other computer shows, as typed; checked in constant time, one attempt. */
  enterCode(mode: PairingMode, signal: AbortSignal): Promise<string>;
  /** True only after the operating system's own prompt said yes, or what opens the vault was proven where that cannot be had. */
  approveExport(review: ExportReview, signal: AbortSignal): Promise<boolean>;
}

/** The importing person. */
export interface ImportOwner {
  showCode(code: string, mode: PairingMode): void;
  /** "The other computer says the codes match." */
  confirmCodesMatch(counterpart: Counterpart, signal: AbortSignal): Promise<boolean>;
  approveImport(counterpart: Counterpart, signal: AbortSignal): Promise<boolean>;
  /** Only for conflicts; the plan is complete. */
  reviewMerge(plan: ImportPlan, signal: AbortSignal): Promise<(conflict: Conflict) => Decision>;
}

export type { PairingMode };

export const PHASES = ["connecting", "pairing", "approving", "preparing", "sending", "checking", "key-handed-over", "verifying", "done", "failed"] as const;
export type Phase = (typeof PHASES)[number];

export type Progress = { readonly phase: Phase; readonly done: number; readonly total: number; readonly unit: "bytes" | "items" };

export interface Observer {
  /** Every state change, by the state's name in docs/protocol.md §9. */
  state?(name: string): void;
  /** At most ten a second, and the last one of each phase. */
  progress?(progress: Progress): void;
}

/** This device's signing key: P-256, sign-only where hardware holds it. */
export interface DeviceIdentity {
  /** x || y, 64 bytes. */
  readonly publicKey: Uint8Array;
  readonly name: string;
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** The name this computer gave that key earlier, if it knows it. */
  known(publicKey: Uint8Array): string | undefined;
}
