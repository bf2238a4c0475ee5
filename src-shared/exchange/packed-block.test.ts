// The recorded block of a packed payload (vectors/README.md): opened it gives its entries, and of these the compressor is given its shape.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bytesOf } from "../../e2e/harness/session-vector.ts";
import { brotli } from "../../src-main/platform/compression.ts";
import { hex } from "../bytes.ts";
import { byteString } from "../cbor/sequence.ts";
import { packed } from "./packing.ts";
import { Unpacker } from "./unpacking.ts";

type Recorded = { readonly entries: readonly string[]; readonly shape: string; readonly block: string };
const recorded: Recorded = JSON.parse(readFileSync(new URL("vectors/packed-block.json", import.meta.url), "utf8"));

it("gives its entries", () => {
  expect([...new Unpacker(brotli, 2 ** 20).open(bytesOf(recorded.block))].map(hex)).toEqual(recorded.entries);
});

it("has the shape that its entries are packed with", () => {
  const shapes: string[] = [];
  const compress = (shape: Uint8Array) => {
    shapes.push(hex(shape));
    return brotli.compress(shape);
  };
  const encoded = recorded.entries.map((entry) => byteString(bytesOf(entry)));
  for (const _ of packed(encoded, { ...brotli, compress }));
  expect(shapes).toEqual([recorded.shape]);
});
