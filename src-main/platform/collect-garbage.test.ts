import { expect, test } from "vitest";
import { collectGarbage } from "./collect-garbage.ts";

test("collects what nobody holds", async () => {
  const { promise: collected, resolve } = Promise.withResolvers<string>();
  const registry = new FinalizationRegistry(resolve);
  registry.register({}, "collected");
  await new Promise(setImmediate);
  collectGarbage();
  expect(await collected).toBe("collected");
});
