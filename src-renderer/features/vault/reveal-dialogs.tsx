// Before a secret is shown, where the owner wants to be asked: where to answer the system, or the field that stands in for it.

import { type FormEvent, useEffect, useId, useState } from "react";
import { useStore } from "zustand";
import { call, toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { SystemAsks } from "../../transfer/system-asks.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SecretInput } from "../../ui/field.tsx";
import { useView } from "../../views.ts";
import { type Typing, typing } from "./revealing.ts";

export function RevealDialogs() {
  const { now } = useStore(typing);
  useEffect(() => () => typing.getState().now?.cancel(), []);
  return (
    <>
      <SystemDialog />
      {now !== undefined && <TypedDialog typing={now} />}
    </>
  );
}

function SystemDialog() {
  const text = useText();
  const { revealing } = useView("app");
  const stop = () => void call("vault.stopReveal").catch(() => {}); // the prompt may be gone already, and what came of it is said where it was asked for
  return (
    <Dialog
      alert
      open={revealing !== undefined}
      onClose={stop}
      title={text("vault.reveal.asks")}
      actions={<Button onPress={stop}>{text("app.cancel")}</Button>}
    >
      <SystemAsks prompt={revealing} />
    </Dialog>
  );
}

function TypedDialog({ typing: { code, give, cancel } }: { readonly typing: Typing }) {
  const text = useText();
  const form = useId();
  const [secret, setSecret] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (secret === "" || busy) return;
    setBusy(true);
    try {
      await give(secret);
    } catch (thrown) {
      setWrong(toCallError(thrown).code === "vault.wrong-key");
      setSecret("");
      setBusy(false);
    }
  };
  return (
    <Dialog
      alert
      open
      onClose={cancel}
      title={text("vault.reveal.asks")}
      actions={
        <>
          <Button onPress={cancel}>{text("app.cancel")}</Button>
          <Button look="primary" type="submit" form={form} isPending={busy} isDisabled={secret === ""}>
            {text("vault.reveal.show")}
          </Button>
        </>
      }
    >
      <p>{text(`error.${code}`)}</p>
      <form id={form} onSubmit={(event) => void submit(event)}>
        <SecretInput
          label={text("transfer.passphrase")}
          show={text("app.show")}
          hide={text("app.hide")}
          value={secret}
          onChange={setSecret}
          autoFocus
          error={wrong && secret === "" ? text("transfer.passphraseWrong") : undefined}
        />
      </form>
    </Dialog>
  );
}
