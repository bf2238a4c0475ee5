// What the command line says to a program: every event and every kind of prompt, docs/cli.md.

import type { BluetoothProblem } from "../../src-shared/bluetooth/ports.ts";
import type { PairingMode } from "../../src-shared/crypto/pairing-mode.ts";
import type { FindingKind } from "../../src-shared/cxf/report.ts";
import type { LinkKind } from "../../src-shared/exchange/channel.ts";
import type { Progress } from "../../src-shared/exchange/ports.ts";
import type { Receipt } from "../../src-shared/exchange/receipt.ts";
import type { SelfTestRow } from "../../src-shared/ipc/views-self-test.ts";
import type { PresenceAction } from "../../src-shared/presence/presence.ts";
import type { SlotProvider } from "../../src-shared/vault/model.ts";
import type { Closeness } from "../services/links/closeness.ts";
import type { Way } from "../services/links/ports.ts";
import type { PromptProgress } from "../services/unlock-prompt.ts";

export const PROMPT_KINDS = [
  "new-passphrase",
  "passphrase",
  "recovery-key",
  "pin",
  "new-pin",
  "file-passphrase",
  "enter-code",
  "codes-match",
  "choose-destination",
  "approve-export",
  "approve-import",
  "review-merge",
  "approve-reveal",
  "approve-plaintext",
  "approve-purge",
  "approve-undo",
  "ask-again",
  "continue",
] as const;
export type PromptKind = (typeof PROMPT_KINDS)[number];

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };
export type JsonObject = { readonly [name: string]: Json | undefined };

export const EVENTS = [
  "listening",
  "bluetooth",
  "link",
  "code",
  "prompt",
  "presence",
  "state",
  "progress",
  "receipt",
  "transfer",
  "document",
  "digest",
  "vault",
  "item",
  "slot",
  "stays",
  "recovery-key",
  "destination",
  "finding",
  "protection",
  "plan",
  "step",
  "error",
  "done",
] as const satisfies readonly (CliEvent["event"] | "document")[];

/** Identifiers are base64url, digests, transfers and slots lower-case hexadecimal, times Unix seconds. */
export type CliEvent =
  /** Without `host` and `port` when the network is not used. */
  | { readonly event: "listening"; readonly host?: string; readonly port?: number; readonly addresses: readonly string[]; readonly id?: string }
  | { readonly event: "bluetooth"; readonly state: "visible" | BluetoothProblem }
  | { readonly event: "link"; readonly kind: LinkKind | "none" }
  | { readonly event: "code"; readonly digits: string; readonly mode: PairingMode }
  | { readonly event: "prompt"; readonly id: string; readonly kind: PromptKind; readonly detail: JsonObject }
  | ({ readonly event: "presence"; readonly action: PresenceAction } & PromptProgress)
  | { readonly event: "state"; readonly name: string }
  | ({ readonly event: "progress" } & Progress)
  | { readonly event: "receipt"; readonly receipt: Receipt }
  | ({ readonly event: "transfer"; readonly transferId: string; readonly at: number } & JsonObject)
  | { readonly event: "digest"; readonly hex: string }
  | { readonly event: "vault"; readonly id: string; readonly directory: string }
  | ({ readonly event: "item"; readonly id: string; readonly account: string; readonly title: string } & JsonObject)
  | { readonly event: "slot"; readonly id: string; readonly provider: SlotProvider; readonly addedAt: number; readonly removed?: boolean }
  | {
      readonly event: "stays";
      readonly id: string;
      readonly title: string;
      readonly site?: string;
      readonly held: string;
      readonly system: boolean;
      readonly removed?: boolean;
    }
  | { readonly event: "recovery-key"; readonly key: string }
  /** Without `host` and `port` when it is found by Bluetooth alone. */
  | {
      readonly event: "destination";
      readonly id: string;
      readonly host?: string;
      readonly port?: number;
      readonly links: readonly Way[];
      readonly closeness?: Closeness;
      readonly state: "found" | "lost";
    }
  | {
      readonly event: "finding";
      readonly kind: FindingKind | DoctorKind;
      readonly path?: string;
      readonly reason: string;
      readonly about?: string;
      readonly text: string;
      readonly fix?: string;
      readonly otherwise?: string;
      readonly detail?: string;
    }
  | ({ readonly event: "protection"; readonly name: string; readonly text: string; readonly next?: string } & SelfTestRow)
  | ({ readonly event: "plan" } & JsonObject)
  | { readonly event: "step"; readonly name: string; readonly text: string }
  | { readonly event: "error"; readonly code: string; readonly message: string; readonly remedy: string; readonly trace?: readonly string[] }
  | { readonly event: "done" };

export type DoctorKind = "fine" | "note" | "trouble" | "unknown";
