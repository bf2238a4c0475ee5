import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { base64url, utf8 } from "../bytes.ts";
import { type Decoded, decodeDocument } from "./decode.ts";
import type { Item } from "./document.ts";
import type { DecodeOptions } from "./reader.ts";

type Json = { [member: string]: unknown };

const sha256 = (...parts: readonly Uint8Array[]) => new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest());

function documentOf(...items: readonly unknown[]): Json {
  const account = { id: "Ag", username: "", email: "", collections: [], items };
  return { version: { major: 1, minor: 0 }, exporterRpId: "a.example", exporterDisplayName: "A", timestamp: 0, accounts: [account] };
}

function item(credentials: readonly unknown[] = [], members: Json = {}): Json {
  return { id: "AQ", title: "t", credentials, ...members };
}

function read(root: unknown, options: DecodeOptions = {}): Decoded {
  return decodeDocument(JSON.stringify(root), options);
}

function readItem(source: unknown, options: DecodeOptions = {}): { readonly item: Item | undefined; readonly findings: readonly string[] } {
  const { document, report } = read(documentOf(source), options);
  return {
    item: document.accounts[0]?.items[0],
    findings: report.findings.map(({ kind, path, reason }) => `${kind} ${path.replace("/accounts/0/items/0", "")} ${reason}`),
  };
}

function caught(work: () => unknown): Error | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

describe("what is no CXF document", () => {
  it.each([
    ["", "format.malformed"],
    ["{", "format.malformed"],
    ["null", "format.malformed"],
    ["{}", "format.malformed"],
    ["7", "format.malformed"],
    ['{"accounts":[]}', "format.malformed"],
    ['{"version":{"major":1,"minor":0},"accounts":{}}', "format.malformed"],
    ['{"version":{"major":"1","minor":0},"accounts":[]}', "format.malformed"],
    ['{"version":{"major":1,"minor":-1},"accounts":[]}', "format.malformed"],
    ['{"version":{"major":2,"minor":0},"accounts":[]}', "format.unsupported"],
    ['{"version":{"major":0,"minor":1},"accounts":[]}', "format.unsupported"],
    ['{"version":1,"exporter":"Nordpass","accounts":[]}', "format.unsupported"],
    ['{"exporter":"x","accounts":[]}', "format.unsupported"],
    ["[]", "format.unsupported"],
    ['{"type":"totp"}', "format.unsupported"],
  ])("%s is refused with %s", (json, code) => {
    expect(() => decodeDocument(json)).toThrow(expect.objectContaining({ code }));
  });

  it("is refused without a word of what it holds", () => {
    const thrown = caught(() => decodeDocument('{"password": hunter2}'));
    expect([thrown?.message, thrown?.cause]).toEqual(["format.malformed: not JSON", undefined]);
  });

  it("may have more accounts than a document may hold", () => {
    const accounts = Array.from({ length: 1_001 }, () => ({}));
    expect(() => read({ ...documentOf(), accounts })).toThrow(expect.objectContaining({ code: "format.limit-exceeded" }));
  });

  it("does not break the reader by nesting", () => {
    expect(() => decodeDocument("[".repeat(1_000_000))).toThrow(expect.objectContaining({ code: "format.malformed" }));
  });
});

describe("versions", () => {
  it("reads 0.0 as 1.0", () => {
    const { document, report } = read({ ...documentOf(), version: { major: 0, minor: 0 } });
    expect([document.version, report.findings[0]?.reason]).toEqual([{ major: 1, minor: 0 }, "old-version"]);
  });

  it("reads a newer minor version and says so", () => {
    expect(read({ ...documentOf(), version: { major: 1, minor: 7 } }).report.findings[0]?.reason).toBe("newer-version");
  });

  it("reads past a byte-order mark", () => {
    expect(decodeDocument(`\ufeff${JSON.stringify(documentOf())}`).document.exporterRpId).toBe("a.example");
  });
});

