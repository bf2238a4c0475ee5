import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hex } from "../bytes.ts";
import type { RecordKind } from "./keys.ts";
import { decodePage, encodePage, type PageEntry } from "./page.ts";

const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });
const entry: fc.Arbitrary<PageEntry> = fc
  .tuple(fc.constantFrom<RecordKind>(1, 3, 5), sixteen, fc.nat(0xffff_ffff), sixteen, fc.option(fc.uint8Array({ minLength: 1 }), { nil: undefined }))
  .map(([kind, id, revision, tag, view]) => ({ kind, id, revision, tag, ...(view && { view }) }));
const pages = fc.array(entry, { maxLength: 20 }).map((entries) => new Map(entries.map((one) => [hex(one.id), one])));

describe("a page", () => {
  it("comes back as it was, in the order of its identifiers", () => {
    fc.assert(
      fc.property(pages, (page) => {
        const sorted = [...page.values()].sort((a, b) => (hex(a.id) < hex(b.id) ? -1 : 1));
        expect([...decodePage(encodePage(page)).values()]).toEqual(sorted);
      }),
    );
  });

  it("cut anywhere is corrupt, not another page", () => {
    fc.assert(
      fc.property(pages, fc.nat(), (page, cut) => {
        const bytes = encodePage(page);
        expect(() => decodePage(bytes.subarray(0, cut % bytes.length))).toThrow(expect.objectContaining({ code: "vault.corrupt" }));
      }),
    );
  });
});
