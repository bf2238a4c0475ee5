// The question when the window is closed while a transfer runs; what is not saved asks for itself.

import { useEffect } from "react";
import { call } from "./api.ts";
import { leave } from "./navigation.ts";
import { useText } from "./text/text.tsx";
import { Button } from "./ui/button.tsx";
import { Dialog } from "./ui/dialog.tsx";
import { useView } from "./views.ts";

export function ClosingDialog() {
  const text = useText();
  const { closing, transfer } = useView("app");
  const stay = () => void call("window.stay");
  const unsaved = closing && transfer === "none";
  useEffect(() => {
    if (!unsaved) return;
    void call("window.stay");
    leave(() => void call("window.close", { stopTransfer: false }));
  }, [unsaved]);
  return (
    <Dialog
      alert
      open={closing && !unsaved}
      onClose={stay}
      title={text("app.closing.title")}
      actions={
        <>
          <Button look="danger" onPress={() => void call("window.close", { stopTransfer: true })}>
            {text("app.closing.close")}
          </Button>
          <Button look="primary" autoFocus onPress={stay}>
            {text("app.closing.stay")}
          </Button>
        </>
      }
    >
      <p>{text("app.closing.text")}</p>
    </Dialog>
  );
}
