// The question when the window is closed while a transfer runs.

import { call } from "./api.ts";
import { useText } from "./text/text.tsx";
import { Button } from "./ui/button.tsx";
import { Dialog } from "./ui/dialog.tsx";
import { useView } from "./views.ts";

export function ClosingDialog() {
  const text = useText();
  const { closing } = useView("app");
  const stay = () => void call("window.stay");
  return (
    <Dialog
      alert
      open={closing}
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
