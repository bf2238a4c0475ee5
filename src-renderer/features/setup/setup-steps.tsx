// Where one is in the first run.

import { useText } from "../../text/text.tsx";
import { Steps } from "../../ui/steps.tsx";

export function SetupSteps({ current }: { readonly current: number }) {
  const text = useText();
  return <Steps label={text("setup.steps")} names={[text("setup.step.passphrase"), text("setup.step.key"), text("setup.step.confirm")]} current={current} />;
}
