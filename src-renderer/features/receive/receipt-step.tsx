// The end of a transfer that came in: its receipt, and the way to take it back.

import type { ReceiptView } from "../../../src-shared/ipc/views-transfer.ts";
import { ReceiptBody } from "../../receipt-body.tsx";
import { receiptTitle } from "../../receipt-words.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { arrived } from "../../transfer/arrived.ts";
import { Trouble } from "../../transfer/trouble.tsx";
import { UndoButton } from "../../transfer/undo-button.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { Screen } from "../../ui/screen.tsx";
import { finishReceiving } from "./actions.ts";
import styles from "./receipt-step.module.css";

export function ReceiptStep({ receipt }: { readonly receipt: ReceiptView }) {
  const text = useText();
  const { moment } = useFormats();
  const { act, error } = useAct();
  const { transferId, counterpart, at, outcomes, undoable, undone } = receipt;
  return (
    <Screen
      title={receiptTitle(text, receipt)}
      lead={text("receipts.lead.importer", { name: counterpart.name, moment: moment(at) })}
      note={text("send.receipt.note")}
      actions={
        <>
          {undoable && !undone && <UndoButton transferId={transferId} items={arrived(outcomes)} from="computer" />}
          <Button look="primary" onPress={() => void act(finishReceiving)}>
            {text("app.done")}
          </Button>
        </>
      }
    >
      <Trouble error={error} />
      <div className={styles.body}>
        <ReceiptBody receipt={receipt} />
      </div>
    </Screen>
  );
}
