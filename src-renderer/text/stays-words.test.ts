// The words of a line that cannot move.

import { expect, test } from "vitest";
import { staysNext, staysReason } from "./stays-words.ts";
import type { Fill } from "./text.tsx";

const text: Fill = (id) => id;
const ROW = { title: "Bank", kind: "passkey", reason: "because" } as const;

test("what holds it and where it signs in", () => {
  expect(staysReason(text, { ...ROW, held: "smart-card", site: "bank.example" })).toBe("stays.reason.smart-card · bank.example");
});

test("another program's reason is shown as it is", () => {
  expect(staysReason(text, ROW)).toBe("because");
});

test("another program's reason comes with the step that always helps", () => {
  expect(staysNext(text, ROW)).toBe("stays.next.other");
});
