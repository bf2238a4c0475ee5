// docs/protocol.md §9

import { describe, expect, it } from "vitest";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { ALERTS, ERROR_CODES, FROM_ALERT } from "../errors.ts";
import { encodeMessage } from "./messages.ts";
import { abortFrame, chain, clearAbort, codeOfAbort, DIGEST_START, displayName } from "./session.ts";

describe("a name from another computer", () => {
  it.each([
    ["is left as it is", "Anna's laptop", "Anna's laptop"],
    ["keeps its script", "アンナの鍵", "アンナの鍵"],
    ["loses direction marks", "safe\u202Egpj.exe\u2066", "safegpj.exe"],
    ["loses control characters", "a\u0000b\u001b[31mc", "ab[31mc"],
    ["loses line and paragraph separators", "a\u2028b\u2029c\nd", "abcd"],
    ["loses invisible format characters", "a\u200bb\ufeffc", "abc"],
    ["loses lone surrogates", "a\ud800b", "ab"],
    ["has single spaces", "  a   b  ", "a b"],
    ["is cut to 40 characters", "x".repeat(100), "x".repeat(40)],
    ["is cut between characters, not inside one", "😀".repeat(50), "😀".repeat(40)],
    ["is never empty", "\u200b \u202e", "unnamed computer"],
  ])("%s", (_, given, shown) => {
    expect(displayName(given)).toBe(shown);
  });
});

describe("an abort in clear", () => {
  const frame = (reason: string) => encodeMessage({ name: "abort", reason });

  it.each(ALERTS.filter((alert) => alert !== "wrong-code"))("says %s", (alert) => {
    expect(clearAbort(frame(alert))).toBe(FROM_ALERT[alert]);
  });

  it("cannot claim a wrong code, which would count against the next attempts", () => {
    expect(clearAbort(frame("wrong-code"))).toBeUndefined();
  });

  it("with a reason nobody knows is a violation", () => {
    expect(clearAbort(frame("because"))).toBe("counterpart.protocol-violation");
  });

  it.each([
    ["another message", encodeMessage({ name: "acknowledged", next: 1 })],
    ["garbage", Uint8Array.of(0x82, 0xff)],
    ["nothing", new Uint8Array(0)],
    ["a hello", new Uint8Array(1200).fill(0x83)],
  ])("is not %s", (_, other) => {
    expect(clearAbort(other)).toBeUndefined();
  });
});

it.each(ERROR_CODES)("an abort for %s can be read by the other side, and holds nothing else", (code) => {
  const frame = abortFrame(nodePrimitives, undefined, code);
  expect(frame.length).toBeLessThan(32);
});

it("what another version says as a reason is a violation", () => {
  expect(codeOfAbort({ name: "abort", reason: "" })).toBe("counterpart.protocol-violation");
});

it("the chained digest depends on how the stream was cut", () => {
  const [a, b] = [Uint8Array.of(1), Uint8Array.of(2)];
  const whole = chain(nodePrimitives, DIGEST_START, Uint8Array.of(1, 2));
  expect(chain(nodePrimitives, chain(nodePrimitives, DIGEST_START, a), b)).not.toEqual(whole);
});
