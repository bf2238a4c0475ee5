import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hex } from "../bytes.ts";
import { Secret } from "../secret.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { printRecoveryKey, readRecoveryKey } from "./recovery-key.ts";

const p = noblePrimitives(seededRandom(1));
const print = (bytes: Uint8Array) => printRecoveryKey(p, new Secret(bytes));
const read = (text: string) => readRecoveryKey(p, text).use(hex);
const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe("a recovery key", () => {
  it("is seven groups of four", () => {
    expect(print(new Uint8Array(16).fill(0xff))).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it("reads back", () => {
    fc.assert(fc.property(secrets, (bytes) => read(print(bytes)) === hex(bytes)));
  });

  it("reads back in lower case, without hyphens and with look-alike letters", () => {
    const sloppy = (text: string) => text.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
    fc.assert(fc.property(secrets, (bytes) => read(sloppy(print(bytes))) === hex(bytes)));
  });

  it("tells a mistyped character, but for one in 4096", () => {
    const printed = print(new Uint8Array(16).fill(7));
    const accepted = Array.from(printed).filter((character, at) => {
      if (character === "-") return false;
      const typed = printed.slice(0, at) + (character === "A" ? "B" : "A") + printed.slice(at + 1);
      try {
        return read(typed) !== "";
      } catch {
        return false;
      }
    });
    expect(accepted).toEqual([]);
  });

  it.each(["", "AAAA", "U".repeat(28)])("is not %s", (text) => {
    expect(() => readRecoveryKey(p, text)).toThrow(expect.objectContaining({ code: "vault.wrong-key" }));
  });
});
