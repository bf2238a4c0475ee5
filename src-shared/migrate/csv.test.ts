import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { migratePorts } from "../../src-main/platform/migrate-ports.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { concat, utf8 } from "../bytes.ts";
import { csvRows } from "./csv-rows.ts";
import { readForeign } from "./registry.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";

const ports = migratePorts(nodePrimitives);
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const read = (source: Uint8Array | string) => readForeign(typeof source === "string" ? utf8(source) : source, { ports });
const itemsOf = async (source: Uint8Array | string) => (await read(source)).document.accounts[0]?.items ?? [];
const idsOf = async (source: string) => (await itemsOf(source)).map(({ id }) => Buffer.from(id).toString("hex"));
const findingsOf = async (source: Uint8Array | string) => (await read(source)).report.findings.map(({ path, reason }) => `${path} ${reason}`);
const rowsOf = (text: string) => [...csvRows(text)].map(({ values }) => values);
const CHROME = "name,url,username,password,note\n";

describe("rows", () => {
  test.each([
    [
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a,b\r\nc,\r\n",
      [
        ["a", "b"],
        ["c", ""],
      ],
    ],
    ['\ufeff"a","b""c"\n', [["a", 'b"c']]],
    ['"line\r\nbreak",x', [["line\r\nbreak", "x"]]],
    ['a "quoted" word,x', [['a "quoted" word', "x"]]],
    ["\n\na\n\n", [["a"]]],
    [",\n", [["", ""]]],
    ["", []],
    ['"a"b,c\nd,e', [undefined, ["d", "e"]]],
    ['a,"never\nb,c\nd,e', [undefined, ["b", "c"], ["d", "e"]]],
  ])("of %j", (text, rows) => {
    expect(rowsOf(text)).toEqual(rows);
  });

  test("whatever is written is read back", () => {
    const value = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "é", " ") });
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.array(value, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        expect(rowsOf(rows.map((row) => row.map(quote).join(",")).join("\r\n"))).toEqual(rows);
      }),
    );
  });

  test("any text ends", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r") }), (text) => rowsOf(text).length <= text.length + 1));
  });

  test("a value above the limit costs its row", () => {
    expect(rowsOf(`a,${"x".repeat(SOURCE_LIMITS.value + 1)}\nb,c`)).toEqual([undefined, ["b", "c"]]);
  });

  test("too many columns cost their row", () => {
    expect(rowsOf(`${",".repeat(SOURCE_LIMITS.columns)}\nb,c`)).toEqual([undefined, ["b", "c"]]);
  });
});

describe("Chrome", () => {
  test("keeps title, address, name, password and note", async () => {
    expect((await itemsOf(fixture("chromium.csv")))[0]).toMatchObject({
      title: "shop.example",
      scope: { urls: ["https://shop.example/login"], androidApps: [] },
      credentials: [
        { type: "basic-auth", username: { value: "me@example.org" }, password: { fieldType: "concealed-string", value: 'p,a"ss' } },
        { type: "note", content: { value: "line 1\nline 2" } },
      ],
    });
  });

  test("has an app with its certificate", async () => {
    const certificate = { fingerprint: Uint8Array.from({ length: 64 }, (_, i) => i), hashAlg: "sha512" };
    expect((await itemsOf(fixture("chromium.csv")))[1]?.scope).toEqual({ urls: [], androidApps: [{ bundleId: "com.example.app", certificate }] });
  });

  test("loses only broken rows", async () => {
    expect(await findingsOf(fixture("chromium.csv"))).toEqual(["/rows/3 row-shape", "/rows/4 row-shape"]);
  });

  test("keeps columns nobody knows as concealed fields", async () => {
    const [item] = await itemsOf("name,url,username,password,note,pin\na,https://a.example,me,pw,,1234\n");
    expect(item?.credentials[1]).toEqual({ type: "custom-fields", fields: [{ fieldType: "concealed-string", value: "1234", label: "pin" }] });
  });

  test("takes a short row, and says so", async () => {
    expect(await findingsOf(`${CHROME}a,https://a.example,me,pw\n`)).toEqual(["/rows/0 short-row"]);
  });
});

describe("identifiers", () => {
  const [one, two] = ["a,https://a.example,me,pw,\n", "b,https://b.example,me,pw,\n"];

  test("do not depend on the place of a row", async () => {
    expect(new Set(await idsOf(CHROME + one + two))).toEqual(new Set(await idsOf(CHROME + two + one)));
  });

  test("do not depend on the password", async () => {
    expect(await idsOf(CHROME + one)).toEqual(await idsOf(CHROME + one.replace("pw", "new")));
  });

  test("are different for repeated rows", async () => {
    expect(new Set(await idsOf(CHROME + one + one)).size).toBe(2);
  });

  test("are not confused by where one column ends", async () => {
    expect(new Set(await idsOf(`${CHROME}x,https://a,bc,pw,\nx,https://ab,c,pw,\n`)).size).toBe(2);
  });
});

describe("Firefox", () => {
  test("has milliseconds as seconds and the realm as a field", async () => {
    expect((await itemsOf(fixture("firefox.csv")))[1]).toMatchObject({
      title: "router.example",
      creationAt: 1_500_000_000,
      credentials: [{ type: "basic-auth" }, { fields: [{ label: "httpRealm", value: "Router" }] }],
    });
  });

  test("says that the last use is lost", async () => {
    expect(await findingsOf(fixture("firefox.csv"))).toEqual(["/header/7 usage-times"]);
  });
});

describe("Apple", () => {
  test("keeps the one-time code", async () => {
    expect((await itemsOf(fixture("apple.csv")))[0]?.credentials[1]).toMatchObject({ type: "totp", secret: "JBSWY3DPEHPK3PXP", issuer: "Shop" });
  });

  test("keeps a counter-based code as a concealed field, and says so", async () => {
    expect(await findingsOf(fixture("apple.csv"))).toEqual(["/rows/1/otp hotp"]);
  });

  test("is read in UTF-16 too", async () => {
    const utf16 = concat(Uint8Array.of(0xff, 0xfe), new Uint8Array(Buffer.from(new TextDecoder().decode(fixture("apple.csv")), "utf16le")));
    expect(await itemsOf(utf16)).toEqual(await itemsOf(fixture("apple.csv")));
  });
});

test("KeePassXC's groups are collections without the database's own name", async () => {
  const account = (await read(fixture("keepassxc.csv"))).document.accounts[0];
  const shop = account?.items.find(({ title }) => title === "Shop");
  expect(account?.collections).toMatchObject([{ title: "Web", items: [], subCollections: [{ title: "Shops", items: [{ item: shop?.id }] }] }]);
});

test("bytes that are no text are malformed", async () => {
  const bytes = concat(utf8(`${CHROME}a,b,c,d,`), Uint8Array.of(0xff, 0xfe, 0x80));
  await expect(read(bytes)).rejects.toMatchObject({ code: "format.malformed" });
});
