// Fourth step: who gets what, what does not arrive as it is, what stays; the passphrase in the bar is the last act.

import { CircleCheck } from "lucide-react";
import { useEffect } from "react";
import type { LossRow, SendView, StaysRow } from "../../../src-shared/ipc/views-transfer.ts";
import { call } from "../../api.ts";
import { kindCount, kindWord } from "../../text/kind-words.ts";
import { staysNext, staysReason } from "../../text/stays-words.ts";
import { useText } from "../../text/text.tsx";
import { ApprovalField } from "../../transfer/approval-field.tsx";
import { CounterpartCard, nameOf } from "../../transfer/counterpart-card.tsx";
import { LinkIcon } from "../../transfer/link-badge.tsx";
import { estimateLine } from "../../transfer/link-words.ts";
import { announce } from "../../ui/announce.tsx";
import { Avatar, Card, Row } from "../../ui/card.tsx";
import { KindIcon } from "../../ui/kind-icon.tsx";
import { Screen, Section } from "../../ui/screen.tsx";
import { declineSending } from "./actions.ts";
import { KindsInside } from "./kind-chooser.tsx";
import styles from "./review-step.module.css";
import { RehearsalBadge, SendSteps } from "./send-steps.tsx";

const SHOWN = 20;

export function ReviewStep({ view }: { readonly view: Extract<SendView, { readonly step: "review" }> }) {
  const text = useText();
  const { counterpart, counts, losses, stays, approval, estimate, rehearsal } = view;
  const title = text("send.review.title", { count: counts.items, name: nameOf(counterpart) });
  useEffect(() => announce(title), [title]);
  return (
    <Screen
      title={title}
      lead={text(rehearsal === undefined ? "send.review.lead" : "send.review.leadRehearsal")}
      steps={<SendSteps at="review" />}
      aside={<RehearsalBadge />}
      note={
        <ApprovalField
          approval={approval}
          action={text("send.review.send", { count: counts.items })}
          onApprove={(secret) => call("send.approve", { secret })}
          onDecline={declineSending}
        />
      }
    >
      <Section title={text("send.review.who")}>
        <CounterpartCard counterpart={counterpart} />
        {estimate !== undefined && (
          <p className={styles.estimate}>
            <LinkIcon link={estimate.link} /> {estimateLine(text, estimate)}
          </p>
        )}
      </Section>
      {losses.length > 0 && <Losses losses={losses} />}
      {stays.length > 0 && <Stays stays={stays} />}
      <Section title={text("send.review.what")}>
        <KindsInside kinds={counts.kinds} />
      </Section>
      {losses.length === 0 && (
        <p className={styles.whole}>
          <CircleCheck size={16} aria-hidden="true" /> {text("send.review.whole")}
        </p>
      )}
    </Screen>
  );
}

function Losses({ losses }: { readonly losses: readonly LossRow[] }) {
  const text = useText();
  return (
    <Section title={text("send.review.losses")}>
      <Card>
        {losses.map(({ kind, count, extent }) => (
          <Row
            key={`${kind} ${extent}`}
            lead={
              <span className={styles.warn}>
                <KindIcon kind={kind} size={18} />
              </span>
            }
            title={text(`send.review.${extent}`, { what: kindCount(text, kind, count) })}
            text={text(`send.review.${extent}Text`)}
          />
        ))}
      </Card>
    </Section>
  );
}

function Stays({ stays }: { readonly stays: readonly StaysRow[] }) {
  const text = useText();
  const hidden = stays.length - SHOWN;
  return (
    <Section title={text("send.review.stays")}>
      <Card>
        {stays.slice(0, SHOWN).map((row, place) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: titles may be equal, and the list never changes
            key={place}
            lead={<Avatar title={row.title} />}
            title={row.title === "" ? kindWord(text, row.kind) : row.title}
            text={
              <>
                {staysReason(text, row)}
                <br />
                {staysNext(text, row)}
              </>
            }
          />
        ))}
      </Card>
      {hidden > 0 && <p className={styles.more}>{text("send.review.staysMore", { count: hidden })}</p>}
    </Section>
  );
}
