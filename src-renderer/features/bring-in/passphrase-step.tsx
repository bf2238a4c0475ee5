// The file is encrypted: its own password opens it.

import { type FormEvent, useEffect, useRef, useState } from "react";
import type { BringInView } from "../../../src-shared/ipc/views-transfer.ts";
import { useText } from "../../text/text.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { SecretInput } from "../../ui/field.tsx";
import { Screen } from "../../ui/screen.tsx";
import { openWith, putAway } from "./actions.ts";
import styles from "./passphrase-step.module.css";
import { shortName } from "./short-name.ts";

const FORM = "file-passphrase";

export function PassphraseStep({ view }: { readonly view: Extract<BringInView, { readonly step: "passphrase" }> }) {
  const text = useText();
  const { act, busy, error } = useAct();
  const [secret, setSecret] = useState("");
  const input = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wrong one comes back as another view
  useEffect(() => input.current?.focus(), [view]);
  const { file, format, wrong } = view;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (secret === "" || busy) return;
    void act(() => openWith(secret));
    setSecret("");
  };
  return (
    <Screen
      title={text("bringIn.passphrase.title", { file: shortName(file) })}
      lead={text("bringIn.passphrase.lead", { format })}
      actions={
        <>
          <Button onPress={() => void act(putAway)}>{text("app.cancel")}</Button>
          <Button look="primary" type="submit" form={FORM} isDisabled={secret === "" || busy}>
            {text("bringIn.passphrase.open")}
          </Button>
        </>
      }
    >
      <Trouble error={error} />
      <form id={FORM} className={styles.form} onSubmit={submit}>
        <SecretInput
          label={text("bringIn.passphrase.label")}
          show={text("app.show")}
          hide={text("app.hide")}
          value={secret}
          onChange={setSecret}
          inputRef={input}
          autoFocus
          error={wrong && secret === "" ? text("bringIn.passphrase.wrong") : undefined}
        />
      </form>
    </Screen>
  );
}
