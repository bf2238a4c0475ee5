// How a failed transfer is called, by the cause. The sentence with the cause and the next step is that of the error's code.

import type { FailureView } from "../../src-shared/ipc/views-transfer.ts";
import type { MessageId } from "../text/messages.ts";

const TITLES: { readonly [code in FailureView["code"]]?: MessageId } = {
  "owner.cancelled": "transfer.failed.stopped",
  "owner.declined": "transfer.failed.declined",
  "counterpart.cancelled": "transfer.failed.otherSide",
  "counterpart.declined": "transfer.failed.otherSide",
  "counterpart.unavailable": "transfer.failed.otherSide",
  "pairing.wrong-code": "transfer.failed.wrongCode",
  "pairing.locked-out": "transfer.failed.lockedOut",
  "transport.unreachable": "transfer.failed.unreachable",
  "transport.closed": "transfer.failed.connection",
  "transport.timed-out": "transfer.failed.late",
  "stream.truncated": "transfer.failed.connection",
};

export function failureTitle({ code, suspicious }: FailureView): MessageId {
  if (code.startsWith("bluetooth.")) return "transfer.failed.unreachable";
  return TITLES[code] ?? (suspicious ? "transfer.failed.suspicious" : "transfer.failed.other");
}

/** The owner's own doing is no trouble; what may have gone out, or may be an attack, is. */
export function failureTone({ code, suspicious, disclosed }: FailureView): "plain" | "warn" | "bad" {
  if (suspicious || disclosed) return "bad";
  return code.startsWith("owner.") ? "plain" : "warn";
}

/** Seconds until pairing works again, when that is what the detail says. */
export function waitOf({ code, detail }: FailureView): number | undefined {
  const seconds = Number(/(\d{1,6})/.exec(detail ?? "")?.[1]);
  return code === "pairing.locked-out" && Number.isSafeInteger(seconds) && seconds > 0 ? seconds : undefined;
}

export function concernsConnection({ code }: FailureView): boolean {
  return code.startsWith("transport.") || code.startsWith("bluetooth.");
}
