import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExchangeError } from "../errors.ts";
import { anyDocument, anyItem } from "../testing/cxf-arbitraries.ts";
import { decodeDocument } from "./decode.ts";
import { encodeDocument } from "./encode.ts";
import { documentFromCbor, itemFromCbor } from "./from-cbor.ts";
import { documentToCbor, itemToCbor } from "./to-cbor.ts";

const RUNS = { numRuns: 60 };

/** The work, or undefined when it ended in an error of ours; anything else is a defect. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExchangeError && error.code !== "internal.bug") return undefined;
    throw error;
  }
}

describe("a canonical document", () => {
  it("is the same after JSON, and nothing had to be repaired or refused", () => {
    fc.assert(
      fc.property(anyDocument(), (document) => {
        const read = decodeDocument(encodeDocument(document));
        expect(read.document).toStrictEqual(document);
        expect(read.report.findings.filter((finding) => finding.kind !== "noted")).toEqual([]);
      }),
      RUNS,
    );
  });

  it("is the same after JSON, CBOR and JSON again", () => {
    fc.assert(
      fc.property(anyDocument(), (document) => {
        const text = encodeDocument(document);
        const carried = documentFromCbor(documentToCbor(decodeDocument(text).document));
        expect(JSON.parse(encodeDocument(carried))).toStrictEqual(JSON.parse(text));
      }),
      RUNS,
    );
  });
});

describe("an item", () => {
  it("has one encoding", () => {
    fc.assert(
      fc.property(anyItem(), (item) => {
        const bytes = itemToCbor(item);
        const again = itemFromCbor(bytes);
        expect(again).toStrictEqual(item);
        expect(itemToCbor(again)).toEqual(bytes);
      }),
      RUNS,
    );
  });

  it("ends in an error of ours, or one encoding, however its bytes are changed", () => {
    fc.assert(
      fc.property(anyItem(), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }), (item, changes) => {
        const bytes = itemToCbor(item);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const read = unlessRefused(() => itemFromCbor(bytes));
        if (read !== undefined) expect(itemToCbor(read)).toEqual(bytes);
      }),
      { numRuns: 250 },
    );
  });
});

/** Every place in a JSON value, as the steps that lead there. */
function places(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, held]) => places(held, [...at, name]))];
}

function replaced(value: unknown, [step, ...below]: readonly string[], by: unknown): unknown {
  if (step === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const held = copy as { [name: string]: unknown };
  held[step] = replaced(held[step], below, by);
  return copy;
}

describe("a damaged document", () => {
  const ODD = fc.oneof(fc.constantFrom(null, "", 0, -1, 1.5, 1e300, true, [], {}, [null], "!", "A", "2026-13-01", "\ud800"), fc.jsonValue({ maxDepth: 2 }));

  it("is read or refused with an error of ours, and what is read can be written", () => {
    fc.assert(
      fc.property(anyDocument(), fc.array(fc.tuple(fc.nat(), ODD), { minLength: 1, maxLength: 4 }), (document, changes) => {
        let json: unknown = JSON.parse(encodeDocument(document));
        for (const [pick, odd] of changes) {
          const all = places(json);
          json = replaced(json, all[pick % all.length] ?? [], odd);
        }
        const read = unlessRefused(() => decodeDocument(JSON.stringify(json), { now: 1_780_000_000 }));
        if (read === undefined) return;
        expect(documentFromCbor(documentToCbor(read.document))).toStrictEqual(read.document);
        expect(decodeDocument(encodeDocument(read.document)).document).toStrictEqual(read.document);
      }),
      { numRuns: 120 },
    );
  });

  it("is read or refused with an error of ours when its text is cut or changed", () => {
    fc.assert(
      fc.property(anyDocument(), fc.nat(), fc.constantFrom("", '"', "{", "]", ",", "\\", "1"), (document, pick, insert) => {
        const text = encodeDocument(document);
        const at = pick % text.length;
        unlessRefused(() => decodeDocument(text.slice(0, at) + insert + text.slice(at + 1)));
        unlessRefused(() => decodeDocument(text.slice(0, at)));
      }),
      RUNS,
    );
  });

  it("loses only the item that is broken", () => {
    const broken = fc.constantFrom<unknown>(null, 7, "x", [], {}, { id: "!" }, { title: "no id" });
    fc.assert(
      fc.property(anyDocument(), fc.nat(), broken, (document, pick, odd) => {
        const json = JSON.parse(encodeDocument(document));
        const account = json.accounts[pick % Math.max(1, json.accounts.length)];
        if (account === undefined) return;
        account.items.splice(pick % (account.items.length + 1), 0, odd);
        expect(decodeDocument(JSON.stringify(json)).document).toStrictEqual(document);
      }),
      RUNS,
    );
  });
});
