// The passphrase of a new vault, and whether the key store opens it too.

import { type FormEvent, useState } from "react";
import { useStore } from "zustand";
import { NewPassphrase, useNewPassphrase } from "../../new-passphrase.tsx";
import { useText } from "../../text/text.tsx";
import { Alone } from "../../ui/alone.tsx";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/choices.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Spinner } from "../../ui/progress.tsx";
import { createVault } from "./actions.ts";
import styles from "./setup.module.css";
import { SetupSteps } from "./setup-steps.tsx";
import { setup } from "./store.ts";

export function PassphraseForm() {
  const text = useText();
  const { busy, problem } = useStore(setup);
  const passphrase = useNewPassphrase();
  const [keyStore, setKeyStore] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const chosen = await passphrase.check();
    if (chosen !== undefined && !setup.getState().busy) await createVault(chosen, keyStore);
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <Alone
        steps={<SetupSteps current={0} />}
        title={text("setup.passphrase.title")}
        lead={text("setup.passphrase.lead")}
        note={
          busy && (
            <span className={styles.busy} role="status">
              <Spinner />
              {text("setup.creating")}
            </span>
          )
        }
        actions={
          <>
            <Button onPress={() => setup.setState({ begun: false, problem: undefined })} isDisabled={busy}>
              {text("app.back")}
            </Button>
            <Button look="primary" type="submit" isDisabled={busy}>
              {text("setup.create")}
            </Button>
          </>
        }
      >
        <div className={styles.content}>
          <NewPassphrase state={passphrase} isDisabled={busy} autoFocus />
          <Switch label={text("setup.keyStore")} hint={text("setup.keyStore.hint")} on={keyStore} onChange={setKeyStore} isDisabled={busy} />
          {problem !== undefined && (
            <Notice tone="bad" live title={text("setup.failed")}>
              {problem.startsWith("key-store.") ? text("setup.failed.keyStore") : text(`error.${problem}`)}
            </Notice>
          )}
        </div>
      </Alone>
    </form>
  );
}
