// The exporter's states, inputs and effects as plain values; exporter.ts moves between them. Names as in docs/protocol.md §9.

import type { CborValue } from "../cbor/codec.ts";
import type { ExporterHello, ExporterRevealed, SessionKeys } from "../crypto/handshake.ts";
import type { PairingMode } from "../crypto/pairing-mode.ts";
import type { ChunkKeys } from "../crypto/stream.ts";
import type { Channel } from "./channel.ts";
import type { Probe, Weighed } from "./link-rate.ts";
import type { Reach } from "./links.ts";
import type { Message } from "./messages.ts";
import type { PayloadPlan } from "./payload.ts";
import type { Counterpart, Counts, ExportReview, ExportSnapshot, Loss, StaysHere } from "./ports.ts";
import type { ReceiptBody } from "./receipt.ts";
import type { Secured } from "./secured.ts";
import type { CommonEffect, CommonInput, Failed } from "./session.ts";

/** Fixed for the session: this device, what it calls the keys it knows, its link's chunk size, and the moment (Unix seconds) codes are compared at. */
export type ExporterSelf = {
  readonly publicKey: Uint8Array;
  readonly name: string;
  readonly known: (publicKey: Uint8Array) => string | undefined;
  readonly chunkSize: number;
  /** How its link is, as far as that decides how to send. */
  readonly link: Pick<Channel, "kind" | "knownRate">;
  /** It can compress. */
  readonly packs: boolean;
  readonly moment: number;
  /** It was given further links. */
  readonly resumable?: boolean;
};

export type Paired = { readonly self: ExporterSelf; readonly keys: SessionKeys; readonly link: Secured; readonly mode: PairingMode };
export type Requested = Paired & {
  readonly request: Message<"request">;
  readonly requestBody: Uint8Array;
  readonly counterpart: Counterpart;
  readonly reached?: true;
};
export type Consented = Requested & {
  readonly counts: Counts;
  readonly stays: readonly StaysHere[];
  readonly losses: readonly Loss[];
  /** Nothing of the vault was left out. */
  readonly complete: boolean;
};
/** What the payload comes to as it is. `files`: as much of it at most is entries of files; undefined when it cannot be packed. */
export type Weight = { readonly length: number; readonly files: number | undefined };
/** The probe of `bytes` is on its way since `began`, or was answered and the time is being read. */
export type Measuring = Consented &
  Weight & { readonly done: readonly Probe[]; readonly bytes: number; readonly began: number | undefined; readonly answered: boolean };
/** `packed`: whether it will be; `length`: of what is not files, once that is known. */
export type Reviewing = Consented & Weight & { readonly packed: false | { readonly length: number | undefined } };
export type Sending = Consented & {
  /** What the importer is to sign with every passkey. */
  readonly challenge: Uint8Array;
  readonly plan: PayloadPlan;
  readonly contentKey: Uint8Array;
  readonly chunks: ChunkKeys;
  readonly sent: number;
  readonly acknowledged: number;
  /** True while a cut was asked for and has not come: never two at once. */
  readonly cutting: boolean;
  readonly plainDigest: Uint8Array;
  readonly sealedDigest: Uint8Array;
};
export type Verifying = Consented & {
  readonly challenge: Uint8Array;
  readonly plan: PayloadPlan;
  readonly plainDigest: Uint8Array;
  readonly keyDigest: Uint8Array;
  readonly proofs: Uint8Array;
  readonly checked: number;
  readonly reports: number;
};

