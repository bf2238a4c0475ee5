import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { expect, it } from "vitest";
import { decodeDocument } from "./decode.ts";
import { CREDENTIAL_TYPES, isType } from "./document.ts";
import { encodeDocument } from "./encode.ts";
import { rehearsalDocument } from "./rehearsal-document.ts";

const { document, files } = rehearsalDocument();
const credentials = document.accounts.flatMap((account) => account.items.flatMap((item) => item.credentials));

it("holds every kind of credential and one that is unknown", () => {
  expect([...new Set(credentials.map((credential) => credential.type))].sort()).toEqual([...CREDENTIAL_TYPES, "keyferry.app/loyalty-card"].sort());
});

it("gives a strict reader nothing to repair or refuse", () => {
  const inflateRaw = (bytes: Uint8Array) => new Uint8Array(inflateRawSync(bytes));
  const { report } = decodeDocument(encodeDocument(document), { now: 1_780_000_000, inflateRaw });
  expect(report.findings.map(({ kind, reason }) => `${kind} ${reason}`).sort()).toEqual(["noted missing-file-content", "noted unknown-type"]);
});

it("holds the file it describes", () => {
  const file = credentials.find((credential) => isType(credential, "file"));
  const content = files[0]?.content ?? new Uint8Array();
  expect([file?.decryptedSize, Buffer.from(file?.integrityHash ?? []).toString("hex")]).toEqual([
    content.length,
    createHash("sha256").update(content).digest("hex"),
  ]);
});

it("is the same at every call", () => {
  expect(rehearsalDocument()).toEqual({ document, files });
});
