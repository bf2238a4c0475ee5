// An open vault: the places beside the sidebar. Loaded once the window shows something.

import styles from "./app.module.css";
import { BringInScreen } from "./features/bring-in/bring-in-screen.tsx";
import { DestinationsScreen } from "./features/destinations/destinations-screen.tsx";
import { ReceiptsScreen } from "./features/receipts/receipts-screen.tsx";
import { ReceiveScreen } from "./features/receive/receive-screen.tsx";
import { SendScreen } from "./features/send/send-screen.tsx";
import { SettingsScreen } from "./features/settings/settings-screen.tsx";
import { RehearsalDialog } from "./features/setup/rehearsal-dialog.tsx";
import { VaultScreen } from "./features/vault/vault-screen.tsx";
import { usePlace } from "./navigation.ts";
import { Sidebar } from "./sidebar.tsx";

export function OpenVault() {
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
