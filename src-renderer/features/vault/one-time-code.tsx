// A one-time code: fetched only while it is shown, renewed when its period turns, with a ring that says how long it lasts.

import { Eye, EyeOff } from "lucide-react";
import { useContext, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import buttons from "../../ui/button.module.css";
import { useHeldSecret } from "../../ui/hold-to-reveal.tsx";
import { AroundItem, CopiedNote, CopyButton, useCopying } from "./copy-button.tsx";
import { countdown, grouped } from "./countdown.ts";
import styles from "./detail.module.css";
import { revealed } from "./revealing.ts";

const RADIUS = 9;
const AROUND = 2 * Math.PI * RADIUS;
const DOT = "•";

export function OneTimeCode({ index, period, digits }: { readonly index: number; readonly period: number; readonly digits: number }) {
  const text = useText();
  const { ref, fail, asks } = useContext(AroundItem);
  const { left, turn } = useCountdown(period);
  const code = () => revealed((typed) => call("vault.totp", { ref, index, secret: typed }));
  const { secret, begin, end, renew, hide } = useHeldSecret(code, { onError: fail, stays: asks });
  const copying = useCopying(`credentials/${index}`);
  // an approval is for one code: the next one is asked for anew
  useRenewal(turn, secret !== undefined, asks ? hide : renew);
  const label = text("vault.code");
  const shown = secret !== undefined;
  return (
    <div className={styles.field}>
      <div className={styles.label}>
        <span>{label}</span>
        <CopiedNote copying={copying} />
      </div>
      <div className={styles.valueLine}>
        <span className={styles.code} data-shown={shown || undefined}>
          {shown ? grouped(secret) : <span aria-hidden="true">{grouped(DOT.repeat(Math.min(digits, 10)))}</span>}
        </span>
        <Ring left={left} period={period} />
        <Button
          aria-label={text(shown ? "vault.hideField" : "vault.showField", { field: label })}
          className={buttons.icon ?? ""}
          onPressStart={begin}
          onPressEnd={end}
        >
          {shown ? <EyeOff size={16} /> : <Eye size={16} />}
        </Button>
        <CopyButton label={label} copying={copying} />
      </div>
    </div>
  );
}

/** Once the period of the code that is shown is over. */
function useRenewal(turn: number, shown: boolean, renew: () => void): void {
  const latest = useRef(renew);
  latest.current = renew;
  const shownTurn = useRef(turn);
  useEffect(() => {
    if (shown && shownTurn.current !== turn) latest.current();
    shownTurn.current = turn;
  }, [turn, shown]);
}

function Ring({ left, period }: { readonly left: number; readonly period: number }) {
  const text = useText();
  return (
    <span className={styles.ring} role="timer" aria-label={text("vault.code.left", { seconds: left })} data-late={left <= 5 || undefined}>
      <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
        <circle cx="11" cy="11" r={RADIUS} className={styles.ringTrack} />
        <circle
          cx="11"
          cy="11"
          r={RADIUS}
          className={styles.ringLeft}
          strokeDasharray={`${(left / period) * AROUND} ${AROUND}`}
          transform="rotate(-90 11 11)"
        />
      </svg>
      <span aria-hidden="true">{left}</span>
    </span>
  );
}

function useCountdown(period: number) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(Date.now());
      timer = setTimeout(tick, 1000 - (Date.now() % 1000) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  return countdown(now, period);
}
