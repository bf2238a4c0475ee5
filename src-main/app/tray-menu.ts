// What the tray's menu says and offers, from the view of the program.

import type { MenuItemConstructorOptions } from "electron";
import type { AppView } from "../../src-shared/ipc/views-app.ts";
import { type Words, wordsOf } from "./text.ts";

export type TrayActions = { readonly show: () => void; readonly lock: () => void; readonly quit: () => void };

function trayStatus({ phase, transfer }: Pick<AppView, "phase" | "transfer">, words: Words): string {
  if (transfer !== "none") return words[transfer];
  return phase.name === "open" ? words.open : words.locked;
}

export function trayTemplate(view: AppView, { show, lock, quit }: TrayActions): MenuItemConstructorOptions[] {
  const words = wordsOf(view);
  return [
    { label: trayStatus(view, words), enabled: false },
    { type: "separator" },
    { label: words.show, click: show },
    { label: words.lock, enabled: view.phase.name === "open", click: lock },
    { type: "separator" },
    { label: words.quit, click: quit },
  ];
}
