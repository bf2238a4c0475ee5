// Third step: the code the other screen shows. The eighth digit sends it; by phone it is told and has letters too.

import { type FormEvent, useState } from "react";
import type { RehearsalView } from "../../../src-shared/ipc/views-transfer.ts";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { CodeInput } from "../../ui/code-input.tsx";
import { TextInput } from "../../ui/field.tsx";
import { Screen } from "../../ui/screen.tsx";
import { stopSending } from "./actions.ts";
import styles from "./code-step.module.css";
import { PracticeComputer } from "./practice-computer.tsx";
import { RehearsalBadge, SendSteps } from "./send-steps.tsx";

export function CodeStep({ mode, rehearsal }: { readonly mode: "screens" | "phone"; readonly rehearsal: RehearsalView | undefined }) {
  const text = useText();
  const [digits, setDigits] = useState("");
  const { act, busy, error } = useAct();
  const use = async (typed: string) => {
    if (!(await act(() => call("send.code", { digits: typed })))) setDigits("");
  };
  const phone = mode === "phone";
  return (
    <Screen
      title={text(phone ? "send.code.phoneTitle" : "send.code.title")}
      lead={text(phone ? "send.code.phoneLead" : "send.code.lead")}
      steps={<SendSteps at="code" />}
      aside={<RehearsalBadge />}
      note={text("send.code.note")}
      actions={<Button onPress={() => void act(stopSending)}>{text("app.cancel")}</Button>}
    >
      <div className={phone ? styles.alone : styles.beside}>
        <div>
          {phone ? (
            <PhoneCode busy={busy} onUse={(typed) => void use(typed)} />
          ) : (
            <CodeInput label={text("send.code.label")} value={digits} onChange={setDigits} onComplete={(typed) => void use(typed)} disabled={busy} />
          )}
          <Trouble error={error} />
        </div>
        {rehearsal !== undefined && <PracticeComputer digits={rehearsal.digits} />}
      </div>
    </Screen>
  );
}

function PhoneCode({ busy, onUse }: { readonly busy: boolean; readonly onUse: (code: string) => void }) {
  const text = useText();
  const [code, setCode] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== "") onUse(code.trim());
  };
  return (
    <form className={styles.phone} onSubmit={submit}>
      <TextInput
        label={text("send.code.phoneLabel")}
        hint={text("send.code.phoneHint")}
        value={code}
        onChange={setCode}
        maxLength={32}
        autoFocus
        autoComplete="off"
        spellCheck="false"
        isDisabled={busy}
      />
      <Button look="primary" type="submit" isDisabled={busy || code.trim() === ""}>
        {text("send.code.use")}
      </Button>
    </form>
  );
}
