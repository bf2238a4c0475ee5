// The application menu: its places and actions with their shortcuts, in the language of the preferences.

import type { MenuItemConstructorOptions } from "electron";
import type { CommandName } from "../../src-shared/ipc/views-app.ts";
import type { Words } from "./text.ts";

export type MenuSituation = {
  readonly mac: boolean;
  /** Nothing for developers in a released app. */
  readonly packaged: boolean;
  readonly words: Words;
};
export type MenuActions = { readonly command: (name: CommandName) => void; readonly lock: () => void; readonly quit: () => void };

export function menuTemplate({ mac, packaged, words }: MenuSituation, { command, lock, quit }: MenuActions): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const place = (name: CommandName, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id: name,
    label,
    ...(accelerator !== undefined && { accelerator }),
    click: () => command(name),
  });
  const settings = place("settings", words.settings, "CommandOrControl+,");
  const locking: MenuItemConstructorOptions = { id: "lock", label: words.lock, accelerator: "CommandOrControl+L", click: lock };
  const quitting: MenuItemConstructorOptions = { id: "quit", label: words.quit, accelerator: "CommandOrControl+Q", click: quit };
  const appMenu: MenuItemConstructorOptions = {
    label: "Keyferry",
    submenu: [{ role: "about" }, separator, settings, locking, separator, { role: "hide" }, { role: "hideOthers" }, { role: "unhide" }, separator, quitting],
  };
  return [
    ...(mac ? [appMenu] : []),
    {
      label: words.file,
      submenu: [place("new-item", words.newItem, "CommandOrControl+N"), ...(mac ? [] : [separator, locking, settings, separator, quitting])],
    },
    {
      label: words.edit,
      submenu: [
        { role: "undo" },
        { role: "redo" },
        separator,
        { role: "cut" },
        { role: "copy" },
        { role: "paste" },
        { role: "selectAll" },
        separator,
        place("find", words.find, "CommandOrControl+F"),
      ],
    },
    {
      label: words.go,
      submenu: [
        place("vault", words.vault),
        place("send", words.send, "CommandOrControl+Shift+S"),
        place("receive", words.receive, "CommandOrControl+Shift+R"),
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        separator,
        { role: "togglefullscreen" },
        ...(packaged ? [] : [separator, { role: "toggleDevTools" } as const]),
      ],
    },
    ...(mac ? [{ role: "windowMenu" } as const] : []),
  ];
}
