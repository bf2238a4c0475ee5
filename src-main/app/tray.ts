// The icon in the system's tray, while the preferences want one: says how things stand, shows the window, locks, quits.

import { Menu, Tray } from "electron";
import type { AppView } from "../../src-shared/ipc/views-app.ts";
import { type TrayActions, trayTemplate } from "./tray-menu.ts";

export class TrayIcon {
  readonly #icon: string;
  readonly #actions: TrayActions;
  #tray: Tray | undefined;
  #shown = "";

  constructor(icon: string, actions: TrayActions) {
    this.#icon = icon;
    this.#actions = actions;
  }

  get shown(): boolean {
    return this.#tray !== undefined;
  }

  follow(view: AppView): void {
    if (view.preferences.tray) this.#show(view);
    else this.remove();
  }

  #show(view: AppView): void {
    const template = trayTemplate(view, this.#actions);
    const labels = JSON.stringify(template);
    if (this.#tray !== undefined && labels === this.#shown) return;
    this.#tray ??= this.#make();
    this.#tray.setToolTip(`Keyferry: ${template[0]?.label}`);
    this.#tray.setContextMenu(Menu.buildFromTemplate(template));
    this.#shown = labels;
  }

  remove(): void {
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  #make(): Tray {
    const tray = new Tray(this.#icon);
    tray.on("click", this.#actions.show);
    return tray;
  }
}
