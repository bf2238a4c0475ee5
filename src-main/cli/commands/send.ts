// `send`: sends what is selected to a computer that shows Receive, after pairing by code and approval on both.

import type { Command } from "commander";
import { parseSelection, type Selection } from "../../../src-shared/cxf/selection.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import type { Nearby } from "../../../src-shared/exchange/discovery.ts";
import { connectTcp } from "../../platform/tcp.ts";
import { addressText, parseWanted, type Wanted } from "../../services/address.ts";
import type { ExchangeService } from "../../services/exchange.ts";
import { reach } from "../../services/reach.ts";
import { approvalOf } from "../approver.ts";
import type { Context, Runner } from "../context.ts";
import { contents, staysLine } from "../counterpart-text.ts";
import { dim, yellow } from "../output.ts";
import { exportOwner } from "../owners.ts";
import { checkBackOff, exchangeOf, observerOf, showReceipt } from "../transfer.ts";
import { withVault } from "../unlock.ts";

type Options = { readonly to?: string; readonly select: string; readonly dryRun?: boolean };

/** Milliseconds that are listened before a list is shown. */
const LISTENING = 4000;

export function addSend(parent: Command, run: Runner): void {
  parent
    .command("send")
    .description("send from this vault to another computer")
    .option("--to <destination>", "host:port, or the id of a computer nearby; asked when not given")
    .option("--select <what>", "all, kind:passkey,totp, id:…, tag:… or find:…", "all")
    .option("--dry-run", "only say what would be sent")
    .action(run(send));
}

function send(context: Context, { to, select, dryRun = false }: Options): Promise<void> {
  const selection = parseSelection(select);
  const wanted = to === undefined ? undefined : parseWanted(to);
  return withVault(context, async (vault, proof) => {
    const exchange = exchangeOf(context, vault);
    if (dryRun) return preview(context, exchange, selection);
    checkBackOff(exchange);
    const { output, signal } = context;
    const channel = await channelTo(context, wanted ?? { id: await choose(context) });
    try {
      const owner = exportOwner(context, approvalOf(context, vault, proof));
      const receipt = await exchange.exportTo({ channel, owner, selection, observer: observerOf(output), signal });
      showReceipt(output, receipt);
    } finally {
      channel.close();
    }
  });
}

async function preview({ output }: Context, exchange: ExchangeService, selection: Selection): Promise<void> {
  const { counts, stays } = await exchange.preview(selection);
  const lines = [contents(counts), ...stays.map((one) => `  ${yellow("here")}  ${staysLine(one)}`), dim("Nothing was sent.")];
  output.emit({ event: "plan", dryRun: true, counts, stays }, lines);
}

/** Throws `transport.unreachable` when nobody is nearby. */
async function choose({ host, output, prompter, signal }: Context): Promise<string> {
  output.note(dim("Looking for computers that show Receive …"));
  const nearby = await host.destinations.list(LISTENING, signal);
  for (const one of nearby) output.emit(foundEvent(one));
  if (nearby.length === 0) throw new ExchangeError("transport.unreachable", { detail: "no computer nearby shows Receive" });
  const choices = nearby.map(({ id, addresses, port }) => ({ value: id, text: `${id}  ${dim(addressText(addresses[0] ?? "", port))}` }));
  return prompter.choose({ kind: "choose-destination", text: "Send to" }, choices);
}

function channelTo({ host, output, signal }: Context, wanted: Wanted): Promise<Channel> {
  if ("id" in wanted) output.note(dim(`Waiting for ${wanted.id} …`));
  const { clock } = host.exchange;
  return reach({ connect: (address, port, options) => connectTcp(address, port, { ...options, clock }), destinations: host.destinations }, wanted, signal);
}

function foundEvent({ id, addresses, port }: Nearby) {
  return { event: "destination", id, host: addresses[0] ?? "", port, state: "found" } as const;
}
