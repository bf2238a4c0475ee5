// The end of a transfer: its receipt.

import type { ReceiptView } from "../../../src-shared/ipc/views-transfer.ts";
import { call } from "../../api.ts";
import { ReceiptBody } from "../../receipt-body.tsx";
import { receiptTitle } from "../../receipt-words.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Screen } from "../../ui/screen.tsx";
import { finishSending } from "./actions.ts";
import styles from "./receipt-step.module.css";
import { RehearsalBadge } from "./send-steps.tsx";

export function ReceiptStep({ receipt }: { readonly receipt: ReceiptView }) {
  const text = useText();
  const { moment } = useFormats();
  const { act, error } = useAct();
  const { transferId, counterpart, at, rehearsal } = receipt;
  const copy = async () => {
    if (await act(() => call("log.copy", { transferId }))) announce(text("send.receipt.copied"));
  };
  return (
    <Screen
      title={receiptTitle(text, receipt)}
      lead={text("receipts.lead.exporter", { name: counterpart.name, moment: moment(at) })}
      aside={<RehearsalBadge />}
      note={rehearsal ? undefined : text("send.receipt.note")}
      actions={
        <>
          {!rehearsal && (
            <Button look="quiet" onPress={() => void copy()}>
              {text("send.receipt.copy")}
            </Button>
          )}
          <Button look="primary" onPress={() => void act(finishSending)}>
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
