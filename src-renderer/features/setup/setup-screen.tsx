// The first run: what this is, a passphrase, the recovery key seen once and confirmed.

import { useStore } from "zustand";
import { useView } from "../../views.ts";
import { ConfirmKey } from "./confirm-key.tsx";
import { PassphraseForm } from "./passphrase-form.tsx";
import { RecoveryKeyPage } from "./recovery-key-page.tsx";
import { setup } from "./store.ts";
import { Welcome } from "./welcome.tsx";

export function SetupScreen() {
  const { phase } = useView("app");
  const { begun, written } = useStore(setup);
  if (phase.name === "recovery-key") return written ? <ConfirmKey /> : <RecoveryKeyPage />;
  return begun ? <PassphraseForm /> : <Welcome />;
}