export type ExporterState =
  | { readonly name: "waiting-hello"; readonly self: ExporterSelf }
  | { readonly name: "waiting-reveal"; readonly self: ExporterSelf; readonly hello: ExporterHello; readonly link: Secured; readonly mode: PairingMode }
  | { readonly name: "entering-code"; readonly self: ExporterSelf; readonly revealed: ExporterRevealed; readonly link: Secured; readonly mode: PairingMode }
  | ({ readonly name: "identifying"; readonly share: Uint8Array | undefined } & Paired)
  | ({ readonly name: "waiting-request" /** For an importer that refused FINISHED. */; readonly early: Secured } & Paired)
  | ({ readonly name: "snapshotting" } & Requested)
  | ({ readonly name: "measuring" } & Measuring)
  | ({ readonly name: "weighing"; readonly rate: number } & Consented & Weight)
  | ({ readonly name: "reviewing" } & Reviewing)
  | ({ readonly name: "packing" } & Reviewing)
  | ({ readonly name: "sending" } & Sending)
  | ({ readonly name: "sealing-key" } & Omit<Verifying, "keyDigest" | "proofs" | "checked" | "reports">)
  | ({ readonly name: "waiting-receipt" } & Verifying)
  | ({ readonly name: "concluding"; readonly receipt: Message<"receipt">; readonly body: ReceiptBody } & Verifying)
  | { readonly name: "parting"; readonly keys: SessionKeys; readonly link: Secured; readonly end: ExporterDone }
  | ExporterDone
  | Failed;

export type ExporterDone = {
  readonly name: "done";
  readonly transferId: Uint8Array;
  readonly body: ReceiptBody;
  readonly counterpart: Counterpart;
  readonly counts: Counts;
  readonly stays: readonly StaysHere[];
  readonly losses: readonly Loss[];
  readonly complete: boolean;
  /** Items whose verdict is `proven`. */
  readonly proven: number;
};

export type Open = Exclude<ExporterState, { name: "done" | "failed" }>;
/** States in which every frame is a sealed message. */
export type Linked = Exclude<Open, { name: "waiting-hello" | "waiting-reveal" }>;

export type ExporterInput =
  | CommonInput
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "signed"; readonly signature: Uint8Array }
  | { readonly type: "snapshot"; readonly snapshot: Pick<ExportSnapshot, "counts" | "stays" | "losses" | "unselected" | "length" | "packable"> }
  /** Milliseconds of the clock, when the effects before it were done. */
  | { readonly type: "timed"; readonly at: number }
  | { readonly type: "weighed"; readonly weighed: Weighed }
  /** Bytes of the packed payload without its files. */
  | { readonly type: "packed"; readonly length: number }
  | { readonly type: "approved" }
  | { readonly type: "cut"; readonly bytes: Uint8Array; readonly final: boolean }
  | { readonly type: "key-sealed"; readonly message: Uint8Array }
  /** Every proof was checked. */
  | { readonly type: "concluded"; readonly proven: number };

export type KeySealing = {
  readonly publicKey: Uint8Array;
  readonly psk: Uint8Array;
  readonly pskId: Uint8Array;
  readonly info: Uint8Array;
  readonly externalAad: Uint8Array;
  readonly plaintext: Uint8Array;
};

export type ExporterEffect =
  | CommonEffect
  | { readonly do: "ask-code"; readonly mode: PairingMode }
  | { readonly do: "sign"; readonly message: Uint8Array }
  | { readonly do: "reachable"; readonly reach: Reach }
  | { readonly do: "snapshot"; readonly types: readonly string[] | undefined }
  | { readonly do: "time" }
  /** Packs the beginning of the payload, to see what it comes to. */
  | { readonly do: "weigh" }
  /** Packs all of it for its length; nothing is kept. */
  | { readonly do: "measure-packing" }
  | { readonly do: "ask-approval"; readonly review: ExportReview }
  | { readonly do: "cut"; readonly plan: PayloadPlan /** For what goes with it. */; readonly fingerprintKey: Uint8Array }
  | { readonly do: "seal-key"; readonly sealing: KeySealing }
  | {
      readonly do: "check";
      readonly first: number;
      readonly items: readonly CborValue[];
      readonly context: { readonly fingerprintKey: Uint8Array; readonly challenge: Uint8Array; readonly moment: number };
    }
  | { readonly do: "conclude" };

export type ExporterStep = readonly [ExporterState, readonly ExporterEffect[]];
