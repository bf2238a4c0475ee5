// A rehearsal: a whole transfer between two vaults of made-up items on this computer. Its owner sends; the other side answers itself.

import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import type { ImportOwner } from "../../../src-shared/exchange/ports.ts";
import type { Receipt } from "../../../src-shared/exchange/receipt.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { ExchangeService } from "../exchange.ts";
import type { Listener } from "../links/ports.ts";
import { emptyVault, mustHoldTheSame, sourceVault } from "../rehearsal-vaults.ts";
import { isOwnCause } from "./failure-view.ts";
import type { PausedLink } from "./paused-link.ts";
import type { DesktopPorts } from "./ports.ts";

export type RehearsalPorts = Pick<DesktopPorts, "vaults" | "migration" | "exchange" | "lan" | "files">;
export type Rehearsed = {
  readonly ports: RehearsalPorts;
  readonly link: PausedLink;
  readonly signal: AbortSignal;
  /** Hears what the screen of the practice computer shows. */
  readonly showDigits: (digits: string) => void;
  /** The owner's part. */
  readonly send: (exchange: ExchangeService, channel: Channel) => Promise<Receipt>;
};

const LOOPBACK = "127.0.0.1";
const PRACTICE_COMPUTER = "Practice computer";

/** The exporter's receipt, once both vaults were compared; nothing of either vault is left. */
export async function rehearse(rehearsed: Rehearsed): Promise<Receipt> {
  const { ports, signal } = rehearsed;
  const directory = await ports.files.temporaryDirectory();
  const open: Vault[] = [];
  const opened = async (making: Promise<Vault>) => {
    const vault = await making;
    open.push(vault);
    if (signal.aborted) throw new ExchangeError("owner.cancelled");
    return vault;
  };
  try {
    const source = await opened(sourceVault(ports, `${directory}/this-computer`));
    const destination = await opened(emptyVault(ports, `${directory}/other-computer`));
    const receipt = await transfer(rehearsed, source, destination);
    mustHoldTheSame(source, destination);
    return receipt;
  } finally {
    for (const vault of open) vault.close();
    await ports.files.remove(directory).catch(() => {}); // made-up items only: no reason to lose the result
  }
}

async function transfer(rehearsed: Rehearsed, source: Vault, destination: Vault): Promise<Receipt> {
  const { ports, signal } = rehearsed;
  const listener = await ports.lan.listen({ host: LOOPBACK });
  const close = () => listener.close();
  signal.addEventListener("abort", close, { once: true });
  try {
    const sending = send(rehearsed, source, listener).finally(close);
    const [sent, received] = await Promise.allSettled([sending, receive(rehearsed, destination, listener)]);
    if (sent.status === "fulfilled" && received.status === "fulfilled") return sent.value;
    throw signal.aborted ? new ExchangeError("owner.cancelled") : cause(sent, received);
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

/** The side that found out by itself, where the other only heard that it stopped. */
function cause(...ended: readonly PromiseSettledResult<Receipt>[]): ExchangeError {
  const errors = ended.flatMap((one) => (one.status === "rejected" ? [toExchangeError(one.reason)] : []));
  return errors.find(isOwnCause) ?? errors[0] ?? new ExchangeError("internal.bug");
}

async function send({ ports, link, signal, send: owners }: Rehearsed, source: Vault, { host, port }: Listener): Promise<Receipt> {
  const channel = await ports.lan.connect(host, port, { signal });
  try {
    return await owners(new ExchangeService({ ...ports.exchange, clock: link.clock }, source), link.through(channel));
  } finally {
    channel.close();
  }
}

async function receive({ ports, link, signal, showDigits }: Rehearsed, destination: Vault, listener: Listener): Promise<Receipt> {
  const channel = await listener.next();
  try {
    const exchange = new ExchangeService({ ...ports.exchange, clock: link.clock, deviceName: PRACTICE_COMPUTER }, destination);
    return await exchange.importFrom({ channel: link.through(channel), owner: willing(showDigits), signal });
  } finally {
    channel.close();
  }
}

function willing(showCode: (digits: string) => void): ImportOwner {
  return { showCode, confirmCodesMatch: async () => true, approveImport: async () => true, reviewMerge: async () => () => "keep-both" };
}
