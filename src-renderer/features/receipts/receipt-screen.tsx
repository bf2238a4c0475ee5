// One receipt of the log: what it says, as text onto the clipboard, and taking the transfer back.

import { type ReactNode, useState } from "react";
import type { ReceiptView } from "../../../src-shared/ipc/views-transfer.ts";
import { toCallError } from "../../api.ts";
import { useLoaded } from "../../loaded.ts";
import { goTo } from "../../navigation.ts";
import { ReceiptBody } from "../../receipt-body.tsx";
import { receiptTitle } from "../../receipt-words.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { UndoButton } from "../../transfer/undo-button.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Screen } from "../../ui/screen.tsx";
import { keepFocus } from "../../ui/title-focus.ts";
import { copy, type Entry, entry } from "./actions.ts";
import styles from "./receipts.module.css";

export function ReceiptScreen({ transferId }: { readonly transferId: string }) {
  const text = useText();
  const { value, code, reload } = useLoaded(transferId, () => found(transferId));
  const again = async () => {
    await reload();
    keepFocus();
  };
  if (value?.entry !== undefined) {
    const { row, receipt } = value.entry;
    const undo = row.undoable && !row.undone && (
      <UndoButton transferId={transferId} items={row.items} from={row.what === "brought-in" ? "file" : "computer"} onUndone={() => void again()} />
    );
    return receipt === undefined ? <BroughtIn entry={value.entry} undo={undo} /> : <Receipt receipt={receipt} undo={undo} />;
  }
  if (value !== undefined) return <Screen title={text("receipts.missing")} lead={text("receipts.missing.text")} actions={<Done />} />;
  if (code === undefined) return <Screen title={text("receipts.loading")} focusTitle={false} actions={<Done />} />;
  return (
    <Screen
      title={text("receipts.openOne")}
      lead={text(`error.${code}`)}
      actions={
        <>
          <Button onPress={() => void reload()}>{text("app.tryAgain")}</Button>
          <Done />
        </>
      }
    />
  );
}

async function found(transferId: string): Promise<{ readonly entry: Entry | undefined }> {
  return { entry: await entry(transferId) };
}

function Done() {
  const text = useText();
  return (
    <Button look="primary" onPress={() => goTo({ name: "receipts" })}>
      {text("app.done")}
    </Button>
  );
}

function Receipt({ receipt, undo }: { readonly receipt: ReceiptView; readonly undo: ReactNode }) {
  const text = useText();
  const { moment } = useFormats();
  const { counterpart, role, at, transferId } = receipt;
  const [copied, setCopied] = useState(false);
  const [problem, setProblem] = useState<string>();
  const take = async () => {
    setProblem(undefined);
    try {
      await copy(transferId);
      setCopied(true);
      announce(text("receipts.copied"));
    } catch (thrown) {
      setProblem(text(`error.${toCallError(thrown).code}`));
    }
  };
  return (
    <Screen
      title={receiptTitle(text, receipt)}
      lead={text(`receipts.lead.${role}`, { name: counterpart.name, moment: moment(at) })}
      note={copied && text("receipts.copied")}
      actions={
        <>
          {undo}
          <Button look="quiet" onPress={take}>
            {text("receipts.copy")}
          </Button>
          <Done />
        </>
      }
    >
      {problem !== undefined && (
        <div className={styles.problem}>
          <Notice tone="bad" live title={text("receipts.copyFailed")}>
            {problem}
          </Notice>
        </div>
      )}
      <ReceiptBody receipt={receipt} />
    </Screen>
  );
}

/** A file proves nothing, so there is no receipt: what came of it, and taking it back. */
function BroughtIn({ entry: { row }, undo }: { readonly entry: Entry; readonly undo: ReactNode }) {
  const text = useText();
  const { moment } = useFormats();
  const facts = { moment: moment(row.at), items: text(`receipts.${row.what}`, { with: row.with === "" ? text("receipts.unknownWith") : row.with }) };
  return (
    <Screen
      title={row.undone ? text("receipts.brought.undone") : text("receipts.brought.title", { items: row.items })}
      lead={row.file === undefined ? text("receipts.row", facts) : text("receipts.rowFile", { ...facts, file: row.file })}
      actions={
        <>
          {undo}
          <Done />
        </>
      }
    >
      <div className={styles.problem}>
        {row.undone ? (
          <Notice tone="plain" large title={text("receipts.because.undone")} />
        ) : (
          <Notice tone="plain" large title={text("receipts.brought.noReceipt")}>
            {text("receipts.brought.text")}
          </Notice>
        )}
      </div>
    </Screen>
  );
}
