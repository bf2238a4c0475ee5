// Where the other computer is, typed or pasted, when it does not show up by itself.

import { type FormEvent, useState } from "react";
import { toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextInput } from "../../ui/field.tsx";
import { startSending } from "./actions.ts";

const FORM = "send-address";
const LONGEST = 256;

export function AddressDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const text = useText();
  const [address, setAddress] = useState("");
  const [error, setError] = useState<string>();
  const connect = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await startSending({ by: "address", address: address.trim() });
      onClose();
    } catch (thrown) {
      const { code } = toCallError(thrown);
      setError(text(code === "usage.invalid" ? "send.address.wrong" : `error.${code}`));
    }
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={text("send.address.title")}
      actions={
        <>
          <Button onPress={onClose}>{text("app.cancel")}</Button>
          <Button look="primary" type="submit" form={FORM} isDisabled={address.trim() === ""}>
            {text("send.address.connect")}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={(event) => void connect(event)}>
        <TextInput
          label={text("send.address.label")}
          hint={text("send.address.hint")}
          error={error}
          value={address}
          maxLength={LONGEST}
          onChange={(next) => {
            setAddress(next);
            setError(undefined);
          }}
          autoFocus
          autoComplete="off"
          spellCheck="false"
        />
      </form>
    </Dialog>
  );
}
