import { argon2d, argon2id as nobleArgon2id } from "@noble/hashes/argon2.js";
import { describe, expect, test } from "vitest";
import { hex, utf8 } from "../../src-shared/bytes.ts";
import { argon2, argon2id, DEFAULT_ARGON2_COST } from "./passphrase-kdf.ts";

const [passphrase, salt] = [utf8("password"), utf8("somesalt")];

describe("the reference implementation's tests (phc-winner-argon2, src/test.c, CC0 or Apache-2.0)", () => {
  test.each([
    [2, 256, 1, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"],
    [2, 256, 2, "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"],
    [2, 65_536, 1, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"],
  ])("Argon2id, %d passes over %d KiB in %d lanes", async (passes, memoryKiB, lanes, expected) => {
    expect(hex(await argon2id(passphrase, salt, { memoryKiB, passes, lanes }, 32))).toBe(expected);
  });
});

describe("noble agrees", () => {
  const cost = { memoryKiB: 64, passes: 2, lanes: 2 };
  const options = { m: 64, t: 2, p: 2, dkLen: 40 };

  test.each([0x10, 0x13] as const)("on Argon2d, version %d", async (version) => {
    expect(await argon2("d", version, passphrase, salt, cost, 40)).toEqual(argon2d(passphrase, salt, { ...options, version }));
  });

  test.each([0x10, 0x13] as const)("on Argon2id, version %d", async (version) => {
    expect(await argon2("id", version, passphrase, salt, cost, 40)).toEqual(nobleArgon2id(passphrase, salt, { ...options, version }));
  });
});

describe("a cost", () => {
  const derive = (changes: object) => argon2id(passphrase, salt, { ...DEFAULT_ARGON2_COST, ...changes }, 32);

  test("of a new vault gives 32 bytes of a plain array", async () => {
    const key = await derive({});
    expect([key.length, key.constructor]).toEqual([32, Uint8Array]);
  });

  test.each([{ memoryKiB: (1 << 20) + 1 }, { passes: 10_001 }, { lanes: 65 }])("of %j is refused before any work", async (changes) => {
    await expect(derive(changes)).rejects.toThrow("format.limit-exceeded");
  });

  test.each([{ memoryKiB: 0 }, { passes: 0 }, { lanes: 1.5 }, { memoryKiB: Number.NaN }, { memoryKiB: 8, lanes: 4 }])("of %j is none", async (changes) => {
    await expect(derive(changes)).rejects.toThrow("format.malformed");
  });

  test("does not make up for a short salt", async () => {
    await expect(argon2id(passphrase, utf8("short"), DEFAULT_ARGON2_COST, 32)).rejects.toThrow("format.malformed");
  });
});
