// Asks before something in the trash goes for good; what goes wrong is said in the dialog, which stays.

import { goTo } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemNotice, useProblem } from "./use-problem.tsx";

export type ForGoodDialogProps = {
  readonly title: string;
  readonly open: boolean;
  readonly purge: () => Promise<void>;
  readonly onClose: () => void;
  readonly onPurged?: () => void;
};

export function ForGoodDialog({ title, open, purge, onClose, onPurged }: ForGoodDialogProps) {
  const text = useText();
  const { code, attempt } = useProblem();
  const go = () =>
    attempt(async () => {
      await purge();
      onClose();
      goTo({ name: "vault", scope: { by: "trash" } });
      onPurged?.();
    });
  return (
    <Dialog
      alert
      title={title}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {text("app.cancel")}
          </Button>
          <Button look="danger" onPress={go}>
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
