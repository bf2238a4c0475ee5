// Receipts: the log, or one of it.

import { LogScreen } from "./log-screen.tsx";
import { ReceiptScreen } from "./receipt-screen.tsx";

export function ReceiptsScreen({ transferId }: { readonly transferId: string | undefined }) {
  return transferId === undefined ? <LogScreen /> : <ReceiptScreen key={transferId} transferId={transferId} />;
}
