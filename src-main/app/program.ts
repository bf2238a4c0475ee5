// What the window runs on: the services of this computer, joined into the desktop program.

import * as electron from "electron";
import { app, type BrowserWindow, clipboard } from "electron";
import type { AppView } from "../../src-shared/ipc/views-app.ts";
import { composeHost } from "../host/compose-host.ts";
import { defaultVaultDirectory } from "../host/vault-place.ts";
import { diskFiles } from "../platform/files.ts";
import type { JsonFile } from "../platform/json-file.ts";
import { hasSqliteVault } from "../platform/sqlite-vault.ts";
import type { DesktopPorts } from "../services/desktop/ports.ts";
import { appPresence } from "./app-presence.ts";
import type { CameraDoor } from "./camera-door.ts";
import { systemDialogs } from "./dialogs.ts";
import { electronClipboard, type ItemMaker, type SystemClipboard } from "./electron-clipboard.ts";
import type { StartOptions } from "./start-options.ts";
import { languageOf, type Words } from "./text.ts";

export type ProgramParts = {
  readonly options: StartOptions;
  readonly preferences: JsonFile;
  readonly camera: CameraDoor;
  readonly window: () => BrowserWindow;
  readonly words: () => Words;
};

const PLATFORMS: { readonly [platform: string]: AppView["platform"] } = { darwin: "macos", win32: "windows" };

export function desktopPorts({ options, preferences, camera, window, words }: ProgramParts): DesktopPorts {
  const presence = appPresence(window);
  const host = composeHost({ ...options, ...(presence !== undefined && { presence }) });
  const vaultDirectory = options.vaultDirectory ?? defaultVaultDirectory();
  return {
    exchange: host.exchange,
    vaults: host.vaults,
    migration: host.migration,
    discovery: host.discovery,
    keyStore: host.keyStore,
    presence: host.presence,
    hardware: host.hardware,
    probes: host.probes,
    selfTest: host.selfTest,
    lan: host.lan,
    bluetooth: host.bluetooth,
    clipboard: electronClipboard(clipboard as unknown as SystemClipboard, (electron as { ClipboardItem?: ItemMaker }).ClipboardItem, process.platform),
    dialogs: systemDialogs(window, words),
    files: diskFiles,
    camera,
    preferences,
    vaultDirectory,
    vaultExists: () => hasSqliteVault(vaultDirectory),
    about: {
      platform: PLATFORMS[process.platform] ?? "linux",
      version: app.getVersion(),
      systemLanguage: languageOf(app.getPreferredSystemLanguages()),
    },
  };
}
