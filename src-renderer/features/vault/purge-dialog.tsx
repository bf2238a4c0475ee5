// Asks before one item goes for good.

import type { DetailView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { goTo } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNotice, useProblem } from "./use-problem.tsx";

export function PurgeDialog({ detail, onClose }: { readonly detail: DetailView; readonly onClose: () => void }) {
  const text = useText();
  const { code, attempt } = useProblem();
  const purge = () =>
    attempt(async () => {
      await call("vault.purge", { ref: detail.ref });
      onClose();
      goTo({ name: "vault", scope: { by: "trash" } });
    });
  return (
    <Dialog
      alert
      title={text("vault.trash.purgeTitle", { title: detail.title })}
      open
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {text("app.cancel")}
          </Button>
          <Button look="danger" onPress={purge}>
            {text("vault.trash.purge")}
          </Button>
        </>
      }
    >
      <p>{text("vault.trash.purgeText")}</p>
      <ProblemNotice code={code} />
    </Dialog>
  );
}
