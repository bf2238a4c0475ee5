// The exchange format itself as a file, CXF 1.0 JSON.

import { decodeDocument } from "../cxf/decode.ts";
import type { ForeignFormat } from "./foreign-format.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";
import { sourceHead, sourceText } from "./source-text.ts";

const ID = "cxf-json";

export const cxfJson: ForeignFormat = {
  id: ID,
  name: "Credential Exchange Format (.json)",
  sniff(bytes) {
    const head = sourceHead(bytes);
    if (!/^\s*\{/.test(head) || /"encrypted"\s*:\s*(?:true|false)/.test(head)) return 0;
    if (/"accounts"\s*:/.test(head)) return /"exporterRpId"\s*:/.test(head) ? 1 : 0.6;
    return /"items"\s*:/.test(head) && /"credentials"\s*:/.test(head) ? 0.5 : 0;
  },
  needsPassphrase: () => false,
  async read(bytes, { ports, now }) {
    const { document, files, report } = decodeDocument(sourceText(bytes), {
      ...(now !== undefined && { now }),
      sha256: (content: Uint8Array) => ports.primitives.sha256(content),
      inflateRaw: (deflated: Uint8Array, maximum: number) => ports.inflateRaw(deflated, Math.min(maximum, SOURCE_LIMITS.inflated)),
    });
    return { formatId: ID, document, files, report };
  },
};
