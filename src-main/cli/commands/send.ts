// `send`: sends what is selected to a computer that shows Receive, after pairing by code and approval on both.

import type { Command } from "commander";
import { parseSelection, type Selection } from "../../../src-shared/cxf/selection.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { parseWanted, type Wanted } from "../../services/address.ts";
import type { ExchangeService } from "../../services/exchange.ts";
import type { Computer } from "../../services/links/computers.ts";
import { ExporterLinks } from "../../services/links/exporter-links.ts";
import type { LinkChoice } from "../../services/links/ports.ts";
import { reach } from "../../services/reach.ts";
import { approvalOf } from "../approver.ts";
import type { Context, Runner } from "../context.ts";
import { contents, staysLine } from "../counterpart-text.ts";
import { destinationEvent, whereabouts } from "../destination-text.ts";
import { carrierTeller, destinationsOf, linkOption, linksOf } from "../links.ts";
import { dim, yellow } from "../output.ts";
import { exportOwner } from "../owners.ts";
import { checkBackOff, exchangeOf, observerOf, showReceipt } from "../transfer.ts";
import { withVault } from "../unlock.ts";

type Options = { readonly to?: string; readonly select: string; readonly link: LinkChoice; readonly dryRun?: boolean };

/** Milliseconds that are listened before a list is shown. */
const LISTENING = 4000;

export function addSend(parent: Command, run: Runner): void {
  parent
    .command("send")
    .description("send from this vault to another computer")
    .option("--to <destination>", "host:port, or the id of a computer nearby; asked when not given")
    .addOption(linkOption())
    .option("--select <what>", "all, kind:passkey,totp, id:…, tag:… or find:…", "all")
    .option("--dry-run", "only say what would be sent")
    .action(run(send));
}

function send(context: Context, { to, select, link, dryRun = false }: Options): Promise<void> {
  const selection = parseSelection(select);
  const wanted = to === undefined ? undefined : parseWanted(to);
  return withVault(context, async (vault, proof) => {
    const exchange = exchangeOf(context, vault);
    if (dryRun) return preview(context, exchange, selection);
    checkBackOff(exchange);
    const { output, signal } = context;
    const links = await linksTo(context, wanted ?? (await choose(context, link)), link);
    try {
      const owner = exportOwner(context, approvalOf(context, vault, proof));
      const receipt = await exchange.exportTo({ channel: links.channel, links, owner, selection, observer: observerOf(output), signal });
      showReceipt(output, receipt);
    } finally {
      links.channel.close();
      links.close();
    }
  });
}

async function preview({ output }: Context, exchange: ExchangeService, selection: Selection): Promise<void> {
  const { counts, stays } = await exchange.preview(selection);
  const lines = [contents(counts), ...stays.map((one) => `  ${yellow("here")}  ${staysLine(one)}`), dim("Nothing was sent.")];
  output.emit({ event: "plan", dryRun: true, counts, stays }, lines);
}

/** Throws `transport.unreachable` when nobody is nearby. */
async function choose(context: Context, link: LinkChoice): Promise<Computer> {
  const { output, prompter, signal } = context;
  output.note(dim("Looking for computers that show Receive …"));
  const nearby = await destinationsOf(context, link).list(LISTENING, signal);
  for (const one of nearby) output.emit(destinationEvent(one, "found"));
  if (nearby.length === 0) throw new ExchangeError("transport.unreachable", { detail: "no computer nearby shows Receive" });
  const choices = nearby.map((one) => ({ value: one.id, text: `${one.id}  ${dim(whereabouts(one))}` }));
  const chosen = await prompter.choose({ kind: "choose-destination", text: "Send to" }, choices);
  return nearby.find(({ id }) => id === chosen) ?? { id: chosen };
}

async function linksTo(context: Context, wanted: Wanted | Computer, link: LinkChoice): Promise<ExporterLinks> {
  const { host, output, signal } = context;
  if ("id" in wanted) output.note(dim(`Waiting for ${wanted.id} …`));
  const onCarrier = carrierTeller(output);
  const ports = { ...linksOf(context, link), clock: host.exchange.clock, onCarrier };
  const reached = await reach({ ...ports, destinations: destinationsOf(context, link) }, wanted, signal);
  onCarrier(reached.channel.kind);
  return new ExporterLinks(ports, reached);
}
