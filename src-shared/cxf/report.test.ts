import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { REASONS } from "./reasons.ts";
import { ReportBuilder } from "./report.ts";

it("keeps a refusal however many notes came before it", () => {
  const builder = new ReportBuilder();
  for (let i = 0; i < 20_000; i++) builder.add("noted", `/${i}`, "field-format");
  builder.add("refused", "/last", "wrong-type");
  const { findings } = builder.finish();
  expect(findings.slice(-2)).toEqual([
    { kind: "refused", path: "/last", reason: "wrong-type" },
    { kind: "noted", path: "", reason: "more-findings", about: "10000" },
  ]);
});

it("has every reason in the documentation", () => {
  const documented = readFileSync(new URL("../../docs/cxf-mapping.md", import.meta.url), "utf8");
  expect(Object.keys(REASONS).filter((reason) => !documented.includes(`| \`${reason}\` |`))).toEqual([]);
});
