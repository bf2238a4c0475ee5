// Between two steps: while the other computer is reached, and while its owner says yes there.

import type { CounterpartView, RehearsalView } from "../../../src-shared/ipc/views-transfer.ts";
import { useText } from "../../text/text.tsx";
import { CounterpartCard } from "../../transfer/counterpart-card.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { Spinner } from "../../ui/progress.tsx";
import { Screen } from "../../ui/screen.tsx";
import { stopSending } from "./actions.ts";
import { RehearsalBadge, SendSteps } from "./send-steps.tsx";
import styles from "./waiting-steps.module.css";

export function ConnectingStep({ to, rehearsal }: { readonly to: string; readonly rehearsal: RehearsalView | undefined }) {
  const text = useText();
  const { act, error } = useAct();
  return (
    <Screen
      title={rehearsal === undefined ? text("send.connecting.title", { to }) : text("send.connecting.titleRehearsal")}
      lead={text("send.connecting.lead")}
      steps={<SendSteps at="destination" />}
      aside={<RehearsalBadge />}
      actions={<Button onPress={() => void act(stopSending)}>{text("app.cancel")}</Button>}
    >
      <Trouble error={error} />
      <div className={styles.wait}>
        <Spinner />
      </div>
    </Screen>
  );
}

export function AgreeingStep({ counterpart }: { readonly counterpart: CounterpartView | undefined }) {
  const text = useText();
  const { act, error } = useAct();
  return (
    <Screen
      title={text("send.waiting.title")}
      lead={text("send.waiting.lead")}
      steps={<SendSteps at="code" />}
      aside={<RehearsalBadge />}
      note={text("send.waiting.note")}
      actions={<Button onPress={() => void act(stopSending)}>{text("app.stop")}</Button>}
    >
      <Trouble error={error} />
      <div className={styles.wait}>{counterpart === undefined ? <Spinner /> : <CounterpartCard counterpart={counterpart} />}</div>
    </Screen>
  );
}
