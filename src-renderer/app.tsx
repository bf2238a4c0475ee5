// The window: first run, unlock, or the places of an open vault beside the sidebar.

import { lazy, Suspense, useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components";
import type { Phase } from "../src-shared/ipc/views-app.ts";
import styles from "./app.module.css";
import { ClosingDialog } from "./closing-dialog.tsx";
import { SetupScreen } from "./features/setup/setup-screen.tsx";
import { UnlockScreen } from "./features/unlock/unlock-screen.tsx";
import { useMenuCommands } from "./menu-commands.ts";
import { TextProvider } from "./text/text.tsx";
import { Announcer } from "./ui/announce.tsx";
import { useView } from "./views.ts";

const loadOpenVault = () => import("./open-vault.tsx");
const OpenVault = lazy(async () => ({ default: (await loadOpenVault()).OpenVault }));

export function App() {
  const { preferences, systemLanguage, phase } = useView("app");
  useMenuCommands();
  const ending = useEnding(phase);
  const language = preferences.language === "system" ? systemLanguage : preferences.language;
  useEffect(() => {
    if (preferences.theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = preferences.theme;
  }, [preferences.theme]);
  // behind the first screen, so that it is there when the vault is opened
  useEffect(() => void loadOpenVault(), []);
  return (
    <TextProvider language={language}>
      <I18nProvider locale={language}>
        {phase.name === "open" ? (
          <Suspense fallback={<div className={styles.frame} />}>
            <OpenVault />
          </Suspense>
        ) : (
          !ending && <main className={styles.alone}>{phase.name === "locked" || phase.name === "unusable" ? <UnlockScreen /> : <SetupScreen />}</main>
        )}
        <ClosingDialog />
        <Announcer />
      </I18nProvider>
    </TextProvider>
  );
}

/** After something was shown here and the vault was locked, the program replaces this page with a new one: nothing is to be typed into this. */
function useEnding({ name }: Phase): boolean {
  const shown = name === "open" || name === "recovery-key";
  const [wasShown, setWasShown] = useState(shown);
  if (shown && !wasShown) setWasShown(true);
  return wasShown && !shown;
}
