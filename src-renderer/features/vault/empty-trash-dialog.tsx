// Asks before everything in the trash goes for good.

import { call } from "../../api.ts";
import { goTo } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNotice, useProblem } from "./use-problem.tsx";

export function EmptyTrashDialog({ open, count, onClose }: { readonly open: boolean; readonly count: number; readonly onClose: () => void }) {
  const text = useText();
  const { code, attempt } = useProblem();
  const empty = () =>
    attempt(async () => {
      await call("vault.emptyTrash");
      onClose();
      goTo({ name: "vault", scope: { by: "trash" } });
      announce(text("vault.trash.emptied"));
    });
  return (
    <Dialog
      alert
      title={text("vault.trash.emptyTitle", { count })}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {text("app.cancel")}
          </Button>
          <Button look="danger" onPress={empty}>
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
