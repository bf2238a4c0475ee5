// Once, when the new vault is open: the offer to try a transfer before the real one.

import { useStore } from "zustand";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { keepFocus } from "../../ui/title-focus.ts";
import { answerOffer } from "./actions.ts";
import { setup } from "./store.ts";

export function RehearsalDialog() {
  const text = useText();
  const open = useStore(setup, ({ offerRehearsal }) => offerRehearsal);
  const decline = () => {
    answerOffer(false);
    keepFocus();
  };
  return (
    <Dialog
      open={open}
      onClose={decline}
      title={text("setup.rehearsal.title")}
      actions={
        <>
          <Button onPress={decline}>{text("setup.rehearsal.later")}</Button>
          <Button look="primary" autoFocus onPress={() => answerOffer(true)}>
            {text("setup.rehearsal.start")}
          </Button>
        </>
      }
    >
      <p>{text("setup.rehearsal.text")}</p>
    </Dialog>
  );
}
