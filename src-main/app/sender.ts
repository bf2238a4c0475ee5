// Whether a message came from the window's own page: its main frame, showing what the app was built with.

import { ORIGIN, START_PAGE } from "./page-files.ts";

/** What of Electron's WebFrameMain is looked at. */
export type Frame = { readonly origin: string; readonly url: string; readonly frameTreeNodeId: number; readonly parent: object | null };

export function isOwnPage(sender: Frame | null, mainFrame: Frame): boolean {
  return (
    sender !== null &&
    sender.parent === null &&
    sender.frameTreeNodeId === mainFrame.frameTreeNodeId &&
    sender.origin === ORIGIN &&
    sender.url.split("#")[0] === START_PAGE
  );
}