describe("isolation", () => {
  it("leaves out one unreadable item, not its neighbours", () => {
    const { document, report } = read(documentOf(item(), 5, item([], { id: "Aw" })));
    expect(document.accounts[0]?.items.map((held) => base64url(held.id))).toEqual(["AQ", "Aw"]);
    expect(report.findings).toEqual([{ kind: "refused", path: "/accounts/0/items/1", reason: "wrong-type" }]);
  });

  it("leaves out one unreadable credential with the member that is missing", () => {
    const { item: read, findings } = readItem(item([{ type: "generated-password" }, { type: "generated-password", password: "p" }]));
    expect(read?.credentials).toEqual([{ type: "generated-password", password: "p" }]);
    expect(findings).toEqual(["refused /credentials/0/password missing-member", "refused /credentials/0 incomplete"]);
  });

  it("leaves out one unreadable field", () => {
    const { item: read, findings } = readItem(
      item([{ type: "basic-auth", username: { fieldType: "string", value: 7 }, password: { fieldType: "concealed-string", value: "p" } }]),
    );
    expect(read?.credentials).toEqual([{ type: "basic-auth", password: { fieldType: "concealed-string", value: "p" } }]);
    expect(findings).toEqual(["refused /credentials/0/username/value wrong-type", "refused /credentials/0/username incomplete"]);
  });

  it("leaves out one unreadable account", () => {
    const root = documentOf(item());
    expect(read({ ...root, accounts: [null, ...(root.accounts as unknown[])] }).document.accounts).toHaveLength(1);
  });

  it("keeps an item whose title or lists cannot be read", () => {
    const { item: read } = readItem({ id: "AQ", title: 5, credentials: "x", tags: {}, scope: 3 });
    expect(read).toEqual({ id: Uint8Array.of(1), title: "", credentials: [] });
  });

  it("names the item a finding is about", () => {
    expect(read(documentOf(item([5], { title: "Mail" }))).report.findings[0]?.about).toBe("Mail");
  });

  it("refuses an item that outweighs the limit, and only that", () => {
    const heavy = item([{ type: "example.com/heavy", blobs: Array.from({ length: 3 }, () => "x".repeat(4_000_000)) }], { id: "Aw" });
    const { document, report } = read(documentOf(item(), heavy));
    expect(document.accounts[0]?.items).toHaveLength(1);
    const refused = report.findings.filter((finding) => finding.kind === "refused");
    expect(refused.map((finding) => `${finding.path} ${finding.reason}`)).toEqual(["/accounts/0/items/1 too-large"]);
  });
});

describe("values", () => {
  it.each([
    [-1, undefined, "negative-time"],
    [2 ** 53, undefined, "time-out-of-range"],
    [1e300, undefined, "time-out-of-range"],
    [1.5, 1, "fractional-time"],
    [9e9, 9e9, "future-time"],
  ])("the time %d becomes %s: %s", (creationAt, expected, reason) => {
    const { item: read, findings } = readItem(item([], { creationAt }), { now: 1_780_000_000 });
    expect([read?.creationAt, findings.map((finding) => finding.split(" ")[2])]).toEqual([expected, [reason]]);
  });

  it.each([
    ["A", "not-base64url"],
    ["+/==", "not-base64url"],
    [7, "wrong-type"],
    ["", "too-short"],
  ])("an identifier %j cannot be read: %s", (id, reason) => {
    expect(readItem(item([], { id })).findings[0]).toBe(`refused /id ${reason}`);
  });

  it("makes a missing identifier from the content, the same at every reading", () => {
    const { id: _, ...without } = item([{ type: "generated-password", password: "p" }]);
    const [first, second] = [readItem(without, { sha256 }), readItem(without, { sha256 })];
    expect(first.item?.id).toHaveLength(16);
    expect(second.item?.id).toEqual(first.item?.id);
    expect(first.findings).toEqual(["repaired /id content-id"]);
  });

  it("replaces a long identifier and the links to it", () => {
    const id = base64url(new Uint8Array(65).fill(9));
    const root = documentOf(item([], { id }));
    const account = (root.accounts as Json[])[0];
    const { document, report } = read({ ...root, accounts: [{ ...account, collections: [{ id: "AQ", title: "c", items: [{ item: id }] }] }] }, { sha256 });
    expect(document.accounts[0]?.collections[0]?.items[0]?.item).toEqual(document.accounts[0]?.items[0]?.id);
    expect(report.findings.map((finding) => finding.reason)).toEqual(["long-id", "long-id"]);
  });

  it("gives the second item with an identifier another one", () => {
    const { document, report } = read(documentOf(item(), item(), item()));
    expect(document.accounts[0]?.items.map((held) => held.id)).toEqual([Uint8Array.of(1), utf8("\u0001-2"), utf8("\u0001-3")]);
    expect(report.findings.map((finding) => `${finding.path} ${finding.reason}`)).toEqual([
      "/accounts/0/items/1/id duplicate-id",
      "/accounts/0/items/2/id duplicate-id",
    ]);
  });

  it("mends half a character", () => {
    const { item: read, findings } = readItem(item([], { title: "a\ud800" }));
    expect([read?.title, findings]).toEqual(["a\ufffd", ["repaired /title ill-formed-text"]]);
  });

  it("assumes what a one-time code usually has", () => {
    const { item: read, findings } = readItem(item([{ type: "totp", secret: "JBSWY3DP" }]));
    expect(read?.credentials).toEqual([{ type: "totp", secret: "JBSWY3DP", period: 30, digits: 6, algorithm: "sha1" }]);
    expect(findings.every((finding) => finding.endsWith("assumed-default"))).toBe(true);
  });

  it.each([
    [{ secret: "" }, "totp-secret"],
    [{ secret: "0189" }, "totp-secret"],
    [{ period: 0 }, "totp-range"],
    [{ digits: 11 }, "totp-range"],
    [{ period: "30" }, "incomplete"],
    [{ algorithm: "md5" }, "incomplete"],
  ])("a one-time code with %j is refused: %s", (wrong, reason) => {
    const { item: read, findings } = readItem(item([{ type: "totp", secret: "JBSWY3DP", period: 30, digits: 6, algorithm: "sha1", ...wrong }]));
    expect([read?.credentials, findings.at(-1)]).toEqual([[], `refused /credentials/0 ${reason}`]);
  });

  it.each(["HMAC-SHA-256", "SHA256", "sha-256"])("reads the algorithm %s", (algorithm) => {
    const { item: read } = readItem(item([{ type: "totp", secret: "JBSWY3DP", period: 30, digits: 6, algorithm }]));
    expect(read?.credentials[0]).toMatchObject({ algorithm: "sha256" });
  });

  it.each([
    [{ fieldType: "future", value: "x" }, "unknown-field-type"],
    [{ fieldType: "email", value: "x@y" }, "unexpected-field-type"],
    [{ value: "x" }, "missing-field-type"],
  ])("keeps the field %j: %s", (username, reason) => {
    const { item: read, findings } = readItem(item([{ type: "basic-auth", username }]));
    expect(read?.credentials[0]).toMatchObject({ username: { fieldType: "string", ...username } });
    expect(findings[0]?.split(" ")[2]).toBe(reason);
  });

  it("keeps a date that is none", () => {
    const { item: read, findings } = readItem(item([{ type: "passport", birthDate: { fieldType: "date", value: "1.4.1990" } }]));
    expect(read?.credentials[0]).toMatchObject({ birthDate: { value: "1.4.1990" } });
    expect(findings).toEqual(["noted /credentials/0/birthDate field-format"]);
  });

  it("notes links that lead nowhere", () => {
    expect(readItem(item([{ type: "item-reference", reference: { item: "BQ" } }])).findings).toEqual(["noted /credentials/0/reference missing-target"]);
  });

  it("follows links into other accounts", () => {
    const root = documentOf(item([{ type: "item-reference", reference: { item: "BQ", account: "BA" } }]));
    const other = { id: "BA", username: "", email: "", collections: [], items: [item([], { id: "BQ" })] };
    expect(read({ ...root, accounts: [...(root.accounts as unknown[]), other] }).report.findings).toEqual([]);
  });
});

