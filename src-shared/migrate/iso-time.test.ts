import fc from "fast-check";
import { expect, test } from "vitest";
import { unixSeconds } from "./iso-time.ts";
import { kdbxTime } from "./kdbx-times.ts";

test("every ISO time is what the host's calendar says", () => {
  const day = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true });
  fc.assert(
    fc.property(day, (date) => {
      expect(unixSeconds(date.toISOString())).toBe(Math.floor(date.getTime() / 1000));
    }),
  );
});

test.each([
  ["2024-02-29", 1_709_164_800],
  ["2024-02-29T12:00", 1_709_208_000],
  ["2024-02-29 12:00:00", 1_709_208_000],
  ["2024-02-29T12:00:00+02:00", 1_709_200_800],
  ["2024-02-29T12:00:00.5-0130", 1_709_213_400],
])("%s is %d", (text, seconds) => {
  expect(unixSeconds(text)).toBe(seconds);
});

test.each(["", "yesterday", "1969-12-31T23:59:59Z", "2024-13-01", "2024-00-10", "2024-01-01T25:00:00Z", "0000-01-01T00:00:00Z"])("%j is no time", (text) => {
  expect(unixSeconds(text)).toBeUndefined();
});

test("KDBX 4 counts from the year 1", () => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(62_135_596_800n + 1_709_208_000n);
  expect(kdbxTime(bytes.toString("base64"))).toBe(1_709_208_000);
});

test.each(["AAAAAAAAAAA=", "AAAA", "?", "//////////8="])("%j is no KDBX time", (text) => {
  expect(kdbxTime(text)).toBeUndefined();
});
