// Every format a person can bring: recognises a file and reads it. A new format is one file and one line here.

import { ExchangeError } from "../errors.ts";
import { bitwarden } from "./bitwarden.ts";
import { CSV_FORMATS } from "./csv.ts";
import { cxfJson } from "./cxf-json.ts";
import type { ForeignFormat, Migrated, ReadContext } from "./foreign-format.ts";
import { kdbx } from "./kdbx.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";

export const FOREIGN_FORMATS: readonly ForeignFormat[] = [kdbx, cxfJson, bitwarden, ...CSV_FORMATS];

/** The format that fits best; undefined when none does. */
export function sniffFormat(bytes: Uint8Array, fileName = ""): ForeignFormat | undefined {
  let best: { readonly format: ForeignFormat; readonly score: number } | undefined;
  for (const format of FOREIGN_FORMATS) {
    const score = format.sniff(bytes, fileName);
    if (score > (best?.score ?? 0)) best = { format, score };
  }
  return best?.format;
}

export type ReadOptions = ReadContext & {
  /** One of `FOREIGN_FORMATS`; otherwise it is recognised. */
  readonly formatId?: string;
};

/**
 * Reads a file another program wrote. The document has passed the checks of the exchange format, and reading the same file again
 * gives the same identifiers. Throws `format.unsupported` when it is not recognised, `usage.invalid` for an unknown `formatId`, and
 * what the format's `read` throws.
 */
export async function readForeign(bytes: Uint8Array, options: ReadOptions): Promise<Migrated> {
  if (bytes.length > SOURCE_LIMITS.file) throw new ExchangeError("format.limit-exceeded", { detail: "file size" });
  // A plain view: a host's kind of Uint8Array may behave differently, such as Buffer's `slice`.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return chosenFormat(plain, options).read(plain, options);
}

function chosenFormat(bytes: Uint8Array, { formatId, fileName }: ReadOptions): ForeignFormat {
  if (formatId === undefined) {
    const sniffed = sniffFormat(bytes, fileName);
    if (sniffed === undefined) throw new ExchangeError("format.unsupported", { detail: "not recognised" });
    return sniffed;
  }
  const named = FOREIGN_FORMATS.find(({ id }) => id === formatId);
  if (named === undefined) throw new ExchangeError("usage.invalid", { detail: "unknown format" });
  return named;
}
