// The code, readable from across the room and read out digit by digit.

import { useEffect } from "react";
import { useText } from "../../text/text.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { CodeDigits } from "../../ui/code-input.tsx";
import { Spinner } from "../../ui/progress.tsx";
import { Screen } from "../../ui/screen.tsx";
import { stopReceiving } from "./actions.ts";
import styles from "./code-step.module.css";

/** `scan`: the other computer has the code already, unless it came another way. */
const WORDS = {
  screens: { title: "receive.code.title", lead: "receive.code.lead" },
  phone: { title: "receive.code.phoneTitle", lead: "receive.code.phoneLead" },
  scan: { title: "receive.code.scanTitle", lead: "receive.code.scanLead" },
} as const;

export function CodeStep({ digits, mode }: { readonly digits: string; readonly mode: keyof typeof WORDS }) {
  const text = useText();
  const { act, error } = useAct();
  const shown = digits.replaceAll("-", "");
  const title = text(WORDS[mode].title);
  const spoken = Array.from(shown).join(" ");
  useEffect(() => announce(`${title}: ${spoken}`), [title, spoken]);
  return (
    <Screen centered title={title} lead={text(WORDS[mode].lead)} actions={<Button onPress={() => void act(stopReceiving)}>{text("app.cancel")}</Button>}>
      <Trouble error={error} />
      <CodeDigits digits={shown} label={text("receive.code.label")} />
      <p className={styles.waiting}>
        <Spinner /> {text("receive.code.waiting")}
      </p>
    </Screen>
  );
}
