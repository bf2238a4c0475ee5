// The tray says how things stand and offers what can be done then.

import { expect, test } from "vitest";
import type { AppView, Phase } from "../../src-shared/ipc/views-app.ts";
import { trayTemplate } from "./tray-menu.ts";

const open: Phase = { name: "open" };
const locked: Phase = { name: "locked", ways: ["passphrase"], because: "idle", paused: false };

function view(part: Partial<AppView> = {}): AppView {
  return {
    phase: open,
    preferences: { theme: "system", language: "en", autoLockMinutes: 10, clipboardSeconds: 30, tray: true, useBluetooth: true },
    systemLanguage: "en",
    platform: "linux",
    version: "1.0.0",
    deviceName: "Blue",
    vaultDirectory: "/v",
    closing: false,
    transfer: "none",
    clipboard: false,
    ...part,
  };
}

function tray(part: Partial<AppView>) {
  const done: string[] = [];
  const note = (what: string) => () => done.push(what);
  const template = trayTemplate(view(part), { show: note("show"), lock: note("lock"), quit: note("quit") });
  return { done, template, item: (label: string) => template.find((one) => one.label === label) };
}

test.each([
  [open, "none", "Unlocked"],
  [locked, "none", "Locked"],
  [{ name: "no-vault" }, "none", "Locked"],
  [open, "sending", "Sending"],
  [locked, "receiving", "Receiving"],
] as const)("with %j and transfer %s it says %s", (phase, transfer, label) => {
  expect(tray({ phase, transfer }).template[0]?.label).toBe(label);
});

test.each([
  [open, true],
  [locked, false],
])("with %j it can lock: %s", (phase, enabled) => {
  expect(tray({ phase }).item("Lock")?.enabled).toBe(enabled);
});

test.each([
  ["Show Keyferry", "show"],
  ["Lock", "lock"],
  ["Quit", "quit"],
])("%s does just that", (label, what) => {
  const { done, item } = tray({});
  (item(label)?.click as (() => void) | undefined)?.();
  expect(done).toEqual([what]);
});
