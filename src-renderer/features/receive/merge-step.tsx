// What came and is here already in another version: the owner decides, everything else decides itself.

import { useState } from "react";
import type { ReceiveView } from "../../../src-shared/ipc/views-transfer.ts";
import { useText } from "../../text/text.tsx";
import { decisionsOf, KEEP_BOTH } from "../../transfer/conflict-choices.ts";
import { ConflictList } from "../../transfer/conflict-list.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { Screen } from "../../ui/screen.tsx";
import { decide, stopReceiving } from "./actions.ts";

export function MergeStep({ view: { conflicts, outcomes } }: { readonly view: Extract<ReceiveView, { readonly step: "merge" }> }) {
  const text = useText();
  const { act, busy, error } = useAct();
  const [choices, setChoices] = useState(KEEP_BOTH);
  return (
    <Screen
      title={text("receive.merge.title", { count: conflicts.length })}
      lead={text("receive.merge.lead", { same: outcomes["skipped-duplicate"] ?? 0, added: outcomes.added ?? 0 })}
      note={text("receive.merge.note")}
      actions={
        <>
          <Button isDisabled={busy} onPress={() => void act(stopReceiving)}>
            {text("app.stop")}
          </Button>
          <Button look="primary" isDisabled={busy} onPress={() => void act(() => decide(decisionsOf(choices, conflicts)))}>
            {text("receive.merge.keep")}
          </Button>
        </>
      }
    >
      <Trouble error={error} />
      <ConflictList conflicts={conflicts} choices={choices} onChange={setChoices} />
    </Screen>
  );
}
