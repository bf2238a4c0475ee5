// Send: choose, destination, code, review, the way there, the receipt. The first two are this window's, the rest is the program's view.

import { useEffect } from "react";
import { useStore } from "zustand";
import type { SendView } from "../../../src-shared/ipc/views-transfer.ts";
import { FacingStep } from "../../camera/facing-step.tsx";
import { BesideTheCameras } from "../../camera/two-cameras.tsx";
import { rehearsalOffer, takeRehearsal } from "../../rehearsal-offer.ts";
import { useText } from "../../text/text.tsx";
import { nameOf } from "../../transfer/counterpart-card.tsx";
import { FailureScreen } from "../../transfer/failure-screen.tsx";
import { ProgressScreen } from "../../transfer/progress-screen.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { useView } from "../../views.ts";
import { finishSending, sendAgain, startSending, stopSending } from "./actions.ts";
import { ChooseStep } from "./choose-step.tsx";
import { CodeStep } from "./code-step.tsx";
import { DestinationStep } from "./destination-step.tsx";
import { ReceiptStep } from "./receipt-step.tsx";
import { ReviewStep } from "./review-step.tsx";
import { RehearsalBadge, SendSteps } from "./send-steps.tsx";
import { sendDraft } from "./store.ts";
import { AgreeingStep, ConnectingStep } from "./waiting-steps.tsx";

export function SendScreen() {
  const view = useView("send");
  return (
    <BesideTheCameras>
      <Step view={view} />
    </BesideTheCameras>
  );
}

function Step({ view }: { readonly view: SendView }) {
  switch (view.step) {
    case "idle":
      return <Beginning />;
    case "facing":
      return <FacingStep there="receive" steps={<SendSteps at="destination" />} onCancel={stopSending} />;
    case "connecting":
      return <ConnectingStep to={view.to} rehearsal={view.rehearsal} />;
    case "code":
      return <CodeStep mode={view.mode} rehearsal={view.rehearsal} />;
    case "waiting":
      return <AgreeingStep counterpart={view.counterpart} />;
    case "review":
      return <ReviewStep view={view} />;
    case "progress":
      return <Sending view={view} />;
    case "receipt":
      return <ReceiptStep receipt={view.receipt} />;
    case "failed":
      return <Failed view={view} />;
  }
}

/** A rehearsal that was asked for elsewhere begins at once. */
function Beginning() {
  const { step } = useStore(sendDraft);
  const { wanted } = useStore(rehearsalOffer);
  const { act, error } = useAct();
  useEffect(() => {
    if (wanted && takeRehearsal()) void act(() => startSending({ by: "rehearsal" }));
  }, [wanted, act]);
  return step === "choose" || error !== undefined ? <ChooseStep trouble={error} /> : <DestinationStep />;
}

function Sending({ view: { counterpart, progress } }: { readonly view: Extract<SendView, { readonly step: "progress" }> }) {
  const text = useText();
  return (
    <ProgressScreen
      side="sending"
      title={text("send.progress.title", { name: nameOf(counterpart) })}
      progress={progress}
      steps={<SendSteps at="send" />}
      aside={<RehearsalBadge />}
      note={text(progress.disclosed ? "send.progress.open" : "send.progress.closed")}
      stopText={text("send.stop.text")}
      onStop={stopSending}
    />
  );
}

function Failed({ view: { failure, rehearsal } }: { readonly view: Extract<SendView, { readonly step: "failed" }> }) {
  const text = useText();
  const fate = failure.disclosed && rehearsal === undefined ? "open" : "closed";
  return (
    <FailureScreen
      failure={failure}
      aside={<RehearsalBadge />}
      consequence={{ title: text(`send.failed.${fate}`), text: text(`send.failed.${fate}Text`) }}
      again={text("send.failed.again")}
      onAgain={sendAgain}
      onDone={finishSending}
    />
  );
}
