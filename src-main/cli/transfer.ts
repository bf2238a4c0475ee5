// What receive and send share: the back-off before, the observer during, and the receipt after a transfer.

import { ExchangeError } from "../../src-shared/errors.ts";
import type { Observer } from "../../src-shared/exchange/ports.ts";
import type { Receipt } from "../../src-shared/exchange/receipt.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { ExchangeService } from "../services/exchange.ts";
import type { Context } from "./context.ts";
import type { Output } from "./output.ts";
import { receiptLines } from "./receipt-text.ts";

export function exchangeOf({ host }: Context, vault: Vault): ExchangeService {
  return new ExchangeService(host.exchange, vault);
}

/** Before anybody is asked anything. Throws `pairing.locked-out`. */
export function checkBackOff(exchange: ExchangeService): void {
  const seconds = exchange.waitBeforePairing();
  if (seconds > 0) throw new ExchangeError("pairing.locked-out", { detail: `for another ${seconds} s` });
}

/** `entered` hears every state first and answers whether it is worth telling. */
export function observerOf(output: Output, entered: (state: string) => boolean = () => true): Observer {
  return {
    state: (name) => {
      if (entered(name)) output.emit({ event: "state", name });
    },
    progress: (progress) => output.progress(progress),
  };
}

export function showReceipt(output: Output, receipt: Receipt): void {
  output.emit({ event: "receipt", receipt }, receiptLines(receipt));
}
