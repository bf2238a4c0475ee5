// Takes a transfer or a file back out of this vault, after a question that says what that does.

import { useState } from "react";
import { call } from "../api.ts";
import { useText } from "../text/text.tsx";
import { announce } from "../ui/announce.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { useAct } from "./use-act.ts";

export type UndoButtonProps = { readonly transferId: string; readonly items: number; readonly from: "computer" | "file"; readonly onUndone?: () => void };

export function UndoButton({ transferId, items, from, onUndone }: UndoButtonProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { act, busy, error } = useAct();
  const words = (id: "receipts.undo" | "receipts.undo.title" | "receipts.undo.go" | "receipts.undo.failed" | "receipts.undo.done") =>
    text(from === "file" ? `${id}.file` : id);
  const undo = async () => {
    if (!(await act(() => call("log.undo", { transferId })))) return;
    setOpen(false);
    announce(words("receipts.undo.done"));
    onUndone?.();
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{words("receipts.undo")}</Button>
      <Dialog
        alert
        open={open}
        onClose={() => setOpen(false)}
        title={words("receipts.undo.title")}
        actions={
          <>
            <Button look="danger" onPress={undo} isPending={busy}>
              {words("receipts.undo.go")}
            </Button>
            <Button look="primary" autoFocus onPress={() => setOpen(false)}>
              {text("receipts.undo.stay")}
            </Button>
          </>
        }
      >
        <p>{text(from === "file" ? "receipts.undo.text.file" : "receipts.undo.text", { items })}</p>
        {error !== undefined && (
          <Notice tone="bad" live title={words("receipts.undo.failed")}>
            {text(`error.${error.code}`)}
          </Notice>
        )}
      </Dialog>
    </>
  );
}
