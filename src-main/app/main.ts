// The desktop app: one window on the program of this computer.

import { join } from "node:path";
import { app } from "electron";
import { EXIT } from "../../src-shared/errors.ts";
import type { CommandName } from "../../src-shared/ipc/views-app.ts";
import { JsonFile } from "../platform/json-file.ts";
import { AppState } from "../services/desktop/app-view.ts";
import { Desktop } from "../services/desktop/desktop.ts";
import { Appearance } from "./appearance.ts";
import { Closing } from "./closing.ts";
import { connectWindow } from "./ipc.ts";
import { watchOwner } from "./locking.ts";
import { listPageFiles } from "./page-files.ts";
import { desktopPorts } from "./program.ts";
import { hardenProcess, pageSession } from "./security.ts";
import { type StartOptions, startOptions } from "./start-options.ts";
import { wordsOf } from "./text.ts";
import { TrayIcon } from "./tray.ts";
import { electronUpdater, lookForUpdates } from "./updater.ts";
import { bringForward, openWindow } from "./window.ts";

const ASSETS = join(import.meta.dirname, "../../assets/icons");

const options = startOptions(process.argv, process.env);
app.setName("Keyferry");
app.setAppUserModelId("app.keyferry");
if (options.userData !== undefined) app.setPath("userData", options.userData);

// one program a profile: the second start shows the first one's window
if (!hardenProcess() || !app.requestSingleInstanceLock()) app.exit();
else void app.whenReady().then(() => run(options).catch(() => app.exit(EXIT["internal.bug"])));

async function run(options: StartOptions): Promise<void> {
  const kept = (name: string) => new JsonFile(join(app.getPath("userData"), name));
  const session = await pageSession(listPageFiles(join(import.meta.dirname, "page")));
  const ports = desktopPorts({ options, preferences: kept("preferences.json"), window: () => window, words: () => wordsOf(state.view) });
  const program = new Desktop(ports, { closeWindow: () => closing.agreed() });
  const state = new AppState(program.board);
  program.start();

  const window = openWindow({ session, kept: kept("window.json"), icon: join(ASSETS, "keyferry-256.png") });
  const show = () => bringForward(window);
  const lock = () => program.lock("owner");
  const quit = () => closing.quit();
  const tray = new TrayIcon(join(ASSETS, process.platform === "darwin" ? "trayTemplate.png" : "tray.png"), { show, lock, quit });
  const closing = new Closing(window, program, () => tray.shown);
  const appearance = new Appearance({ command: commander(state, show), lock, quit }, tray);
  const push = connectWindow(window, (name, args) => program.answer(name, args));
  program.board.listen((name, view) => {
    push(name, view);
    if (name === "app") appearance.follow(state.view);
  });
  appearance.follow(state.view);
  watchOwner(window, { preferences: () => state.view.preferences, lock: (because) => program.lock(because) });
  app.on("second-instance", show);
  app.on("activate", show);
  void lookForUpdates(app.isPackaged, process.resourcesPath, electronUpdater);
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
