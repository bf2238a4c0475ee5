// Whether a message came from the window's own page: its main frame, showing the app's own origin.

import { ORIGIN } from "./page-files.ts";

/** What of Electron's WebFrameMain is looked at. */
export type Frame = { readonly origin: string; readonly frameTreeNodeId: number; readonly parent: object | null };

export function isOwnPage(sender: Frame | null, mainFrame: Frame): boolean {
  return sender !== null && sender.parent === null && sender.frameTreeNodeId === mainFrame.frameTreeNodeId && sender.origin === ORIGIN;
}
