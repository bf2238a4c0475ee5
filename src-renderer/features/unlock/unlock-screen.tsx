// The lock: why it is locked and a way to open it; or why the vault cannot be opened at all.

import type { ErrorCode } from "../../../src-shared/errors.ts";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Alone } from "../../ui/alone.tsx";
import { Button } from "../../ui/button.tsx";
import { useView } from "../../views.ts";
import styles from "./unlock.module.css";
import { UnlockForm } from "./unlock-form.tsx";

const TITLES: { readonly [code in ErrorCode]?: "in-use" | "changed" | "damaged" } = {
  "vault.in-use": "in-use",
  "vault.tampered": "changed",
  "vault.corrupt": "damaged",
};

export function UnlockScreen() {
  const { phase } = useView("app");
  if (phase.name === "unusable") return <Unusable code={phase.code} />;
  return phase.name === "locked" ? <UnlockForm phase={phase} /> : null;
}

function Unusable({ code }: { readonly code: ErrorCode }) {
  const text = useText();
  const { vaultDirectory } = useView("app");
  return (
    <Alone
      title={text(`unlock.unusable.${TITLES[code] ?? "other"}`)}
      lead={text(`error.${code}`)}
      note={<span className={styles.place}>{text("unlock.unusable.place", { directory: vaultDirectory })}</span>}
      actions={
        <Button look="primary" onPress={() => void call("window.close", { stopTransfer: true })}>
          {text("unlock.unusable.close")}
        </Button>
      }
    />
  );
}
