// The shape of one foreign format: how it is recognised, what it needs, and what reading it gives.

import type { CxfDocument } from "../cxf/document.ts";
import type { Report } from "../cxf/report.ts";
import type { Secret } from "../secret.ts";
import type { MigratePorts } from "./ports.ts";

export type ReadContext = {
  readonly ports: MigratePorts;
  readonly fileName?: string;
  /** UTF-8; only lent, the caller wipes it. */
  readonly passphrase?: Secret;
  /** KDBX only: the whole key file. */
  readonly keyFile?: Uint8Array;
  /** Unix seconds: the document's timestamp. */
  readonly now?: number;
};

export type MigratedFile = { readonly account: Uint8Array; readonly item: Uint8Array; readonly file: Uint8Array; readonly content: Uint8Array };

export type Migrated = {
  readonly formatId: string;
  readonly document: CxfDocument;
  /** The content of every `file` credential in the document. */
  readonly files: readonly MigratedFile[];
  /** Paths point into the source. */
  readonly report: Report;
};

export type ForeignFormat = {
  /** Stable, kebab-case, such as "bitwarden-json". */
  readonly id: string;
  /** For the person. */
  readonly name: string;
  /** 0 (not this) to 1 (certain); looks at the beginning only. */
  sniff(bytes: Uint8Array, fileName: string): number;
  needsPassphrase(bytes: Uint8Array): boolean;
  /** Throws `format.malformed`, `format.unsupported`, `format.wrong-passphrase`, `format.limit-exceeded`. */
  read(bytes: Uint8Array, context: ReadContext): Promise<Migrated>;
};
