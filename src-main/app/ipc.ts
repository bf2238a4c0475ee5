// The only place where the window and the program speak: calls in, whole views out.

import { type BrowserWindow, ipcMain } from "electron";
import { CALL_CHANNEL, CHANGED_CHANNEL, type Reply } from "../../src-shared/ipc/reply.ts";
import type { ViewListener } from "../services/desktop/view-board.ts";
import { isOwnPage } from "./sender.ts";

export type Answer = (name: unknown, args: unknown) => Promise<Reply<unknown>>;

/** Answers the window's page and nobody else; the answer pushes a view to it. */
export function connectWindow(window: BrowserWindow, answer: Answer): ViewListener {
  ipcMain.handle(CALL_CHANNEL, async ({ senderFrame }, name: unknown, args: unknown): Promise<Reply<unknown>> => {
    if (window.isDestroyed() || !isOwnPage(senderFrame, window.webContents.mainFrame)) return { ok: false, code: "usage.invalid", detail: "sender" };
    return answer(name, args);
  });
  return (name, view) => {
    if (!window.isDestroyed() && !window.webContents.isDestroyed()) window.webContents.send(CHANGED_CHANNEL, name, view);
  };
}
