// The recovery key, large, to be written down. There is no way to copy it: it belongs on paper.

import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { type CallError, call, toCallError } from "../../api.ts";
import { RecoveryKey } from "../../recovery-key.tsx";
import { useText } from "../../text/text.tsx";
import { Alone } from "../../ui/alone.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./setup.module.css";
import { SetupSteps } from "./setup-steps.tsx";
import { setup } from "./store.ts";

export function RecoveryKeyPage() {
  const text = useText();
  const { problem } = useStore(setup);
  const [printed, setPrinted] = useState<string>();
  const [error, setError] = useState<CallError>();
  useEffect(() => {
    let here = true;
    call("setup.recoveryKey").then(
      (key) => here && setPrinted(key),
      (thrown: unknown) => here && setError(toCallError(thrown)),
    );
    return () => {
      here = false;
    };
  }, []);
  return (
    <Alone
      steps={<SetupSteps current={1} />}
      title={text("setup.key.title")}
      lead={text("setup.key.lead")}
      actions={
        <Button look="primary" isDisabled={printed === undefined} onPress={() => setup.setState({ written: true, problem: undefined })}>
          {text("setup.key.written")}
        </Button>
      }
    >
      <div className={styles.content}>
        <RecoveryKey printed={printed} />
        {error !== undefined && (
          <Notice tone="bad" live title={text("setup.key.failed")}>
            {text(`error.${error.code}`)}
          </Notice>
        )}
        {problem !== undefined && (
          <Notice tone="warn" live title={text("setup.key.keyStore")}>
            {text(`error.${problem}`)}
          </Notice>
        )}
      </div>
    </Alone>
  );
}
