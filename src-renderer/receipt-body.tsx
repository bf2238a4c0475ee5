// A receipt's content, the same after a transfer and from the log: the verdict, the numbers, what was proved, and the items, those to look at first.

import { CircleCheck, TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { ReceiptItemRow, ReceiptView, TallyView } from "../src-shared/ipc/views-transfer.ts";
import { countsLine } from "./credential-counts.tsx";
import styles from "./receipt-body.module.css";
import { itemEnd, OUTCOMES, outcomeWord, receiptVerdict, sum } from "./receipt-words.ts";
import { kindCount } from "./text/kind-words.ts";
import { staysNext, staysReason } from "./text/stays-words.ts";
import { useFormats, useText } from "./text/text.tsx";
import { Button } from "./ui/button.tsx";
import { Avatar, Card, Numbers, Row } from "./ui/card.tsx";
import { KindIcon } from "./ui/kind-icon.tsx";
import { Notice } from "./ui/notice.tsx";
import { Section } from "./ui/screen.tsx";

/** Items without trouble that are shown before “Show more”. */
const FIRST_ROWS = 8;

export function ReceiptBody({ receipt }: { readonly receipt: ReceiptView }) {
  const text = useText();
  const { number } = useFormats();
  const { tone, title, because } = receiptVerdict(text, receipt);
  const { outcomes, stays, losses } = receipt;
  const behind = stays.length + losses.reduce((total, { count, extent }) => total + (extent === "not" ? count : 0), 0);
  const numbers = [
    ...OUTCOMES.filter((outcome) => outcome === "added" || (outcomes[outcome] ?? 0) > 0).map((outcome) => ({
      value: number(outcomes[outcome] ?? 0),
      word: outcomeWord(text, outcome),
    })),
    ...(behind > 0 ? [{ value: number(behind), word: text("receipts.stayHere") }] : []),
  ];
  const attention = receipt.items.slice(0, receipt.attention);
  const others = receipt.items.slice(receipt.attention);
  return (
    <div className={styles.body}>
      <Notice tone={tone} large title={title}>
        {because}
      </Notice>
      <Numbers rows={numbers} />
      <p className={styles.counts}>{countsLine(text, receipt.counts)}</p>
      {attention.length > 0 && (
        <Section title={text("receipts.attention")}>
          <ItemRows items={attention} />
        </Section>
      )}
      <Behind receipt={receipt} />
      <Proof receipt={receipt} />
      {others.length > 0 && (
        <Section title={text("receipts.items")}>
          <ItemRows items={others} />
        </Section>
      )}
      <Beyond receipt={receipt} />
      <p className={styles.beyond}>{text("receipts.device", receipt.counterpart)}</p>
    </div>
  );
}

function Behind({ receipt: { stays, losses } }: { readonly receipt: ReceiptView }) {
  const text = useText();
  return (
    <>
      {stays.length > 0 && (
        <Section title={text("receipts.stays")}>
          <Rows>
            {stays.map((row, place) => (
              <Row
                // biome-ignore lint/suspicious/noArrayIndexKey: titles may be equal, and the list never changes
                key={place}
                lead={<Avatar title={row.title} />}
                title={row.title === "" ? text("receipts.untitled") : row.title}
                text={staysReason(text, row)}
                end={<End good={false} words={staysNext(text, row)} />}
              />
            ))}
          </Rows>
        </Section>
      )}
      {losses.length > 0 && (
        <Section title={text("receipts.losses")}>
          <Card>
            {losses.map(({ kind, count, extent }) => (
              <Row
                key={`${kind} ${extent}`}
                lead={
                  <span className={styles.kind}>
                    <KindIcon kind={kind} />
                  </span>
                }
                title={kindCount(text, kind, count)}
                end={<End good={false} words={text(`receipts.losses.${extent}`)} />}
              />
            ))}
          </Card>
        </Section>
      )}
    </>
  );
}

function Proof({ receipt: { counts, proven, passkeys, totps } }: { readonly receipt: ReceiptView }) {
  const text = useText();
  const { number } = useFormats();
  const row = (title: string, done: number, total: number) => (
    <Row title={title} end={<End good={done === total} words={text("receipts.proof.of", { done: number(done), total: number(total) })} />} />
  );
  const tally = (title: string, one: TallyView) => sum(one) > 0 && row(title, one.working, sum(one));
  return (
    <Section title={text("receipts.proof")}>
      <Card>
        {row(text("receipts.proof.items"), proven, counts.items)}
        {tally(text("receipts.proof.passkeys"), passkeys)}
        {tally(text("receipts.proof.totps"), totps)}
      </Card>
    </Section>
  );
}

function ItemRows({ items }: { readonly items: readonly ReceiptItemRow[] }) {
  const text = useText();
  return (
    <Rows>
      {items.map((item, place) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: titles may be equal, and the list never changes
          key={place}
          lead={<Avatar title={item.title} />}
          title={item.title === "" ? text("receipts.untitled") : item.title}
          text={outcomeWord(text, item.outcome)}
          end={<End {...itemEnd(text, item)} />}
        />
      ))}
    </Rows>
  );
}

/** The first few, and the rest when asked for. */
function Rows({ children }: { readonly children: readonly ReactNode[] }) {
  const text = useText();
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : children.length - FIRST_ROWS;
  return (
    <>
      <Card>{hidden > 0 ? children.slice(0, FIRST_ROWS) : children}</Card>
      {hidden > 0 && (
        <div className={styles.more}>
          <Button look="quiet" small onPress={() => setAll(true)}>
            {text("receipts.showAll", { count: hidden })}
          </Button>
        </div>
      )}
    </>
  );
}

function Beyond({ receipt: { items, itemTotal, attention } }: { readonly receipt: ReceiptView }) {
  const text = useText();
  const count = itemTotal - items.length;
  if (count <= 0) return null;
  return <p className={styles.beyond}>{text(attention > items.length ? "receipts.beyondAttention" : "receipts.beyond", { count })}</p>;
}

function End({ good, words }: { readonly good: boolean; readonly words: string }) {
  const Icon = good ? CircleCheck : TriangleAlert;
  return (
    <span className={good ? styles.good : styles.warn}>
      <span>{words}</span>
      <Icon size={15} aria-hidden="true" />
    </span>
  );
}
