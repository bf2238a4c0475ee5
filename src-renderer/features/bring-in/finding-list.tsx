// What the reader of a file found: what does not come along, what comes changed, what is worth knowing.

import type { FindingGroup } from "../../../src-shared/ipc/views-transfer.ts";
import { findingSentence } from "../../text/finding-words.ts";
import { useText } from "../../text/text.tsx";
import { Card, Row } from "../../ui/card.tsx";
import { Section } from "../../ui/screen.tsx";
import styles from "./finding-list.module.css";

const KINDS = ["refused", "repaired", "note"] as const;

export function FindingList({ findings }: { readonly findings: readonly FindingGroup[] }) {
  const text = useText();
  return KINDS.map((kind) => {
    const some = findings.filter((finding) => finding.kind === kind);
    if (some.length === 0) return null;
    return (
      <Section key={kind} title={text(`bringIn.report.${kind}`)}>
        <Card>
          {some.map(({ reason, count, examples }) => (
            <Row
              key={reason}
              title={findingSentence(text, reason)}
              text={examples.length > 0 ? text("bringIn.report.examples", { titles: examples.join(", ") }) : undefined}
              end={<span className={styles.times}>{text("bringIn.report.times", { count })}</span>}
            />
          ))}
        </Card>
      </Section>
    );
  });
}
