// The first thing anybody sees: what this is, in one sentence and three facts.

import { Handshake, ShieldCheck, Undo2 } from "lucide-react";
import { useText } from "../../text/text.tsx";
import { Alone } from "../../ui/alone.tsx";
import { Button } from "../../ui/button.tsx";
import { useView } from "../../views.ts";
import styles from "./setup.module.css";
import { setup } from "./store.ts";

const FACTS = [
  { icon: ShieldCheck, fact: "approve" },
  { icon: Handshake, fact: "prove" },
  { icon: Undo2, fact: "undo" },
] as const;

export function Welcome() {
  const text = useText();
  const { vaultDirectory } = useView("app");
  return (
    <Alone
      title={text("setup.welcome.title")}
      lead={text("setup.welcome.lead")}
      note={<span className={styles.place}>{text("setup.welcome.place", { directory: vaultDirectory })}</span>}
      actions={
        <Button look="primary" autoFocus onPress={() => setup.setState({ begun: true })}>
          {text("setup.welcome.start")}
        </Button>
      }
    >
      <ul className={styles.facts}>
        {FACTS.map(({ icon: Icon, fact }) => (
          <li key={fact}>
            <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
            {text(`setup.welcome.${fact}`)}
          </li>
        ))}
      </ul>
    </Alone>
  );
}
