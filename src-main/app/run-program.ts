// The program behind the window, joined to it: its views, its menu, tray, locking and end. Loaded after the window was opened, because it is large.

import { join } from "node:path";
import { app, type BrowserWindow } from "electron";
import type { CommandName } from "../../src-shared/ipc/views-app.ts";
import type { JsonFile } from "../platform/json-file.ts";
import { AppState } from "../services/desktop/app-view.ts";
import { Desktop } from "../services/desktop/desktop.ts";
import type { ViewListener } from "../services/desktop/view-board.ts";
import { Appearance } from "./appearance.ts";
import type { CameraDoor } from "./camera-door.ts";
import { Closing } from "./closing.ts";
import { Forgetting } from "./forgetting.ts";
import type { Answer } from "./ipc.ts";
import { watchOwner } from "./locking.ts";
import { desktopPorts } from "./program.ts";
import type { StartOptions } from "./start-options.ts";
import { wordsOf } from "./text.ts";
import { TrayIcon } from "./tray.ts";
import { electronUpdater, lookForUpdates } from "./updater.ts";
import { bringForward } from "./window.ts";

export type ProgramSurroundings = {
  readonly options: StartOptions;
  readonly window: BrowserWindow;
  readonly preferences: JsonFile;
  /** Folder of the icons. */
  readonly icons: string;
  readonly push: ViewListener;
  readonly camera: CameraDoor;
};

/** Answers the window's calls from now on. */
export function runProgram({ options, window, preferences, icons, push, camera }: ProgramSurroundings): Answer {
  const ports = desktopPorts({ options, preferences, camera, window: () => window, words: () => wordsOf(state.view) });
  const program = new Desktop(ports, { closeWindow: () => closing.agreed() });
  const state = new AppState(program.board);
  program.start();

  const show = () => bringForward(window);
  const lock = () => program.lock("owner");
  const quit = () => closing.quit();
  const tray = new TrayIcon(join(icons, process.platform === "darwin" ? "trayTemplate.png" : "tray.png"), { show, lock, quit });
  const closing = new Closing(window, program, () => tray.shown);
  const appearance = new Appearance({ command: commander(state, show), lock, quit }, tray);
  const forgetting = new Forgetting(window);
  program.board.listen((name, view) => {
    push(name, view);
    if (name !== "app") return;
    appearance.follow(state.view);
    forgetting.follow(state.view.phase);
  });
  appearance.follow(state.view);
  watchOwner(window, { preferences: () => state.view.preferences, lock: (because) => program.lock(because) });
  void lookForUpdates(app.isPackaged, process.resourcesPath, electronUpdater);
  return (name, args) => program.answer(name, args);
}

/** A command of the menu reaches the page as part of the app's view. */
function commander(state: AppState, show: () => void): (name: CommandName) => void {
  let number = 0;
  return (name) => {
    show();
    number++;
    state.put({ command: { name, number } });
  };
}
