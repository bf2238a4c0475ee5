// What the window is shown of the program while the vault is locked: the program itself, and nothing that a vault or a transfer holds.

import { expect, test } from "vitest";
import { VIEW_NAMES, type ViewName } from "../../../src-shared/ipc/contract.ts";
import { FIRST_APPROVAL_SETTINGS } from "../approval-settings.ts";
import { firstViews } from "./first-views.ts";
import { FIRST } from "./testing/fake-desktop.ts";
import { ViewBoard } from "./view-board.ts";

const HELD = { step: "reading", file: "HELD.csv" } as const;
const COUNTERPART = { claims: "HELD", fingerprint: "" };
const VAULT = {
  generation: 1,
  items: 1,
  trashed: 0,
  favorites: 0,
  kinds: [],
  tags: [{ tag: "HELD", count: 1 }],
  collections: [],
  approval: FIRST_APPROVAL_SETTINGS,
};
const LOCKED = { name: "locked", ways: ["passphrase"], because: "idle", paused: true } as const;

function openBoard() {
  const board = new ViewBoard(firstViews(FIRST));
  const pushed: { name: ViewName; text: string }[] = [];
  board.put("app", { ...board.get("app"), phase: { name: "open" } });
  board.put("vault", VAULT);
  board.put("send", { step: "waiting", counterpart: COUNTERPART });
  board.put("receive", { step: "confirm", counterpart: COUNTERPART });
  board.put("bringIn", HELD);
  board.put("nearby", { looking: true, computers: [{ id: "HELD", label: "HELD", links: [] }] });
  board.listen((name, view) => pushed.push({ name, text: JSON.stringify(view) }));
  const lock = () => board.put("app", { ...board.get("app"), phase: LOCKED });
  const unlock = () => board.put("app", { ...board.get("app"), phase: { name: "open" } });
  return { board, pushed, lock, unlock };
}
const holding = (texts: readonly string[]) => texts.filter((text) => text.includes("HELD"));

test("what was shown is taken back when it is locked", () => {
  const { pushed, lock } = openBoard();
  lock();
  expect(pushed.map(({ name }) => name).sort()).toEqual([...VIEW_NAMES].sort());
});

test("nothing of it is pushed or answered while it is locked", () => {
  const { board, pushed, lock } = openBoard();
  lock();
  board.put("bringIn", { ...HELD });
  const answered = VIEW_NAMES.map((name) => JSON.stringify(board.seen(name)));
  expect(holding([...pushed.map(({ text }) => text), ...answered])).toEqual([]);
});

test("everything is there again when it is opened, before the window may show it", () => {
  const { pushed, lock, unlock } = openBoard();
  lock();
  pushed.length = 0;
  unlock();
  expect([holding(pushed.map(({ text }) => text)).length, pushed.at(-1)?.name]).toEqual([5, "app"]);
});

test("a change of the program's own view while it is open repeats nothing", () => {
  const { board, pushed } = openBoard();
  board.put("app", { ...board.get("app"), closing: true });
  expect(pushed.map(({ name }) => name)).toEqual(["app"]);
});
