// First step: what to send. Everything is chosen already, so that going on is one press.

import { PackageOpen } from "lucide-react";
import { useStore } from "zustand";
import type { CallError } from "../../api.ts";
import { goTo } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { Trouble } from "../../transfer/trouble.tsx";
import { useAct } from "../../transfer/use-act.ts";
import { Button } from "../../ui/button.tsx";
import { Radios } from "../../ui/choices.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Screen } from "../../ui/screen.tsx";
import { useView } from "../../views.ts";
import { startSending } from "./actions.ts";
import styles from "./choose-step.module.css";
import { ItemChooser } from "./item-chooser.tsx";
import { KindChooser, KindsInside } from "./kind-chooser.tsx";
import { type Preview, usePreview } from "./preview.ts";
import { SendSteps } from "./send-steps.tsx";
import { MOST_ITEMS, type SendDraft, selectionOf, sendDraft } from "./store.ts";

/** `trouble`: of a rehearsal that could not begin. */
export function ChooseStep({ trouble }: { readonly trouble: CallError | undefined }) {
  const text = useText();
  const vault = useView("vault");
  const draft = useStore(sendDraft);
  const { preview, error } = usePreview(draft, vault?.generation ?? 0);
  if (vault === null || vault.items === 0) return <NothingToSend />;
  const count = countOf(draft, vault.items, preview);
  const stays = preview?.stays.length ?? 0;
  const tooMany = draft.by === "items" && draft.items.size > MOST_ITEMS;
  return (
    <Screen
      title={text("send.choose.title")}
      lead={count === 0 ? text("send.choose.leadNone") : text("send.choose.lead", { count: count ?? vault.items })}
      steps={<SendSteps at="choose" />}
      note={stays > 0 ? text("send.choose.stays", { count: stays }) : undefined}
      actions={
        <Button look="primary" isDisabled={selectionOf(draft) === undefined || count === 0} onPress={() => sendDraft.setState({ step: "destination" })}>
          {text("app.continue")}
        </Button>
      }
    >
      <Trouble error={trouble ?? error} />
      <div className={styles.body}>
        <Radios
          segmented
          hiddenLabel
          label={text("send.choose.by")}
          choices={(["all", "kinds", "items"] as const).map((value) => ({ value, label: text(`send.choose.${value}`) }))}
          value={draft.by}
          onChange={(by) => sendDraft.setState({ by })}
        />
        {tooMany && <Notice tone="warn" live title={text("send.choose.tooMany", { limit: MOST_ITEMS })} />}
        {draft.by === "all" && <KindsInside kinds={vault.kinds} />}
        {draft.by === "kinds" && <KindChooser kinds={vault.kinds} draft={draft} />}
        {draft.by === "items" && <ItemChooser draft={draft} generation={vault.generation} />}
      </div>
    </Screen>
  );
}

/** Undefined while it is not known yet. */
function countOf(draft: SendDraft, all: number, preview: Preview | undefined): number | undefined {
  if (draft.by === "all") return all;
  if (draft.by === "items") return draft.items.size;
  return draft.kinds.length === 0 ? 0 : preview?.counts.items;
}

function NothingToSend() {
  const text = useText();
  const { act, error } = useAct();
  return (
    <Screen title={text("send.choose.title")} steps={<SendSteps at="choose" />}>
      <Empty
        icon={<PackageOpen size={28} strokeWidth={1.5} aria-hidden="true" />}
        title={text("send.choose.empty")}
        text={text("send.choose.emptyText")}
        actions={
          <>
            <Button onPress={() => void act(() => startSending({ by: "rehearsal" }))}>{text("send.choose.rehearse")}</Button>
            <Button look="primary" onPress={() => goTo({ name: "bring-in" })}>
              {text("nav.bringIn")}
            </Button>
          </>
        }
      />
      <Trouble error={error} />
    </Screen>
  );
}
