// What the window shows of a transfer, on either side, and of its receipt. What the other computer says of itself is cut, cleaned
// and shown as its claim. Codes to type are shown here and nowhere else; no credential is.

import type { ErrorCode } from "../errors.ts";
import type { Approval } from "./views-approval.ts";

export type CountsView = {
  readonly items: number;
  readonly files: number;
  readonly collections: number;
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
};

/** `label` is made here from the id, such as “4F·A2”: the other one's name is only known after the code. */
export type NearbyRow = {
  readonly id: string;
  readonly label: string;
  readonly links: readonly LinkBadge[];
  /** By Bluetooth's signal: a hint, for “move closer”. */
  readonly closeness?: "near" | "far";
};
/** The ways a computer can be reached, as badges. */
export type LinkBadge = "lan" | "ble";
/** `bluetooth`: why it is not looked for by Bluetooth. */
export type NearbyView = {
  readonly looking: boolean;
  readonly computers: readonly NearbyRow[];
  readonly trouble?: ErrorCode;
  readonly bluetooth?: ErrorCode;
};

/** A choice before a destination. `cameraSeconds`: how long it would take over the cameras at least; absent when it is too much for them. */
export type PreviewView = { readonly counts: CountsView; readonly stays: readonly StaysRow[]; readonly cameraSeconds?: number };

/** The system's word on the camera. */
export type CameraAnswer = "allowed" | "denied";

/**
 * The picture to put before the other computer's camera, a new one several times a second. `sees`: that computer's pictures are read here;
 * `met`: and it reads these.
 */
export type CameraView = { readonly step: "off" } | { readonly step: "showing"; readonly picture: Uint8Array; readonly sees: boolean; readonly met: boolean };

/** `knownAs`: the name this computer gave that device key earlier. `claims`: what it calls itself. */
export type CounterpartView = { readonly claims: string; readonly knownAs?: string; readonly fingerprint: string };

export type LossRow = { readonly kind: string; readonly count: number; readonly extent: "partly" | "not" };
/** What holds a credential that cannot move. */
export const STAYS_KINDS = ["security-key", "this-computer", "phone-app", "smart-card", "other"] as const;
export type StaysKind = (typeof STAYS_KINDS)[number];

/** `kind`: its CXF type, or a word of the other program. `held` is known here; without it `reason` is the other program's own words. */
export type StaysRow = { readonly title: string; readonly kind: string; readonly site?: string; readonly held?: StaysKind; readonly reason: string };

/** One line of the owner's list, or of the system's. */
export type StaysEntry = { readonly id: string; readonly title: string; readonly site?: string; readonly kind: StaysKind };
/** `ofSystem` undefined: this computer does not say which passkeys it keeps itself. */
export type StaysView = { readonly own: readonly StaysEntry[]; readonly ofSystem?: readonly StaysEntry[] };

/** The phases a person sees, in order. */
export const STAGES = ["preparing", "sending", "checking", "key", "verifying"] as const;
export type Stage = (typeof STAGES)[number];

export type ProgressView = {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
  readonly unit: "bytes" | "items";
  /** Of all items, how many have been through this stage; undefined before the number is known. */
  readonly items?: { readonly done: number; readonly total: number };
  /** Bytes a second. */
  readonly rate?: number;
  readonly secondsLeft?: number;
  /** What carries it now; `none` while it is being reached again. */
  readonly link?: LinkBadge | "camera" | "local" | "none";
  /** The vault is locked; it goes on when it is opened again. */
  readonly paused: boolean;
  /** The other side can read what was sent. */
  readonly disclosed: boolean;
};

export type FailureView = {
  readonly code: ErrorCode;
  /** A public fact, such as seconds to wait. */
  readonly detail?: string;
  /** Looks like an attack: no one-click retry. */
  readonly suspicious: boolean;
  /** The other side may hold everything all the same. */
  readonly disclosed: boolean;
};

/** While rehearsing: what the screen of the practice computer shows. */
export type RehearsalView = { readonly digits?: string };

export type SendView = { readonly rehearsal?: RehearsalView } & (
  | { readonly step: "idle" }
  /** The two screens and cameras have not seen each other yet. */
  | { readonly step: "facing" }
  | { readonly step: "connecting"; readonly to: string }
  | { readonly step: "code"; readonly mode: "screens" | "phone" }
  | { readonly step: "waiting"; readonly counterpart?: CounterpartView }
  | {
      readonly step: "review";
      readonly counterpart: CounterpartView;
      readonly counts: CountsView;
      readonly stays: readonly StaysRow[];
      readonly losses: readonly LossRow[];
      readonly approval: Approval;
      /** How long it is likely to take over the link in use. */
      readonly estimate?: {
        readonly link: LinkBadge | "camera" | "local";
        readonly seconds: number;
        /** Until everything but the files is there, which come last; absent when that makes no difference. */
        readonly itemSeconds?: number;
      };
    }
  | { readonly step: "progress"; readonly counterpart: CounterpartView; readonly progress: ProgressView }
  | { readonly step: "receipt"; readonly receipt: ReceiptView }
  | { readonly step: "failed"; readonly failure: FailureView }
);

