// Asks before one item goes for good.

import type { DetailView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { ForGoodDialog } from "./for-good-dialog.tsx";

export function PurgeDialog({ detail, onClose }: { readonly detail: DetailView; readonly onClose: () => void }) {
  const text = useText();
  return (
    <ForGoodDialog
      title={text("vault.trash.purgeTitle", { title: detail.title })}
      open
      purge={() => call("vault.purge", { ref: detail.ref })}
      onClose={onClose}
    />
  );
}
