// The one window: isolated, shown when there is something to see, back where it was.

import { join } from "node:path";
import { app, BrowserWindow, nativeTheme, type Session, screen } from "electron";
import type { JsonFile } from "../platform/json-file.ts";
import { START_PAGE } from "./page-files.ts";
import { LEAST, windowPlace } from "./window-place.ts";

/** The page's own background, so that nothing flashes before it is drawn. */
const BACKGROUND = { light: "#f7fafb", dark: "#10171b" };

export type WindowParts = { readonly session: Session; readonly kept: JsonFile; readonly icon: string };

export function openWindow({ session, kept, icon }: WindowParts): BrowserWindow {
  const { maximized, ...place } = windowPlace(
    kept.load(),
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...place,
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    show: false,
    title: "Keyferry",
    icon,
    backgroundColor: background(),
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload: join(import.meta.dirname, "preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      v8CacheOptions: "none",
      devTools: !app.isPackaged,
    },
  });
  window.once("ready-to-show", () => (maximized ? window.maximize() : window.show()));
  window.on("page-title-updated", (event) => event.preventDefault());
  window.on("close", () => kept.save({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  // Chromium asks nobody before it shows an empty page
  window.webContents.on("did-navigate", (_event, url) => url.startsWith(START_PAGE) || window.loadURL(START_PAGE));
  nativeTheme.on("updated", () => !window.isDestroyed() && window.setBackgroundColor(background()));
  void window.loadURL(START_PAGE);
  return window;
}

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}
