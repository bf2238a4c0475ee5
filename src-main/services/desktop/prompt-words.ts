// The one line that a system's prompt can show, in the owner's language.

import type { AppView } from "../../../src-shared/ipc/views-app.ts";

type Language = AppView["systemLanguage"];

export type PromptWords = {
  readonly send: (items: number, to: string) => string;
  readonly receive: (from: string) => string;
  readonly reveal: string;
};

const WORDS: Record<Language, PromptWords> = {
  en: {
    send: (items, to) => `send ${items} ${items === 1 ? "item" : "items"} to “${to}”`,
    receive: (from) => `receive items from “${from}”`,
    reveal: "show a secret of your vault",
  },
  de: {
    send: (items, to) => `${items} ${items === 1 ? "Eintrag" : "Einträge"} an „${to}“ senden`,
    receive: (from) => `Einträge von „${from}“ empfangen`,
    reveal: "ein Geheimnis aus deinem Tresor zeigen",
  },
};

export function promptWords({ preferences, systemLanguage }: Pick<AppView, "preferences" | "systemLanguage">): PromptWords {
  return WORDS[preferences.language === "system" ? systemLanguage : preferences.language];
}
