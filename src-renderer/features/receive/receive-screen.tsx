// Receive: visible while the place is open, then the code, two questions, the way in, what differs, the receipt.

import { useEffect, useState } from "react";
import type { ReceiveView } from "../../../src-shared/ipc/views-transfer.ts";
import { FacingStep } from "../../camera/facing-step.tsx";
import { BesideTheCameras } from "../../camera/two-cameras.tsx";
import { useText } from "../../text/text.tsx";
import { nameOf } from "../../transfer/counterpart-card.tsx";
import { FailureScreen } from "../../transfer/failure-screen.tsx";
import { ProgressScreen } from "../../transfer/progress-screen.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { useView } from "../../views.ts";
import { enterReceiving, finishReceiving, leaveReceiving, type Mode, receiveAgain, stopReceiving } from "./actions.ts";
import { CodeStep } from "./code-step.tsx";
import { ApproveStep, ConfirmStep } from "./consent-steps.tsx";
import { IdleStep } from "./idle-step.tsx";
import { type ListeningProps, ListeningStep } from "./listening-step.tsx";
import { MergeStep } from "./merge-step.tsx";
import { ReceiptStep } from "./receipt-step.tsx";

export function ReceiveScreen() {
  const view = useView("receive");
  const opening = useAct();
  const [mode, setMode] = useState<Mode>("screens");
  const { act } = opening;
  useEffect(() => {
    void act(enterReceiving);
    return () => void act(leaveReceiving);
  }, [act]);
  return (
    <BesideTheCameras>
      <Step view={view} mode={mode} onMode={setMode} opening={opening} />
    </BesideTheCameras>
  );
}

function Step({ view, mode, onMode, opening }: Omit<ListeningProps, "view"> & { readonly view: ReceiveView }) {
  switch (view.step) {
    case "idle":
      return <IdleStep opening={opening} />;
    case "facing":
      return <FacingStep there="send" onCancel={stopReceiving} />;
    case "listening":
      return <ListeningStep view={view} mode={mode} onMode={onMode} opening={opening} />;
    case "code":
      return <CodeStep digits={view.digits} mode={view.mode} />;
    case "confirm":
      return <ConfirmStep counterpart={view.counterpart} />;
    case "approve":
      return <ApproveStep counterpart={view.counterpart} approval={view.approval} />;
    case "progress":
      return <Receiving view={view} />;
    case "merge":
      return <MergeStep view={view} />;
    case "receipt":
      return <ReceiptStep receipt={view.receipt} />;
    case "failed":
      return <Failed view={view} />;
  }
}

function Receiving({ view: { counterpart, progress } }: { readonly view: Extract<ReceiveView, { readonly step: "progress" }> }) {
  const text = useText();
  return (
    <ProgressScreen
      side="receiving"
      title={text("receive.progress.title", { name: nameOf(counterpart) })}
      progress={progress}
      note={text(progress.disclosed ? "receive.progress.open" : "receive.progress.closed")}
      stopText={text("receive.stop.text")}
      onStop={stopReceiving}
    />
  );
}

function Failed({ view: { failure } }: { readonly view: Extract<ReceiveView, { readonly step: "failed" }> }) {
  const text = useText();
  return (
    <FailureScreen
      failure={failure}
      consequence={{ title: text("receive.failed.closed"), text: text("receive.failed.closedText") }}
      again={text("receive.failed.again")}
      onAgain={receiveAgain}
      onDone={finishReceiving}
    />
  );
}
