// The importer's states, inputs and effects as plain values; importer.ts moves between them. Names as in docs/protocol.md §9.

import type { CborValue } from "../cbor/codec.ts";
import type { EarlyKeys, ImporterHello, ImporterRevealed, SessionKeys } from "../crypto/handshake.ts";
import type { RequestPrivateKey } from "../crypto/hpke.ts";
import type { PairingMode } from "../crypto/pairing-mode.ts";
import type { ChunkKeys } from "../crypto/stream.ts";
import type { ExchangeError } from "../errors.ts";
import type { KeyMessage } from "./key-message.ts";
import type { Reach } from "./links.ts";
import type { Message } from "./messages.ts";
import type { Counterpart, Counts, ImportPlan, StaysHere } from "./ports.ts";
import type { OutcomeCounts, ReceiptBody } from "./receipt.ts";
import type { Secured } from "./secured.ts";
import type { CommonEffect, CommonInput, Failed } from "./session.ts";

/** Fixed for the session: this device, the keys it knows, what it takes, and in phone mode the code it shows. */
export type ImporterSelf = {
  /** 16 bytes, random: the vault knows this transfer by it. */
  readonly transferId: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly name: string;
  readonly known: (publicKey: Uint8Array) => string | undefined;
  readonly types: readonly string[] | undefined;
  /** Bytes of payload this side takes at most. */
  readonly maximumLength: number;
  readonly phoneCode: string | undefined;
  /** It can decompress. */
  readonly unpacks: boolean;
  /** It was given further links; where else it can be reached. */
  readonly resumable?: boolean;
  readonly reach?: Reach;
};

export type Paired = { readonly self: ImporterSelf; readonly keys: SessionKeys; readonly link: Secured; readonly counterpart: Counterpart };
export type Requested = Paired & {
  readonly transferId: Uint8Array;
  readonly challenge: Uint8Array;
  readonly privateKey: RequestPrivateKey;
  readonly requestBody: Uint8Array;
};
export type Receiving = Requested & {
  readonly start: Message<"start">;
  /** Chunks that came, and of these the ones the vault holds by now. */
  readonly received: number;
  readonly held: number;
  readonly sealedDigest: Uint8Array;
};
export type Opening = Omit<Requested, "privateKey"> & { readonly start: Message<"start">; readonly key: KeyMessage; readonly keyDigest: Uint8Array };
export type Committed = Opening & { readonly proofs: Uint8Array; readonly proved: number };

export type ImporterState =
  | { readonly name: "waiting-hello"; readonly self: ImporterSelf; readonly hello: ImporterHello; readonly mode: PairingMode }
  | {
      readonly name: "showing-code";
      readonly self: ImporterSelf;
      readonly mode: PairingMode;
      readonly revealed: ImporterRevealed;
      readonly early: EarlyKeys;
      readonly keys: SessionKeys | undefined;
      readonly link: Secured;
    }
  | ({ readonly name: "confirming" } & Paired)
  | ({ readonly name: "approving" } & Paired)
  | ({ readonly name: "requesting" } & Paired)
  | ({ readonly name: "waiting-start"; readonly probes: number } & Requested)
  | ({ readonly name: "receiving" } & Receiving)
  | ({ readonly name: "waiting-key" } & Receiving)
  | ({ readonly name: "opening-key"; readonly keyDigest: Uint8Array } & Receiving)
  | ({ readonly name: "opening" } & Opening)
  | ({ readonly name: "planning" } & Opening)
  | ({ readonly name: "reviewing" } & Opening)
  | ({ readonly name: "committing" /** What ended the session meanwhile: the commit goes on. */; readonly ended?: ExchangeError } & Opening)
  | ({ readonly name: "proving" } & Committed)
  | ({ readonly name: "signing"; readonly body: ReceiptBody } & Committed)
  | ({ readonly name: "waiting-done"; readonly body: ReceiptBody; readonly receipt: Uint8Array } & Committed)
  | ImporterDone
  | Failed;

export type ImporterDone = {
  readonly name: "done";
  readonly transferId: Uint8Array;
  readonly counterpart: Counterpart;
  readonly counts: Counts;
  readonly stays: readonly StaysHere[];
  /** Nothing of the other vault was left out. */
  readonly complete: boolean;
  /** Absent when the link broke between the commit and the receipt. */
  readonly body: ReceiptBody | undefined;
  /** What the exporter found proven; absent when its answer did not come. */
  readonly proven: number | undefined;
  /** Why the answer did not come; the vault keeps what was committed all the same. */
  readonly unconfirmed: ExchangeError | undefined;
};

export type Open = Exclude<ImporterState, { name: "done" | "failed" }>;
export type Linked = Exclude<Open, { name: "waiting-hello" }>;

export type ImporterInput =
  | CommonInput
  | { readonly type: "confirmed" }
  | { readonly type: "approved" }
  | { readonly type: "request-ready"; readonly publicKey: Uint8Array; readonly privateKey: RequestPrivateKey; readonly signature: Uint8Array }
  /** The next chunk in order is held. */
  | { readonly type: "held" }
  | { readonly type: "key-opened"; readonly plaintext: Uint8Array }
  | { readonly type: "working"; readonly phase: WorkPhase; readonly done: number; readonly total: number }
  /** All chunks were opened, every entry is staged. */
  | { readonly type: "opened"; readonly counts: Counts; readonly digest: Uint8Array }
  | { readonly type: "planned"; readonly plan: ImportPlan }
  | { readonly type: "decided" }
  | { readonly type: "committed" }
  | { readonly type: "proofs"; readonly first: number; readonly items: readonly CborValue[] }
  | { readonly type: "proved"; readonly outcomes: OutcomeCounts }
  | { readonly type: "receipt-signed"; readonly signed: Uint8Array };

export const WORK_PHASES = ["opening", "committing", "proving"] as const;
export type WorkPhase = (typeof WORK_PHASES)[number];

export type ImporterEffect =
  | CommonEffect
  | { readonly do: "show-code"; readonly code: string; readonly mode: PairingMode }
  | { readonly do: "ask-codes-match"; readonly counterpart: Counterpart }
  | { readonly do: "ask-approval"; readonly counterpart: Counterpart }
  | { readonly do: "make-request"; readonly message: Uint8Array }
  | { readonly do: "hold"; readonly sequence: number; readonly chunk: Uint8Array }
  | {
      readonly do: "open-key";
      readonly opening: {
        readonly privateKey: RequestPrivateKey;
        readonly psk: Uint8Array;
        readonly pskId: Uint8Array;
        readonly info: Uint8Array;
        readonly externalAad: Uint8Array;
        readonly message: Uint8Array;
      };
    }
  | {
      readonly do: "open-payload";
      readonly keys: ChunkKeys;
      readonly transferId: Uint8Array;
      readonly chunks: number;
      readonly chunkSize: number;
      readonly length: number;
      /** Bytes that blocks of a packed payload may hold together; undefined when it is not packed. */
      readonly packed: number | undefined;
    }
  | { readonly do: "plan" }
  | { readonly do: "ask-merge"; readonly plan: ImportPlan }
  | { readonly do: "commit" }
  | {
      readonly do: "prove";
      readonly context: { readonly fingerprintKey: Uint8Array; readonly challenge: Uint8Array; readonly moment: number };
      readonly items: number;
    }
  | { readonly do: "sign-receipt"; readonly payload: Uint8Array; readonly externalAad: Uint8Array };

export type ImporterStep = readonly [ImporterState, readonly ImporterEffect[]];