export type ConflictRow = { readonly ordinal: number; readonly title: string; readonly mine: string; readonly theirs: string };

/**
 * How the code gets across: seen, told, or read by the other computer's camera; `cameras`: nothing is reached over a network, and the digits
 * are seen.
 */
export const RECEIVE_MODES = ["screens", "phone", "scan", "cameras"] as const;
export type ReceiveMode = (typeof RECEIVE_MODES)[number];

export type ReceiveView =
  | { readonly step: "idle" }
  /** The two screens and cameras have not seen each other yet. */
  | { readonly step: "facing" }
  /** `label` is how it shows on the other computer; `addresses` can be typed there. `qr` is what the picture encodes: the address, and in mode `scan` the secret code of this one session. */
  | {
      readonly step: "listening";
      readonly label?: string;
      readonly addresses: readonly string[];
      readonly qr: string;
      readonly secondsLeft: number;
      /** Whether others on the network can find it. */
      readonly network: boolean;
      /** Whether it can be found by Bluetooth, or why not; absent while that is not known. */
      readonly bluetooth?: "visible" | ErrorCode;
    }
  | { readonly step: "code"; readonly digits: string; readonly mode: "screens" | "phone" | "scan" }
  | { readonly step: "confirm"; readonly counterpart: CounterpartView }
  | { readonly step: "approve"; readonly counterpart: CounterpartView; readonly approval: Approval }
  | { readonly step: "progress"; readonly counterpart: CounterpartView; readonly progress: ProgressView }
  | {
      readonly step: "merge";
      readonly counterpart: CounterpartView;
      readonly counts: CountsView;
      readonly outcomes: OutcomesView;
      readonly conflicts: readonly ConflictRow[];
    }
  | { readonly step: "receipt"; readonly receipt: ReceiptView }
  | { readonly step: "failed"; readonly failure: FailureView };

/** How many items went which way; `conflict` before a decision. */
export type OutcomesView = { readonly [outcome: string]: number };

export type TallyView = { readonly working: number; readonly failing: number; readonly untested: number };

export const CLOSE_REASONS = ["everything", "not-acknowledged", "kinds-left-behind", "part-of-vault", "stays-here", "not-proven", "passkeys-untested"] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

export type ReceiptItemRow = {
  readonly title: string;
  readonly outcome: string;
  readonly verdict: string;
  readonly passkeys: TallyView;
  readonly totps: TallyView;
};

export type ReceiptView = {
  readonly transferId: string;
  readonly role: "exporter" | "importer";
  /** Unix seconds. */
  readonly at: number;
  readonly counterpart: { readonly name: string; readonly fingerprint: string };
  readonly counts: CountsView;
  readonly outcomes: OutcomesView;
  readonly proven: number;
  readonly passkeys: TallyView;
  readonly totps: TallyView;
  readonly stays: readonly StaysRow[];
  readonly losses: readonly LossRow[];
  readonly safe: { readonly answer: boolean; readonly reason: CloseReason; readonly count: number };
  /** Those that need a look first, then the others; at most `MAXIMUM_RECEIPT_ROWS`. */
  readonly items: readonly ReceiptItemRow[];
  readonly itemTotal: number;
  /** Items that were not proven or have something untested. */
  readonly attention: number;
  /** On the importer: it can be taken back. */
  readonly undoable: boolean;
  readonly undone: boolean;
  readonly rehearsal: boolean;
};

export const MAXIMUM_RECEIPT_ROWS = 500;

/** The log: transfers and files brought in, newest first. */
export type LogRow = {
  readonly transferId: string;
  readonly at: number;
  readonly what: "sent" | "received" | "brought-in";
  /** The other computer's name, or the program the file came from. */
  readonly with: string;
  readonly file?: string;
  readonly items: number;
  readonly safe?: boolean;
  readonly undone: boolean;
  readonly undoable: boolean;
  readonly hasReceipt: boolean;
};

export type DeviceRow = { readonly key: string; readonly name: string; readonly fingerprint: string; readonly lastUsedAt?: number };

export type FindingGroup = {
  readonly kind: "refused" | "repaired" | "note";
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly string[];
};

export type BringInView =
  | { readonly step: "idle" }
  | { readonly step: "reading"; readonly file: string }
  | { readonly step: "passphrase"; readonly file: string; readonly format: string; readonly wrong: boolean }
  | {
      readonly step: "report";
      readonly file: string;
      readonly format: string;
      readonly counts: CountsView;
      readonly outcomes: OutcomesView;
      readonly findings: readonly FindingGroup[];
      readonly conflicts: readonly ConflictRow[];
      readonly samePasskey: readonly string[];
    }
  | { readonly step: "done"; readonly file: string; readonly outcomes: OutcomesView; readonly transferId: string; readonly undone: boolean }
  | { readonly step: "failed"; readonly file: string; readonly failure: FailureView };
