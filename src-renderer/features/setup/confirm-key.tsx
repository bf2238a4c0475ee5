// The last group of the recovery key, typed from paper: the proof that it was written down.

import { type FormEvent, useRef, useState } from "react";
import { toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Alone } from "../../ui/alone.tsx";
import { Button } from "../../ui/button.tsx";
import { TextInput } from "../../ui/field.tsx";
import { confirmRecoveryKey } from "./actions.ts";
import styles from "./setup.module.css";
import { SetupSteps } from "./setup-steps.tsx";
import { setup } from "./store.ts";

export function ConfirmKey() {
  const text = useText();
  const [ending, setEnding] = useState("");
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      if (await confirmRecoveryKey(ending)) return;
      setProblem(text("setup.confirm.wrong"));
    } catch (thrown) {
      setProblem(text(`error.${toCallError(thrown).code}`));
    }
    field.current?.focus();
    field.current?.select();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <Alone
        steps={<SetupSteps current={2} />}
        title={text("setup.confirm.title")}
        lead={text("setup.confirm.lead")}
        actions={
          <>
            <Button onPress={() => setup.setState({ written: false })}>{text("setup.confirm.again")}</Button>
            <Button look="primary" type="submit" isDisabled={ending.trim() === ""}>
              {text("setup.confirm.finish")}
            </Button>
          </>
        }
      >
        <div className={styles.ending}>
          <TextInput
            label={text("setup.confirm.label")}
            value={ending}
            onChange={(value) => {
              setEnding(value);
              setProblem(undefined);
            }}
            inputRef={field}
            error={problem}
            maxLength={8}
            autoComplete="off"
            spellCheck="false"
            autoFocus
          />
        </div>
      </Alone>
    </form>
  );
}
