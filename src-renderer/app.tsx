// The window: first run, unlock, or the places of an open vault beside the sidebar.

import { useEffect } from "react";
import { I18nProvider } from "react-aria-components";
import styles from "./app.module.css";
import { ClosingDialog } from "./closing-dialog.tsx";
import { BringInScreen } from "./features/bring-in/bring-in-screen.tsx";
import { DestinationsScreen } from "./features/destinations/destinations-screen.tsx";
import { ReceiptsScreen } from "./features/receipts/receipts-screen.tsx";
import { ReceiveScreen } from "./features/receive/receive-screen.tsx";
import { SendScreen } from "./features/send/send-screen.tsx";
import { SettingsScreen } from "./features/settings/settings-screen.tsx";
import { RehearsalDialog } from "./features/setup/rehearsal-dialog.tsx";
import { SetupScreen } from "./features/setup/setup-screen.tsx";
import { UnlockScreen } from "./features/unlock/unlock-screen.tsx";
import { VaultScreen } from "./features/vault/vault-screen.tsx";
import { useMenuCommands } from "./menu-commands.ts";
import { usePlace } from "./navigation.ts";
import { Sidebar } from "./sidebar.tsx";
import { TextProvider } from "./text/text.tsx";
import { Announcer } from "./ui/announce.tsx";
import { useView } from "./views.ts";

export function App() {
  const { preferences, systemLanguage, phase } = useView("app");
  useMenuCommands();
  const language = preferences.language === "system" ? systemLanguage : preferences.language;
  useEffect(() => {
    if (preferences.theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = preferences.theme;
  }, [preferences.theme]);
  return (
    <TextProvider language={language}>
      <I18nProvider locale={language}>
        {phase.name === "open" ? (
          <Open />
        ) : (
          <main className={styles.alone}>{phase.name === "locked" || phase.name === "unusable" ? <UnlockScreen /> : <SetupScreen />}</main>
        )}
        <ClosingDialog />
        <Announcer />
      </I18nProvider>
    </TextProvider>
  );
}

function Open() {
  return (
    <div className={styles.frame}>
      <Sidebar />
      <main className={styles.main}>
        <Here />
      </main>
      <RehearsalDialog />
    </div>
  );
}

function Here() {
  const place = usePlace();
  switch (place.name) {
    case "vault":
      return <VaultScreen scope={place.scope} item={place.item} />;
    case "send":
      return <SendScreen />;
    case "receive":
      return <ReceiveScreen />;
    case "bring-in":
      return <BringInScreen />;
    case "destinations":
      return <DestinationsScreen />;
    case "receipts":
      return <ReceiptsScreen transferId={place.transferId} />;
    case "settings":
      return <SettingsScreen />;
  }
}
