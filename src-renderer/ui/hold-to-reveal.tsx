// A secret under dots: shown while the button is held (mouse, touch or key), fetched only then and forgotten when let go. A second way, for
// who cannot hold: a short press keeps it shown until the next, for at most half a minute.

import { Eye, EyeOff } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import buttons from "./button.module.css";
import styles from "./hold-to-reveal.module.css";

/** Milliseconds of a press that counts as held; of a secret that stays shown after a short one. */
const HELD = 350;
const STAYS = 30_000;
const DOTS = "••••••••";

export type HoldToRevealProps = {
  readonly label: string;
  readonly hideLabel: string;
  readonly reveal: () => Promise<string>;
  readonly multiline?: boolean;
  readonly onError: (thrown: unknown) => void;
  readonly stays?: boolean;
};

export type HeldSecret = {
  readonly secret: string | undefined;
  readonly begin: () => Promise<void>;
  readonly end: () => void;
  /** Fetches it anew while it is shown, such as a code whose time has come. */
  readonly renew: () => Promise<void>;
  readonly hide: () => void;
};

export type HeldOptions = {
  readonly onError: (thrown: unknown) => void;
  /** Even a long press keeps it shown until the next: something else is answered before it is there, and the button let go. */
  readonly stays?: boolean;
};

/** The secret while it is held or kept shown; `begin` and `end` are those of a press. */
export function useHeldSecret(reveal: () => Promise<string>, { onError, stays = false }: HeldOptions): HeldSecret {
  const [secret, setSecret] = useState<string>();
  const pressed = useRef(0);
  const wanted = useRef(false);
  const hide = useCallback(() => {
    wanted.current = false;
    setSecret(undefined);
  }, []);
  const shown = secret !== undefined;
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(hide, STAYS);
    window.addEventListener("blur", hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("blur", hide);
    };
  }, [shown, hide]);

  const renew = async () => {
    try {
      const answer = await reveal();
      if (wanted.current) setSecret(answer);
    } catch (thrown) {
      hide();
      onError(thrown);
    }
  };
  const begin = async () => {
    pressed.current = performance.now();
    if (shown) return hide();
    wanted.current = true;
    await renew();
  };
  const end = () => {
    if (!stays && performance.now() - pressed.current > HELD) hide();
  };
  return { secret, begin, end, renew, hide };
}

export function HoldToReveal({ label, hideLabel, reveal, multiline = false, onError, stays = false }: HoldToRevealProps) {
  const { secret, begin, end } = useHeldSecret(reveal, { onError, stays });
  return (
    <div className={styles.line}>
      <span className={multiline ? styles.lines : styles.secret} data-shown={secret !== undefined || undefined}>
        {secret === undefined ? <span aria-hidden="true">{DOTS}</span> : secret}
      </span>
      <Button aria-label={secret === undefined ? label : hideLabel} className={buttons.icon ?? ""} onPressStart={begin} onPressEnd={end}>
        {secret === undefined ? <Eye size={16} /> : <EyeOff size={16} />}
      </Button>
    </div>
  );
}
