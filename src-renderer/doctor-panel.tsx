// The connection doctor: looks when asked, then says what stands in the way, and one fix and another way for each.

import { Circle, CircleCheck, CircleQuestionMark, Info, Stethoscope, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Finding } from "../src-shared/ipc/views-app.ts";
import { type CallError, call, toCallError } from "./api.ts";
import styles from "./doctor-panel.module.css";
import { useText } from "./text/text.tsx";
import { announce } from "./ui/announce.tsx";
import { Button } from "./ui/button.tsx";
import { Card } from "./ui/card.tsx";
import { TextInput } from "./ui/field.tsx";
import { IconChip } from "./ui/icon-chip.tsx";
import { Notice } from "./ui/notice.tsx";
import { Spinner } from "./ui/progress.tsx";

/** What can be said about each check; a note says what a trouble would. */
const CHECKS = {
  network: ["fine", "trouble"],
  vpn: ["fine", "trouble"],
  listening: ["fine", "trouble"],
  firewall: ["fine", "trouble", "unknown"],
  "multicast-port": ["fine", "trouble"],
  multicast: ["fine", "trouble"],
  "local-network": ["unknown"],
  counterpart: ["fine", "trouble", "unknown"],
  bluetooth: ["fine", "trouble", "unknown"],
  "key-store": ["fine", "trouble"],
  other: ["fine", "trouble", "unknown"],
} as const satisfies { readonly [check: string]: readonly Exclude<Finding["kind"], "note">[] };
type Checks = typeof CHECKS;
type Sentence = { [C in keyof Checks]: `doctor.${C}.${Checks[C][number]}` }[keyof Checks];

/** Characters of the other computer's address, with its port. */
const ADDRESS_LENGTH = 64;

/** Those that are always made. */
const ALWAYS = ["network", "vpn", "listening", "firewall", "multicast-port", "multicast", "bluetooth", "key-store"];

type State =
  | { readonly name: "idle" }
  | { readonly name: "looking" }
  | { readonly name: "found"; readonly findings: readonly Finding[] }
  | { readonly name: "failed"; readonly error: CallError };

/** `atOnce`: looks without being asked. */
export function DoctorPanel({ atOnce = false }: { readonly atOnce?: boolean }) {
  const text = useText();
  const [state, setState] = useState<State>(atOnce ? { name: "looking" } : { name: "idle" });
  const [to, setTo] = useState("");
  const look = async () => {
    setState({ name: "looking" });
    announce(text("doctor.looking"));
    try {
      const findings = await call("doctor.examine", { to: to.trim() });
      setState({ name: "found", findings: troubleFirst(findings) });
      announce(result(findings, text));
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
        <form
          className={styles.address ?? ""}
          onSubmit={(event) => {
            event.preventDefault();
            if (state.name !== "looking") void look();
          }}
        >
          <TextInput
            label={text("doctor.address")}
            hint={text("doctor.address.hint")}
            value={to}
            onChange={setTo}
            maxLength={ADDRESS_LENGTH}
            spellCheck="false"
          />
        </form>
        {state.name === "looking" && <Waiting />}
        {state.name === "found" && state.findings.map((finding) => <Result key={finding.check} finding={finding} bluetooth={bluetoothOf(state.findings)} />)}
      </Card>
      {state.name === "failed" && (
        <Notice tone="bad" live title={text("doctor.failed")}>
          {text(`error.${state.error.code}`)}
        </Notice>
      )}
    </div>
  );
}

function result(findings: readonly Finding[], text: ReturnType<typeof useText>): string {
  const unsure = findings.some(({ kind }) => kind === "unknown") ? "yes" : "no";
  return text("doctor.result", { count: findings.filter(({ kind }) => kind === "trouble").length, unsure });
}

function headline(state: State, text: ReturnType<typeof useText>): string {
  if (state.name === "found") return result(state.findings, text);
  return text(state.name === "looking" ? "doctor.looking" : "doctor.title");
}

/** The room that the results take, so that nothing jumps. */
function Waiting() {
  return ALWAYS.map((check) => (
    <div key={check} className={styles.row} aria-hidden="true">
      <Circle size={16} className={styles.yet} />
      <span className={styles.bar} />
    </div>
  ));
}

const ICONS = { fine: CircleCheck, note: Info, trouble: TriangleAlert, unknown: CircleQuestionMark } as const;
const TONES = { fine: styles.good, note: styles.unsure, trouble: styles.warn, unknown: styles.unsure } as const;

/** Which way by Bluetooth there is beside a network that is none: the detail of that finding, by which the text chooses. */
function bluetoothOf(findings: readonly Finding[]): string {
  return findings.find(({ check }) => check === "bluetooth")?.detail ?? "";
}

/** Those that are about the network: Bluetooth does without it. */
const OF_THE_NETWORK: readonly string[] = ["network", "vpn", "listening", "firewall", "multicast-port", "multicast", "local-network", "counterpart"];

type ResultProps = { readonly finding: Finding; readonly bluetooth: string };

function Result({ finding: { check, kind, detail = "" }, bluetooth }: ResultProps) {
  const text = useText();
  const Icon = ICONS[kind];
  const { sentence, known } = wordsOf(check, kind === "note" ? "trouble" : kind);
  return (
    <div className={styles.row}>
      <Icon size={16} aria-hidden="true" className={TONES[kind]} />
      <div className={styles.words}>
        <div>{text(sentence, { detail })}</div>
        {kind !== "fine" && (
          <>
            <small>{text(`doctor.${known}.fix`, { detail })}</small>
            <small>
              {text("doctor.otherwise", { way: text(`doctor.${known}.otherwise`, { detail }) })}
              {OF_THE_NETWORK.includes(known) && text("doctor.bluetooth.instead", { bluetooth })}
            </small>
          </>
        )}
      </div>
    </div>
  );
}

/** Of a check this window does not know: that there was one. */
function wordsOf(check: string, kind: Exclude<Finding["kind"], "note">): { readonly sentence: Sentence; readonly known: keyof Checks } {
  const known = Object.keys(CHECKS).find((one): one is keyof Checks => one === check) ?? "other";
  const kinds: readonly Finding["kind"][] = CHECKS[known];
  return kinds.includes(kind) ? { sentence: `doctor.${known}.${kind}` as Sentence, known } : { sentence: `doctor.other.${kind}`, known: "other" };
}

function troubleFirst(findings: readonly Finding[]): readonly Finding[] {
  const order = ["trouble", "unknown", "note", "fine"];
  return [...findings].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
