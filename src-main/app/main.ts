// The desktop app: one window on the program of this computer.

import { join } from "node:path";
import { app, nativeTheme } from "electron";
import { EXIT } from "../../src-shared/errors.ts";
import { JsonFile } from "../platform/json-file.ts";
import { hardenProcess } from "../platform/native.ts";
import { loadPreferences } from "../services/desktop/preferences.ts";
import { CameraDoor } from "./camera-door.ts";
import { type Answer, connectWindow } from "./ipc.ts";
import { listPageFiles } from "./page-files.ts";
import { hardenApp, pageSession, systemAllowsCamera } from "./security.ts";
import { type StartOptions, startOptions } from "./start-options.ts";
import { bringForward, openWindow } from "./window.ts";

const ICONS = join(import.meta.dirname, "../../assets/icons");

hardenProcess();
const options = startOptions(process.argv, process.env);
app.setName("Keyferry");
app.setAppUserModelId("app.keyferry");
if (options.userData !== undefined) app.setPath("userData", options.userData);

// one program a profile: the second start shows the first one's window
if (!hardenApp()) app.exit(EXIT["usage.invalid"]);
else if (!app.requestSingleInstanceLock()) app.exit();
else void app.whenReady().then(() => run(options).catch(() => app.exit(EXIT["internal.bug"])));

/** The page comes up in its process while the program is loaded in this one; its first calls wait for it. */
async function run(options: StartOptions): Promise<void> {
  const kept = (name: string) => new JsonFile(join(app.getPath("userData"), name));
  const preferences = kept("preferences.json");
  nativeTheme.themeSource = loadPreferences(preferences).theme;
  const camera = new CameraDoor(systemAllowsCamera);
  const session = await pageSession(listPageFiles(join(import.meta.dirname, "page")), camera);
  const window = openWindow({ session, kept: kept("window.json"), icon: join(ICONS, "keyferry-256.png") });
  const running = Promise.withResolvers<Answer>();
  const push = connectWindow(window, async (name, args) => (await running.promise)(name, args));
  app.on("second-instance", () => bringForward(window));
  app.on("activate", () => bringForward(window));
  const { runProgram } = await import("./run-program.ts");
  running.resolve(runProgram({ options, window, preferences, icons: ICONS, push, camera }));
}
