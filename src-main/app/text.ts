// The words of the menu, the tray and the dialogs, in the languages there are.

import type { AppView, Preferences } from "../../src-shared/ipc/views-app.ts";

export type Words = typeof ENGLISH;

const ENGLISH = {
  file: "File",
  edit: "Edit",
  view: "View",
  go: "Go",
  newItem: "New item",
  find: "Find",
  vault: "All items",
  send: "Send",
  receive: "Receive",
  settings: "Settings",
  lock: "Lock",
  show: "Show Keyferry",
  quit: "Quit",
  open: "Unlocked",
  locked: "Locked",
  sending: "Sending",
  receiving: "Receiving",
  chooseFile: "Choose a file",
  saveFile: "Save the file",
};

const GERMAN: Words = {
  file: "Datei",
  edit: "Bearbeiten",
  view: "Ansicht",
  go: "Gehe zu",
  newItem: "Neuer Eintrag",
  find: "Suchen",
  vault: "Alle Einträge",
  send: "Senden",
  receive: "Empfangen",
  settings: "Einstellungen",
  lock: "Sperren",
  show: "Keyferry zeigen",
  quit: "Beenden",
  open: "Entsperrt",
  locked: "Gesperrt",
  sending: "Sendet",
  receiving: "Empfängt",
  chooseFile: "Datei auswählen",
  saveFile: "Datei sichern",
};

export function wordsOf({ preferences, systemLanguage }: { readonly preferences: Pick<Preferences, "language">; readonly systemLanguage: "en" | "de" }): Words {
  return (preferences.language === "system" ? systemLanguage : preferences.language) === "de" ? GERMAN : ENGLISH;
}

/** The first of the system's languages that there are words for; English when there is none. */
export function languageOf(tags: readonly string[]): AppView["systemLanguage"] {
  const known = tags.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === "en" || tag === "de");
  return known === "de" ? "de" : "en";
}
