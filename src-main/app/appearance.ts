// What the shell shows of the program's own view: theme, menu and tray, in the language of the preferences.

import { app, Menu, nativeTheme } from "electron";
import type { AppView } from "../../src-shared/ipc/views-app.ts";
import { type MenuActions, menuTemplate } from "./menu.ts";
import { type Words, wordsOf } from "./text.ts";
import type { TrayIcon } from "./tray.ts";

export class Appearance {
  readonly #actions: MenuActions;
  readonly #tray: TrayIcon;
  #words: Words | undefined;

  constructor(actions: MenuActions, tray: TrayIcon) {
    this.#actions = actions;
    this.#tray = tray;
  }

  /** Changes what has changed: a menu that is open closes when it is set anew. */
  follow(view: AppView): void {
    const { theme } = view.preferences;
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    const words = wordsOf(view);
    if (words !== this.#words) {
      const situation = { mac: process.platform === "darwin", packaged: app.isPackaged, words };
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(situation, this.#actions)));
      this.#words = words;
    }
    this.#tray.follow(view);
  }
}
