// Damaged files end in an ExchangeError or a result that is whole CXF; never in another exception, never without end.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { migratePorts } from "../../src-main/platform/migrate-ports.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { utf8 } from "../bytes.ts";
import { encodeDocument } from "../cxf/encode.ts";
import { ExchangeError } from "../errors.ts";
import { Secret } from "../secret.ts";
import type { MigratePorts } from "./ports.ts";
import { readForeign } from "./registry.ts";

const nodePorts = migratePorts(nodePrimitives);
// Derivations are cheap here: what is tested is what comes before and after them.
const ports: MigratePorts = { ...nodePorts, argon2: async () => new Uint8Array(32), pbkdf2Sha256: async () => new Uint8Array(32) };
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));

/** The error's code, or "whole" when the result is a document the strict writer takes. */
async function ending(bytes: Uint8Array, formatId: string, given: MigratePorts = ports): Promise<string> {
  try {
    const { document } = await readForeign(bytes, { ports: given, formatId, passphrase: new Secret(utf8("correct horse")) });
    encodeDocument(document);
    return "whole";
  } catch (thrown) {
    if (thrown instanceof ExchangeError) return thrown.code;
    throw thrown;
  }
}

const LEGAL = ["whole", "format.malformed", "format.unsupported", "format.wrong-passphrase", "format.limit-exceeded"];
const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom("replace", "cut", "insert"), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });

function edited(source: Uint8Array, list: readonly (readonly [number, string, number])[]): Uint8Array {
  let bytes = [...source];
  for (const [place, kind, byte] of list) {
    const at = bytes.length === 0 ? 0 : place % bytes.length;
    if (kind === "replace") bytes[at] = byte;
    else if (kind === "insert") bytes.splice(at, 0, byte);
    else bytes = byte < 8 ? bytes.slice(0, at) : [...bytes.slice(0, at), ...bytes.slice(at + byte)];
  }
  return Uint8Array.from(bytes);
}

describe.each([
  ["bitwarden.json", "bitwarden-json", 150],
  ["bitwarden-pbkdf2.json", "bitwarden-json", 100],
  ["chromium.csv", "chromium-csv", 200],
  ["firefox.csv", "firefox-csv", 100],
  ["apple.csv", "apple-csv", 100],
  ["keepassxc.csv", "keepassxc-csv", 100],
  ["kdbx3.kdbx", "kdbx", 100],
  ["kdbx4.kdbx", "kdbx", 150],
])("%s", (name, formatId, numRuns) => {
  const source = fixture(name);

  test("damaged bytes", async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (list) => {
        expect(LEGAL).toContain(await ending(edited(source, list), formatId));
      }),
      { numRuns },
    );
  });
});

/** Any value somewhere in the export replaced by any other. */
test("bitwarden.json with any value of another type", async () => {
  const source = JSON.parse(new TextDecoder().decode(fixture("bitwarden.json")));
  const places: (readonly (string | number)[])[] = [];
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    if (path.length > 0) places.push(path);
    if (typeof value === "object" && value !== null) for (const [name, inner] of Object.entries(value)) visit(inner, [...path, name]);
  };
  visit(source, []);
  const substitute = fc.oneof(fc.jsonValue(), fc.constantFrom(null, "", -1, 1e300, "\ud800", [], {}, [[]], "b64.", "2030-99-99T99:99:99Z"));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), substitute, async (path, value) => {
      const copy = structuredClone(source);
      let holder = copy;
      for (const step of path.slice(0, -1)) holder = holder[step];
      holder[path.at(-1) as string] = value;
      expect(LEGAL).toContain(await ending(utf8(JSON.stringify(copy)), "bitwarden-json"));
    }),
    { numRuns: 400 },
  );
});

test("KeePass XML with damage inside the encryption", async () => {
  // The last step before the XML is the host's inflate: what it answers is damaged here.
  let list: readonly (readonly [number, string, number])[] = [];
  const inflateRaw: MigratePorts["inflateRaw"] = (deflated, maximum) => {
    const clear = nodePorts.inflateRaw(deflated, maximum);
    return clear && edited(clear, list);
  };
  const source = fixture("kdbx3.kdbx");
  await fc.assert(
    fc.asyncProperty(edits, async (given) => {
      list = given.map(([place, , byte]) => [place, "replace", byte]);
      expect(LEGAL).toContain(await ending(source, "kdbx", { ...nodePorts, inflateRaw }));
    }),
    { numRuns: 300 },
  );
});
