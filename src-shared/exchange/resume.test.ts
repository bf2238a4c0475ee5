// A session that loses its link, or gets a better one, at every frame: the same transfer all the same. docs/protocol.md §10

import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { smallSetting } from "../../e2e/harness/two-computers.ts";
import { Switchboard } from "../testing/switchboard.ts";
import { type Outcome, transferBetween } from "../testing/two-computers.ts";

/** As in a session that never lost its link. */
const ASKED = ["code by screens", "enter code", "codes match", "approve import", "approve export"];

function over(board: Switchboard, more: Parameters<typeof smallSetting>[0] = {}): Promise<Outcome> {
  return transferBetween(smallSetting({ links: board, tamper: (ends) => board.first(ends), ...more }));
}

it("goes on over another link, asking nobody twice", async () => {
  let cut = false;
  const board: Switchboard = new Switchboard(({ count }) => {
    if (count !== 20 || cut) return "pass";
    cut = true;
    void nextTurn().then(() => board.connect("ble"));
    return "cut-before";
  });
  const { exporter, importer, owners } = await over(board);
  expect([exporter.error, importer.error, exporter.receipt?.proven, importer.receipt?.acknowledged, owners.asked]).toEqual([
    undefined,
    undefined,
    3,
    true,
    ASKED,
  ]);
});
