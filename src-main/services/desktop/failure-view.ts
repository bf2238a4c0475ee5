// Why something did not come about, as the window shows it: a code, a public fact, and whether it looks like an attack.

import { type ExchangeError, SUSPICIOUS, toExchangeError } from "../../../src-shared/errors.ts";
import type { FailureView } from "../../../src-shared/ipc/views-transfer.ts";
import { shownText } from "./shown-text.ts";

const DETAIL_LENGTH = 120;
/** What the core adds to the error of an exporter; the view says it with `disclosed`. */
const HANDED_OVER = "key handed over";

export function failureView(thrown: unknown, disclosed = false): FailureView {
  const { code, detail } = toExchangeError(thrown);
  const shown = detail === undefined || detail === HANDED_OVER ? {} : { detail: shownText(detail, DETAIL_LENGTH) };
  return { code, ...shown, suspicious: SUSPICIOUS.has(code), disclosed };
}

/** What this side found out by itself, not what it only heard from the other one or the link. */
export function isOwnCause({ code }: ExchangeError): boolean {
  return !code.startsWith("counterpart.") && !code.startsWith("transport.");
}
