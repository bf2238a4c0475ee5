// The question before a computer is forgotten, with what that means.

import { useState } from "react";
import { toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { forget } from "./actions.ts";
import type { DeviceDialogProps } from "./rename-dialog.tsx";

export function ForgetDialog({ device, onClose, onDone }: DeviceDialogProps) {
  const text = useText();
  const [problem, setProblem] = useState<string>();
  const name = device?.name ?? "";
  const close = () => {
    setProblem(undefined);
    onClose();
  };
  const go = async () => {
    if (device === undefined) return;
    try {
      await forget(device.key);
      announce(text("destinations.forgotten", { name }));
      await onDone();
      close();
    } catch (thrown) {
      setProblem(text(`error.${toCallError(thrown).code}`));
    }
  };
  return (
    <Dialog
      alert
      open={device !== undefined}
      onClose={close}
      title={text("destinations.forget.title", { name })}
      actions={
        <>
          <Button look="danger" onPress={go}>
            {text("destinations.forget")}
          </Button>
          <Button look="primary" autoFocus onPress={close}>
            {text("destinations.forget.keep")}
          </Button>
        </>
      }
    >
      <p>{text("destinations.forget.text")}</p>
      {problem !== undefined && (
        <Notice tone="bad" live title={text("destinations.notDone")}>
          {problem}
        </Notice>
      )}
    </Dialog>
  );
}
