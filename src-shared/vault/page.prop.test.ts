import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hex } from "../bytes.ts";
import type { RecordKind } from "./keys.ts";
import { decodePage, eachView, encodePage, type PageEntry } from "./page.ts";

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

  it("shows where its views are", () => {
    fc.assert(
      fc.property(pages, (page) => {
        const bytes = encodePage(page);
        const found: string[] = [];
        eachView(bytes, (id, view) => found.push(hex(bytes.subarray(id, id + 16)) + hex(bytes.subarray(view, view + 1))));
        const withViews = [...page.values()].filter(({ view }) => view !== undefined);
        expect(found.sort()).toEqual(withViews.map(({ id, view }) => hex(id) + hex(view?.subarray(0, 1) ?? id)).sort());
      }),
    );
  });

  it("without the end of its last view is corrupt", () => {
    fc.assert(
      fc.property(pages, (page) => {
        fc.pre([...page.values()].some(({ view }) => view !== undefined));
        const cut = encodePage(page).slice(0, -1);
        expect(() => eachView(cut, () => {})).toThrow(expect.objectContaining({ code: "vault.corrupt" }));
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
