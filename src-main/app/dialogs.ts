// The system's dialogs for files, above the window.

import { type BrowserWindow, dialog } from "electron";
import type { Dialogs } from "../services/desktop/ports.ts";
import type { Words } from "./text.ts";

export function systemDialogs(window: () => BrowserWindow, words: () => Words): Dialogs {
  return {
    async openFile() {
      const { filePaths } = await dialog.showOpenDialog(window(), { title: words().chooseFile, properties: ["openFile", "dontAddToRecent"] });
      return filePaths[0];
    },
    async saveFile(suggestedName) {
      const { canceled, filePath } = await dialog.showSaveDialog(window(), {
        title: words().saveFile,
        defaultPath: suggestedName,
        properties: ["createDirectory", "showOverwriteConfirmation", "dontAddToRecent"],
      });
      return canceled || filePath === "" ? undefined : filePath;
    },
  };
}
