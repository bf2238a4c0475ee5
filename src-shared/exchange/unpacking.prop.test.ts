// Packing and unpacking give every document back byte for byte, whatever unknown members and kinds it holds.

import fc from "fast-check";
import { expect, it } from "vitest";
import { brotli } from "../../src-main/platform/compression.ts";
import { byteStringHeadLength } from "../cbor/sequence.ts";
import { anyDocument } from "../testing/cxf-arbitraries.ts";
import { MemoryVault } from "../testing/memory-vault.ts";
import { packed } from "./packing.ts";
import { isBlock, Unpacker } from "./unpacking.ts";

const bodyOf = (encoded: Uint8Array) => encoded.subarray(byteStringHeadLength(encoded));

it("what was packed comes out as it went in", async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument(), async (document) => {
      const entries = [...(await new MemoryVault({ document, files: [] }).source().snapshot(undefined)).entries()];
      const unpacker = new Unpacker(brotli, 2 ** 30);
      const out = [...packed(entries, brotli)].map(bodyOf).flatMap((body) => (isBlock(body) ? [...unpacker.open(body)] : [body]));
      expect(out.map((body) => Buffer.from(body))).toEqual(entries.map((entry) => Buffer.from(bodyOf(entry))));
    }),
    { numRuns: 60 },
  );
});
