// The connection doctor: looks when asked, then says what stands in the way and one fix for each.

import { Circle, CircleCheck, Stethoscope, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Finding } from "../src-shared/ipc/views-app.ts";
import { type CallError, call, toCallError } from "./api.ts";
import styles from "./doctor-panel.module.css";
import { useText } from "./text/text.tsx";
import { announce } from "./ui/announce.tsx";
import { Button } from "./ui/button.tsx";
import { Card } from "./ui/card.tsx";
import { IconChip } from "./ui/icon-chip.tsx";
import { Notice } from "./ui/notice.tsx";
import { Spinner } from "./ui/progress.tsx";

const CHECKS = ["network", "vpn", "listening", "multicast-port", "multicast", "key-store"] as const;

type State =
  | { readonly name: "idle" }
  | { readonly name: "looking" }
  | { readonly name: "found"; readonly findings: readonly Finding[] }
  | { readonly name: "failed"; readonly error: CallError };

/** `atOnce`: looks without being asked. */
export function DoctorPanel({ atOnce = false }: { readonly atOnce?: boolean }) {
  const text = useText();
  const [state, setState] = useState<State>(atOnce ? { name: "looking" } : { name: "idle" });
  const look = async () => {
    setState({ name: "looking" });
    announce(text("doctor.looking"));
    try {
      const findings = await call("doctor.examine");
      setState({ name: "found", findings: troubleFirst(findings) });
      announce(text("doctor.result", { count: troubles(findings) }));
    } catch (thrown) {
      setState({ name: "failed", error: toCallError(thrown) });
    }
  };
  const begun = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it appears
  useEffect(() => {
    if (!atOnce || begun.current) return;
    begun.current = true;
    void look();
  }, []);
  return (
    <div className={styles.panel}>
      <Card>
        <div className={styles.head}>
          <IconChip>{state.name === "looking" ? <Spinner /> : <Stethoscope size={18} aria-hidden="true" />}</IconChip>
          <div className={styles.words}>
            <div>{headline(state, text)}</div>
            <small>{text(state.name === "found" ? "doctor.result.text" : "doctor.text")}</small>
          </div>
          <Button small onPress={look} isDisabled={state.name === "looking"}>
            {text(state.name === "found" || state.name === "failed" ? "doctor.again" : "doctor.start")}
          </Button>
        </div>
        {state.name === "looking" && <Waiting />}
        {state.name === "found" && state.findings.map((finding) => <Result key={finding.check} finding={finding} />)}
      </Card>
      {state.name === "failed" && (
        <Notice tone="bad" live title={text("doctor.failed")}>
          {text(`error.${state.error.code}`)}
        </Notice>
      )}
    </div>
  );
}

function headline(state: State, text: ReturnType<typeof useText>): string {
  if (state.name === "found") return text("doctor.result", { count: troubles(state.findings) });
  return text(state.name === "looking" ? "doctor.looking" : "doctor.title");
}

/** The room that the results take, so that nothing jumps. */
function Waiting() {
  return CHECKS.map((check) => (
    <div key={check} className={styles.row} aria-hidden="true">
      <Circle size={16} className={styles.yet} />
      <span className={styles.bar} />
    </div>
  ));
}

function Result({ finding: { check, kind, detail = "" } }: { readonly finding: Finding }) {
  const text = useText();
  const known = CHECKS.find((one) => one === check) ?? "other";
  const fine = kind === "fine";
  const Icon = fine ? CircleCheck : TriangleAlert;
  return (
    <div className={styles.row}>
      <Icon size={16} aria-hidden="true" className={fine ? styles.good : styles.warn} />
      <div className={styles.words}>
        <div>{text(`doctor.${known}.${kind}`, { detail })}</div>
        {!fine && <small>{text(`doctor.${known}.fix`, { detail })}</small>}
      </div>
    </div>
  );
}

function troubles(findings: readonly Finding[]): number {
  return findings.filter(({ kind }) => kind === "trouble").length;
}

function troubleFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => Number(a.kind === "fine") - Number(b.kind === "fine"));
}
