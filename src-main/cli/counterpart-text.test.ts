import { expect, it } from "vitest";
import { estimateLine } from "./counterpart-text.ts";

const estimate = { link: "ble", bytesPerSecond: 40_000, bytes: 1_600_000, seconds: 40, itemSeconds: 10 } as const;

it("an estimate says when the items are there and when the files are", () => {
  expect(estimateLine(estimate)).toBe("about 0:40 over Bluetooth, the items after 0:10, then the files");
});

it("an estimate without files is one time", () => {
  expect(estimateLine({ ...estimate, link: "lan", itemSeconds: 40 })).toBe("about 0:40 over the network");
});
