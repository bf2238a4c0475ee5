// The first search is prepared in small parts after unlocking, and no more once the vault is about to close.

import { expect, test } from "vitest";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { prepareSearchAfterOpening } from "./prepare-search.ts";
import type { SessionListener } from "./session.ts";

function opened(parts: number) {
  const clock = new FakeClock();
  let left = parts;
  const listeners: SessionListener[] = [];
  prepareSearchAfterOpening({ listen: (one) => void listeners.push(one) }, clock);
  const [listener] = listeners as [SessionListener];
  listener.opened?.({ prepareSearch: () => left-- > 0 } as Vault);
  return { clock, listener, done: () => parts - Math.max(0, left) };
}

test("every part is made, one a turn", () => {
  const { clock, done } = opened(3);
  clock.advance(1000);
  expect(done()).toBe(3);
});

test("nothing is made before the window had its time", () => {
  const { clock, done } = opened(3);
  clock.advance(10);
  expect(done()).toBe(0);
});

test("nothing is made once the vault closes", () => {
  const { clock, listener, done } = opened(3);
  listener.closing?.();
  clock.advance(1000);
  expect(done()).toBe(0);
});
