import { beforeEach, expect, test } from "vitest";
import type { Views } from "../src-shared/ipc/contract.ts";
import { FIRST_PLACE, navigation } from "./navigation.ts";
import { beginWhereSomethingWaits } from "./returning.ts";
import { views } from "./views.ts";

const inPhase = (name: "locked" | "open") => ({ app: { phase: { name } } as unknown as Views["app"] });
const SENDING = { send: { step: "connecting", to: "Blue ThinkPad" } } as const;
const LISTENING = { receive: { step: "code", digits: "12345678", mode: "screens" } } as const;
const READING = { bringIn: { step: "reading", file: "export.csv" } } as const;

beforeEach(() => {
  views.setState(views.getInitialState(), true);
  navigation.setState({ place: FIRST_PLACE });
});

test.each([
  ["a transfer that sends", SENDING, "send"],
  ["a transfer that receives", LISTENING, "receive"],
  ["a file that is brought in", READING, "bring-in"],
])("a vault that is opened while %s waits shows that", (_what, waiting, place) => {
  views.setState(inPhase("locked"));
  beginWhereSomethingWaits();
  views.setState(waiting);
  views.setState(inPhase("open"));
  expect(navigation.getState().place).toEqual({ name: place });
});

test("a page that comes while the vault is open shows what waits", () => {
  views.setState({ ...inPhase("open"), ...SENDING });
  beginWhereSomethingWaits();
  expect(navigation.getState().place).toEqual({ name: "send" });
});

test("a vault that is opened while nothing waits shows its list", () => {
  beginWhereSomethingWaits();
  views.setState(inPhase("open"));
  expect(navigation.getState().place).toEqual(FIRST_PLACE);
});

test("what begins later takes nobody away from where they are", () => {
  beginWhereSomethingWaits();
  views.setState(inPhase("open"));
  views.setState(SENDING);
  views.setState(inPhase("open"));
  expect(navigation.getState().place).toEqual(FIRST_PLACE);
});
