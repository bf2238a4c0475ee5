// The log: every transfer and every file brought in, newest first.

import { ReceiptText } from "lucide-react";
import { useState } from "react";
import type { LogRow } from "../../../src-shared/ipc/views-transfer.ts";
import { LoadFailure } from "../../load-failure.tsx";
import { useLoaded } from "../../loaded.ts";
import { goTo } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Screen } from "../../ui/screen.tsx";
import { useView } from "../../views.ts";
import { log } from "./actions.ts";
import { LogEntry } from "./log-entry.tsx";
import styles from "./receipts.module.css";

/** Rows that are shown before “Show more”. */
const FIRST_ROWS = 100;

export function LogScreen() {
  const text = useText();
  const { transfer } = useView("app");
  const { value, code, reload } = useLoaded(transfer, log);
  return (
    <Screen title={text("receipts.title")} lead={text("receipts.lead")}>
      <div className={styles.content} aria-busy={value === undefined && code === undefined}>
        <LoadFailure title={text("receipts.openLog")} code={code} onAgain={reload} />
        {value !== undefined && (value.length === 0 ? <Nothing /> : <Log rows={value} />)}
      </div>
    </Screen>
  );
}

function Log({ rows }: { readonly rows: readonly LogRow[] }) {
  const text = useText();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <>
      <Card>
        <ul aria-label={text("receipts.label")}>
          {shown.map((row) => (
            <LogEntry key={row.transferId} row={row} />
          ))}
        </ul>
      </Card>
      {shown.length < rows.length && (
        <div className={styles.more}>
          <Button look="quiet" small onPress={() => setAll(true)}>
            {text("receipts.showAll", { count: rows.length - shown.length })}
          </Button>
        </div>
      )}
    </>
  );
}

function Nothing() {
  const text = useText();
  return (
    <Empty
      icon={<ReceiptText size={26} strokeWidth={1.5} aria-hidden="true" />}
      title={text("receipts.empty.title")}
      text={text("receipts.empty.text")}
      actions={
        <>
          <Button onPress={() => goTo({ name: "bring-in" })}>{text("receipts.empty.bringIn")}</Button>
          <Button look="primary" onPress={() => goTo({ name: "send" })}>
            {text("receipts.empty.send")}
          </Button>
        </>
      }
    />
  );
}
