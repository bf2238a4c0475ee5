// The menu has every action once, does what it says, and offers nothing for developers in a released app.

import type { MenuItemConstructorOptions } from "electron";
import { expect, test } from "vitest";
import { menuTemplate } from "./menu.ts";
import { wordsOf } from "./text.ts";

const words = wordsOf({ preferences: { language: "en" }, systemLanguage: "en" });

function menu({ mac = false, packaged = true } = {}) {
  const done: string[] = [];
  const template = menuTemplate({ mac, packaged, words }, { command: (name) => done.push(name), lock: () => done.push("lock"), quit: () => done.push("quit") });
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  return { done, template, items, item: (id: string) => items.find((one) => one.id === id) };
}

const press = (item: MenuItemConstructorOptions | undefined) => (item?.click as (() => void) | undefined)?.();
const roles = (items: readonly MenuItemConstructorOptions[]) => items.map(({ role }) => role).filter((role) => role !== undefined);

test.each([
  ["new-item", "CommandOrControl+N"],
  ["find", "CommandOrControl+F"],
  ["send", "CommandOrControl+Shift+S"],
  ["receive", "CommandOrControl+Shift+R"],
  ["settings", "CommandOrControl+,"],
  ["lock", "CommandOrControl+L"],
  ["quit", "CommandOrControl+Q"],
])("%s is at %s", (id, accelerator) => {
  expect(menu().item(id)?.accelerator).toBe(accelerator);
});

test.each(["new-item", "find", "vault", "send", "receive", "settings", "lock", "quit"])("%s does just that", (id) => {
  const { done, item } = menu();
  press(item(id));
  expect(done).toEqual([id]);
});

test.each([true, false])("every action is there once, on macOS: %s", (mac) => {
  const ids = menu({ mac }).items.flatMap(({ id }) => (id === undefined ? [] : [id]));
  expect(ids.toSorted()).toEqual(["find", "lock", "new-item", "quit", "receive", "send", "settings", "vault"]);
});

test("text can be cut, copied and pasted", () => {
  expect(roles(menu().items)).toEqual(expect.arrayContaining(["undo", "redo", "cut", "copy", "paste", "selectAll"]));
});

test("a released app offers no developer tools", () => {
  expect(roles(menu({ packaged: true }).items)).not.toContain("toggleDevTools");
});

test.each([true, false])("the page cannot be loaded anew from the menu, released: %s", (packaged) => {
  expect(roles(menu({ packaged }).items)).not.toEqual(expect.arrayContaining([expect.stringMatching(/reload/i)]));
});

test("on macOS the first menu is the app's", () => {
  expect(menu({ mac: true }).template[0]?.label).toBe("Keyferry");
});
