// The order of computers nearby.

import { expect, test } from "vitest";
import type { NearbyRow } from "../../../src-shared/ipc/views-transfer.ts";
import { inOrder } from "./nearby-order.ts";

const computer = (id: string, closeness?: "near" | "far"): NearbyRow => ({ id, label: id, links: ["lan"], ...(closeness && { closeness }) });

test("near ones come first and far ones last, the others as they were found", () => {
  const found = [computer("a", "far"), computer("b"), computer("c", "near"), computer("d"), computer("e", "near")];
  expect(inOrder(found).map(({ id }) => id)).toEqual(["c", "e", "b", "d", "a"]);
});
