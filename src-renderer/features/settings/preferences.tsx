// What is kept outside the vault: look, language, when it locks, when the clipboard is cleared, the tray.

import { LANGUAGES, THEMES } from "../../../src-shared/ipc/views-app.ts";
import { useText } from "../../text/text.tsx";
import { Card } from "../../ui/card.tsx";
import { Radios, Select, Switch } from "../../ui/choices.tsx";
import { Section } from "../../ui/screen.tsx";
import { useView } from "../../views.ts";
import type { Change } from "./actions.ts";
import { withCurrent } from "./choices.ts";
import { Setting } from "./setting.tsx";
import styles from "./settings.module.css";

const MINUTES = [1, 2, 5, 10, 15, 30, 60, 0];
const SECONDS = [10, 20, 30, 60, 120, 0];

export function Preferences({ set }: { readonly set: (part: Change) => Promise<void> }) {
  const text = useText();
  const { theme, language, autoLockMinutes, clipboardSeconds, tray } = useView("app").preferences;
  return (
    <>
      <Section title={text("settings.look")}>
        <Card>
          <Setting title={text("settings.theme")}>
            <Radios
              hiddenLabel
              segmented
              label={text("settings.theme")}
              choices={THEMES.map((value) => ({ value, label: text(`settings.theme.${value}`) }))}
              value={theme}
              onChange={(next) => void set({ theme: next })}
            />
          </Setting>
          <Setting title={text("settings.language")}>
            <Select
              hiddenLabel
              label={text("settings.language")}
              choices={LANGUAGES.map((value) => ({ value, label: text(`settings.language.${value}`) }))}
              value={language}
              onChange={(next) => void set({ language: next })}
            />
          </Setting>
        </Card>
      </Section>
      <Section title={text("settings.locking")}>
        <Card>
          <Setting title={text("settings.autoLock")} hint={text("settings.autoLock.hint")}>
            <Select
              hiddenLabel
              label={text("settings.autoLock")}
              choices={withCurrent(MINUTES, autoLockMinutes).map((minutes) => ({
                value: String(minutes),
                label: text("settings.autoLock.after", { minutes }),
              }))}
              value={String(autoLockMinutes)}
              onChange={(next) => void set({ autoLockMinutes: Number(next) })}
            />
          </Setting>
          <Setting title={text("settings.clipboard")} hint={text("settings.clipboard.hint")}>
            <Select
              hiddenLabel
              label={text("settings.clipboard")}
              choices={withCurrent(SECONDS, clipboardSeconds).map((seconds) => ({
                value: String(seconds),
                label: text("settings.clipboard.after", { seconds }),
              }))}
              value={String(clipboardSeconds)}
              onChange={(next) => void set({ clipboardSeconds: Number(next) })}
            />
          </Setting>
          <div className={styles.switch}>
            <Switch label={text("settings.tray")} hint={text("settings.tray.hint")} on={tray} onChange={(on) => void set({ tray: on })} />
          </div>
        </Card>
      </Section>
    </>
  );
}
