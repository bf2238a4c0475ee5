import { expect, it } from "vitest";
import { estimateView } from "./estimate-view.ts";

const estimate = { link: "ble", bytesPerSecond: 40_000, bytes: 2_000_000, seconds: 50, itemSeconds: 10 } as const;

it("says how long it takes, and how long until the files", () => {
  expect(estimateView(estimate)).toEqual({ estimate: { link: "ble", seconds: 50, itemSeconds: 10 } });
});

it("says one time where there are no files to speak of", () => {
  expect(estimateView({ ...estimate, itemSeconds: 50 })).toEqual({ estimate: { link: "ble", seconds: 50 } });
});

it.each([undefined, { ...estimate, link: "memory" as const }])("says nothing of %o", (unknown) => {
  expect(estimateView(unknown)).toEqual({});
});
