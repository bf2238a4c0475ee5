// The settings: look, locking, the ways to open the vault and what protects it, what cannot move, the connections, what is not protected, about.

import { useState } from "react";
import type { ErrorCode } from "../../../src-shared/errors.ts";
import { toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Screen, Section } from "../../ui/screen.tsx";
import { useView } from "../../views.ts";
import { type Change, change } from "./actions.ts";
import { Links } from "./links.tsx";
import { Preferences } from "./preferences.tsx";
import { Protection } from "./protection.tsx";
import { Setting } from "./setting.tsx";
import styles from "./settings.module.css";
import { Stays } from "./stays.tsx";

const LIMITS = ["open", "memory", "screen", "clipboard", "names", "receipt", "rollback"] as const;

export function SettingsScreen() {
  const text = useText();
  const [problem, setProblem] = useState<ErrorCode>();
  const set = async (part: Change) => {
    setProblem(undefined);
    try {
      await change(part);
    } catch (thrown) {
      setProblem(toCallError(thrown).code);
    }
  };
  return (
    <Screen title={text("settings.title")} lead={text("settings.lead")}>
      <div className={styles.page}>
        {problem !== undefined && (
          <div className={styles.problem}>
            <Notice tone="bad" live title={text("settings.failed")}>
              {text(`error.${problem}`)}
            </Notice>
          </div>
        )}
        <Preferences set={set} />
        <Protection />
        <Stays />
        <Links set={set} />
        <Section title={text("settings.limits")}>
          <Card padded>
            <ul className={styles.limits}>
              {LIMITS.map((limit) => (
                <li key={limit}>{text(`settings.limits.${limit}`)}</li>
              ))}
            </ul>
          </Card>
        </Section>
        <About />
      </div>
    </Screen>
  );
}

function About() {
  const text = useText();
  const { version, deviceName, vaultDirectory } = useView("app");
  const value = (words: string) => <span className={styles.value}>{words}</span>;
  return (
    <Section title={text("settings.about")}>
      <Card>
        <Setting title={text("settings.version")}>{value(version)}</Setting>
        <Setting title={text("settings.device")}>{value(deviceName)}</Setting>
        <Setting title={text("settings.folder")}>{value(vaultDirectory)}</Setting>
      </Card>
    </Section>
  );
}
