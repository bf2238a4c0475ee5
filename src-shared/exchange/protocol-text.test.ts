// docs/protocol.md says what the code does: messages, labels, states, deadlines.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ALERTS } from "../errors.ts";
import { MESSAGE_SHAPES } from "./messages.ts";
import { OUTCOMES } from "./ports.ts";
import { DEADLINES } from "./session.ts";

const read = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
const TEXT = read("../../docs/protocol.md");
const section = (title: string) => TEXT.split(/^#{2,3} /m).find((part) => part.startsWith(title)) ?? "";
const rows = (part: string) =>
  part
    .split("\n")
    .filter((line) => /^\| [^-|]/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));

it("lists every message with its number and fields", () => {
  const written = rows(section("4. Messages"))
    .slice(1)
    .map(([, type, name, , fields]) => `${type} ${name} ${fields?.replace(/ \([^)]*\)/g, "")}`);
  const real = Object.entries(MESSAGE_SHAPES).map(
    ([name, { type, fields }]) =>
      `${type} ${name} ${Object.entries(fields)
        .map(([field, [number]]) => `${number} ${field}`)
        .join(", ")}`,
  );
  expect(written).toEqual(real);
});

it("lists every key label, and no other", () => {
  const labels = [...section("3. Suite").matchAll(/^\| `(cxt1 [a-z ]+)`/gm)].map(([, label]) => label);
  const recorded = ["session-screens", "resume"].flatMap((name) => Object.keys(JSON.parse(read(`vectors/${name}.json`)).keys));
  expect(labels.toSorted()).toEqual([...new Set(recorded)].toSorted());
});

describe.each([
  ["Exporter", "exporter-state.ts"],
  ["Importer", "importer-state.ts"],
])("the states of the %s", (title, file) => {
  it("are those of the code, in its order", () => {
    const states = [
      ...(read(file)
        .split(/^export type (?:Exporter|Importer)State =/m)[1]
        ?.split("Done")[0]
        ?.matchAll(/name: "([a-z-]+)"/g) ?? []),
    ].map(([, name]) => name);
    expect(
      rows(section(title))
        .slice(1)
        .map(([, state]) => state),
    ).toEqual(states);
  });
});

it("knows no deadline that the code does not have", () => {
  const written = new Set(rows(section("Exporter") + section("Importer")).flatMap(([, , , , , deadline]) => deadline?.match(/\d+ (?:s|min)\b/g) ?? []));
  const real = new Set(Object.values(DEADLINES).map((ms) => (ms >= 900_000 ? `${ms / 60_000} min` : `${ms / 1000} s`)));
  expect([...written].filter((deadline) => !real.has(deadline))).toEqual([]);
});

it("lists every reason of an abort, and every outcome in its order", () => {
  const outcomes = OUTCOMES.map((outcome, i) => `${i} ${outcome}`).join(", ");
  const text = TEXT.replace(/\s+/g, " ");
  expect([ALERTS.filter((alert) => !section("Abort").includes(`\`${alert}\``)), text.includes(outcomes)]).toEqual([[], true]);
});

describe("docs/security.md", () => {
  const text = read("../../docs/security.md");

  it("names tests that are there", () => {
    const missing = [...text.matchAll(/`([a-z0-9/.-]+\.test\.ts)`(?: "([^"]+)")?/g)].filter(([, file, title]) => !read(`../../${file}`).includes(title ?? ""));
    expect(missing.map(([whole]) => whole)).toEqual([]);
  });

  it("has every state of both roles", () => {
    const states = rows(section("Exporter"))
      .concat(rows(section("Importer")))
      .map(([, state]) => state)
      .filter((state) => state !== "state");
    const headings = [...text.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading).join(" ");
    expect(states.filter((state) => !headings.includes(state ?? "?"))).toEqual([]);
  });
});
