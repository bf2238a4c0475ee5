// The five steps of sending, above every screen of it, and the mark of a rehearsal beside its title.

import { useText } from "../../text/text.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Badge } from "../../ui/tile.tsx";
import { useView } from "../../views.ts";

const STEPS = ["choose", "destination", "code", "review", "send"] as const;

export function SendSteps({ at }: { readonly at: (typeof STEPS)[number] }) {
  const text = useText();
  return <Steps label={text("send.steps")} names={STEPS.map((step) => text(`send.step.${step}`))} current={STEPS.indexOf(at)} />;
}

export function RehearsalBadge() {
  const text = useText();
  const { rehearsal } = useView("send");
  return rehearsal === undefined ? null : <Badge>{text("transfer.rehearsal")}</Badge>;
}