describe("unknown members", () => {
  it("are kept as they came", () => {
    const future = { deep: [null, true, -7, 0.1, 2 ** 60, "AQ", { a: {} }] };
    expect(readItem(item([], { future })).item).toMatchObject({ future });
  });

  it.each(["constructor", "toString", "hasOwnProperty", "toJSON"])("may be called %s", (name) => {
    expect(readItem(item([], { [name]: "kept" })).item?.[name]).toBe("kept");
  });

  it("never reach a prototype", () => {
    const { document, report } = decodeDocument(
      JSON.stringify(documentOf(item([], { future: { x: 1 } }))).replaceAll('"x":1', '"__proto__":{"polluted":true},"x":1'),
    );
    expect(document.accounts[0]?.items[0]?.future).toEqual({ x: 1 });
    expect(({} as Json).polluted).toBeUndefined();
    expect(report.findings[0]).toMatchObject({ kind: "refused", path: "/accounts/0/items/0/future/__proto__", reason: "forbidden-name" });
  });

  it.each<[string, string]>([
    ["__proto__", "/credentials/0 forbidden-name"],
    ["x".repeat(65), "/credentials/0/type too-large"],
  ])("never leave a credential of a type that cannot be counted (%#)", (type, found) => {
    const { item: read, findings } = readItem(item([{ type }, { type: "generated-password", password: "p" }]));
    expect([read?.credentials.length, findings.some((finding) => finding.includes(found))]).toEqual([1, true]);
  });

  it("never stand in for members that are missing", () => {
    const json = JSON.stringify(documentOf(item([], { marker: 1 }))).replace('"marker":1', '"__proto__":{"subtitle":"from the prototype"}');
    expect(decodeDocument(json).document.accounts[0]?.items[0]).toEqual({ id: Uint8Array.of(1), title: "t", credentials: [] });
  });

  it("are left out when nested too deeply", () => {
    const deep = JSON.parse(`${"[".repeat(33)}${"]".repeat(33)}`);
    const { item: read, findings } = readItem(item([], { deep }));
    expect([read?.deep, findings[0]?.endsWith("too-deep")]).toEqual([undefined, true]);
  });
});

describe("collections", () => {
  function nested(levels: number): Json {
    return levels === 0 ? { id: "AQ", title: "leaf", items: [] } : { id: "AQ", title: "c", items: [], subCollections: [nested(levels - 1)] };
  }

  it("are read 32 levels deep, each under an identifier of its own", () => {
    const root = documentOf();
    const { document, report } = read({ ...root, accounts: [{ ...(root.accounts as Json[])[0], collections: [nested(32)] }] });
    const text = JSON.stringify(document.accounts[0]?.collections);
    expect([text.split('"leaf"').length - 1, report.findings.filter((finding) => finding.reason === "duplicate-id").length]).toEqual([1, 32]);
  });

  it("are cut off below", () => {
    const root = documentOf();
    const { report } = read({ ...root, accounts: [{ ...(root.accounts as Json[])[0], collections: [nested(33)] }] });
    expect(report.findings.some((finding) => finding.reason === "too-deep")).toBe(true);
  });
});
