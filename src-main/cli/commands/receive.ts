// `receive`: shows this computer to others, pairs with one of them by code, and takes one transfer into the vault.

import { type Command, Option } from "commander";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { type Advertisement, newNearbyId } from "../../../src-shared/exchange/discovery.ts";
import type { Receipt } from "../../../src-shared/exchange/receipt.ts";
import { listenTcp, type TcpListener } from "../../platform/tcp.ts";
import { addressText } from "../../services/address.ts";
import type { ExchangeService } from "../../services/exchange.ts";
import { type Approve, approvalOf } from "../approver.ts";
import type { Context, Runner } from "../context.ts";
import { CONFLICT_POLICIES, type ConflictPolicy } from "../merge-review.ts";
import { bold, dim, yellow } from "../output.ts";
import { importOwner } from "../owners.ts";
import { portOf } from "../port.ts";
import { checkBackOff, exchangeOf, observerOf, showReceipt } from "../transfer.ts";
import { withVault } from "../unlock.ts";

type Options = { readonly port: number; readonly host?: string; readonly byPhone?: boolean; readonly onConflict: ConflictPolicy; readonly discovery: boolean };

export function addReceive(parent: Command, run: Runner): void {
  parent
    .command("receive")
    .description("receive into this vault from another computer")
    .addOption(new Option("--port <number>", "listen on this port").argParser(portOf).default(0, "a free one"))
    .option("--host <address>", "listen on this address only")
    .option("--by-phone", "the screens cannot be seen together: the code is read out")
    .addOption(new Option("--on-conflict <what>", "where the two vaults differ").choices(CONFLICT_POLICIES).default("ask"))
    .option("--no-discovery", "do not announce this computer on the network")
    .action(run(receive));
}

function receive(context: Context, options: Options): Promise<void> {
  return withVault(context, async (vault, proof) => {
    const exchange = exchangeOf(context, vault);
    checkBackOff(exchange);
    const listener = await listenTcp({ port: options.port, clock: context.host.exchange.clock, ...(options.host ? { host: options.host } : {}) });
    const id = newNearbyId(context.host.exchange.primitives);
    const advertisement = options.discovery ? await advertise(context, id, listener.port) : undefined;
    try {
      announce(context, listener, advertisement && id);
      showReceipt(context.output, await takeOne(context, exchange, listener, options, approvalOf(context, vault, proof)));
    } finally {
      listener.close();
      await advertisement?.stop();
    }
  });
}

/** Without it the typed address still works. */
async function advertise({ host, output }: Context, id: string, port: number): Promise<Advertisement | undefined> {
  try {
    return await host.discovery.advertise({ id, port });
  } catch (thrown) {
    const { code } = toExchangeError(thrown);
    if (code !== "transport.unreachable") throw thrown;
    output.note(yellow("Other computers cannot find this one by themselves on this network; they can still use the address."));
    return undefined;
  }
}

function announce({ output }: Context, { host, port, addresses }: TcpListener, id: string | undefined): void {
  output.emit({ event: "listening", host, port, addresses, ...(id ? { id } : {}) }, [
    "Waiting for the other computer. There, run",
    "",
    `   ${bold(`keyferry send --to ${addressText(host, port)}`)}`,
    "",
    ...addresses.slice(1).map((address) => dim(`   or ${addressText(address, port)}`)),
    ...(id ? [dim(`   or just “keyferry send” and choose ${id}`)] : []),
  ]);
}

/** A connection that says nothing before it goes away is not a transfer: the next one is waited for. */
async function takeOne(
  context: Context,
  exchange: ExchangeService,
  listener: TcpListener,
  { byPhone, onConflict }: Options,
  approve: Approve,
): Promise<Receipt> {
  const { output, signal } = context;
  const stop = () => listener.close();
  signal.addEventListener("abort", stop, { once: true });
  for (;;) {
    const channel = await listener.next().catch((thrown) => {
      throw signal.aborted ? new ExchangeError("owner.cancelled") : thrown;
    });
    let greeted = false;
    const observer = observerOf(output, (state) => {
      greeted ||= state !== "waiting-hello" && state !== "failed";
      return greeted || state !== "failed";
    });
    try {
      return await exchange.importFrom({ channel, owner: importOwner(context, approve, onConflict), mode: byPhone ? "phone" : "screens", observer, signal });
    } catch (thrown) {
      if (greeted || toExchangeError(thrown).code !== "transport.closed") throw thrown;
      output.note(dim("Somebody connected and said nothing; still waiting."));
    } finally {
      channel.close();
    }
  }
}
