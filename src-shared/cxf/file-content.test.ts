import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { utf8 } from "../bytes.ts";
import { decodeDocument } from "./decode.ts";
import { encodeDocument } from "./encode.ts";
import { rehearsalDocument } from "./rehearsal-document.ts";

const { document, files } = rehearsalDocument();
const [stored] = files;
const sha256 = (...parts: readonly Uint8Array[]) => new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest());

const text = encodeDocument(document, {
  contentOf: (_account, _item, file) => (Buffer.from(file).toString() === "recovery-sheet" ? stored?.content : undefined),
});

/** The text with the item "documents" changed. */
function changed(change: (item: { credentials: { [name: string]: unknown }[]; extensions: { files: { [name: string]: unknown }[] }[] }) => void): string {
  const json = JSON.parse(text);
  change(json.accounts[0].items.find((item: { title: string }) => item.title === "Documents"));
  return JSON.stringify(json);
}

function read(json: string) {
  const { document, files, report } = decodeDocument(json, { sha256 });
  const kinds = document.accounts[0]?.items.find((item) => item.title === "Documents")?.credentials.map((credential) => credential.type);
  const reasons = report.findings.map((finding) => finding.reason).filter((reason) => reason !== "unknown-type");
  return { kinds, reasons, files };
}

describe("file contents in JSON", () => {
  it("are lifted out of the item they were embedded in", () => {
    const read = decodeDocument(text, { sha256 });
    expect(read.document).toStrictEqual(document);
    expect(read.files).toEqual(files);
  });

  it("refuse the file when a byte is wrong", () => {
    const json = changed((item) => {
      item.extensions[0]?.files.forEach((file) => {
        file.data = `AAAA${String(file.data).slice(4)}`;
      });
    });
    expect(read(json)).toEqual({ kinds: ["note"], reasons: ["file-mismatch"], files: [] });
  });

  it("refuse the file when its size is wrong", () => {
    const json = changed((item) => {
      for (const credential of item.credentials) if (credential.type === "file") credential.decryptedSize = 1;
    });
    expect(read(json)).toEqual({ kinds: ["note"], reasons: ["file-mismatch"], files: [] });
  });

  it("are reported when they belong to no file", () => {
    const json = changed((item) => item.extensions[0]?.files.push({ id: "AQ", data: "AQ" }));
    expect(read(json)).toEqual({ kinds: ["file", "note"], reasons: ["file-without-credential"], files });
  });

  it.each([
    [{ id: "AQ" }, ["file-content"]],
    [7, ["file-content"]],
  ])("cost only themselves when damaged (%#)", (damaged, reasons) => {
    const json = changed((item) => item.extensions[0]?.files.push(damaged as never));
    expect(read(json)).toEqual({ kinds: ["file", "note"], reasons, files });
  });

  it("leave the file without content when there are none", () => {
    expect(read(encodeDocument(document))).toEqual({ kinds: ["file", "note"], reasons: ["missing-file-content"], files: [] });
  });

  it("serve two files with one identifier; the second gets its own", () => {
    const json = changed((item) => item.credentials.push({ ...item.credentials.find((credential) => credential.type === "file") }));
    const second = { ...files[0], file: utf8("recovery-sheet-2") };
    expect(read(json)).toEqual({ kinds: ["file", "note", "file"], reasons: ["duplicate-id"], files: [...files, second] });
  });

  it("keep other extensions of the item", () => {
    const json = changed((item) => item.extensions.unshift({ name: "a.example/x" } as never));
    const { document } = decodeDocument(json, { sha256 });
    expect(document.accounts[0]?.items.find((item) => item.title === "Documents")?.extensions).toEqual([{ name: "a.example/x" }]);
  });
});
