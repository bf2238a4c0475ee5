// Asks before everything in the trash goes for good.

import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { ForGoodDialog } from "./for-good-dialog.tsx";

export function EmptyTrashDialog({ open, count, onClose }: { readonly open: boolean; readonly count: number; readonly onClose: () => void }) {
  const text = useText();
  return (
    <ForGoodDialog
      title={text("vault.trash.emptyTitle", { count })}
      open={open}
      purge={() => call("vault.emptyTrash")}
      onClose={onClose}
      onPurged={() => announce(text("vault.trash.emptied"))}
    />
  );
}
